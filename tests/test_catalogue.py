"""Which versions of a project there are, told or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from digest.catalogue import Known, catalogue
from digest.edition import Project
from digest.merge import version_of
from digest.model import Evidence, EvidenceKind, Tag
from digest.months import Month, Window
from digest.release import Digest, Release
from tests.scene import RELEASE

ALPHA = Project(
    id="alpha",
    name="Alpha",
    about={},
    aliases=("alpha",),
    repository="alpha.git",
    tags=(),
    tag_url="https://example.org/alpha/{tag}",
)
JUNE, JULY = Month(2011, 7), Month(2011, 8)
MAIL = Evidence(
    kind=EvidenceKind.MAIL,
    source="list",
    url="https://example.org/mail",
    day=date(2011, 7, 20),
    title="it is out",
)


def tag(
    version: str,
    day: date = date(2011, 7, 5),
    committed: date | None = None,
    project: str = "alpha",
) -> Tag:
    """Return a tag."""
    name = f"v/{version}"
    return Tag(
        project=project, version=version, name=name, day=day, committed=committed
    )


def release(version: str, **fields: object) -> Release:
    """Return a release of July."""
    series = ".".join(version.split(".")[:2])
    known: dict[str, object] = {"version": version, "series": series}
    return replace(RELEASE, **known | fields)  # type: ignore[arg-type]


def digest(*releases: Release, month: Month = JULY) -> Digest:
    """Return the digest of a month."""
    window = Window.before(month)
    return Digest(month=month, window=window, early=False, releases=releases)


def versions(*known: Known) -> list[str]:
    """Return versions by name."""
    return [one.version for one in known]


def series(*names: str) -> list[str]:
    """Return the series that versions are put in."""
    tags = [tag(name) for name in names]
    return [one.series for one in catalogue(ALPHA, [digest()], tags)]


def test_nothing() -> None:
    """Without digests nothing is known: nobody knows until when."""
    assert catalogue(ALPHA, [], [tag("1.0")]) == ()


def test_told() -> None:
    """What an issue tells is known with its release, its issue and its proof."""
    told = release("1.4.1", evidence=(replace(MAIL, url=""), MAIL))

    assert catalogue(ALPHA, [digest(told)], [tag("1.4.1")]) == (
        Known(
            project="alpha",
            version="1.4.1",
            day=told.day,
            series="1.4",
            url=MAIL.url,
            release=told,
            issue=JULY,
        ),
    )


def test_tagged() -> None:
    """What no issue tells is known by its tag."""
    assert catalogue(ALPHA, [digest()], [tag("1.4.1")]) == (
        Known(
            project="alpha",
            version="1.4.1",
            day=date(2011, 7, 5),
            series="1.4",
            url="https://example.org/alpha/v/1.4.1",
        ),
    )


def test_order() -> None:
    """The newest version comes first, whoever tells it; what is no version, last."""
    digests = [
        digest(release("1.4.1"), release("nightly")),
        digest(release("1.10.0"), month=JUNE),
    ]
    tags = [tag("1.4.1-rc1"), tag("1.9"), tag("1.4")]

    assert versions(*catalogue(ALPHA, digests, tags)) == [
        "1.10.0",
        "1.9",
        "1.4.1",
        "1.4.1-rc1",
        "1.4",
        "nightly",
    ]


def test_candidates() -> None:
    """A candidate is known as such."""
    found = catalogue(ALPHA, [digest()], [tag("1.4.1"), tag("1.4.1rc2")])

    assert [one.candidate for one in found] == [False, True]


def test_others() -> None:
    """What is another project's, no version, or not over yet is not known."""
    tags = [
        tag("1.0", project="beta"),
        tag("nightly"),
        tag("2.0", day=date(2011, 8, 1)),
        tag("1.9", day=date(2011, 7, 31)),
    ]
    beta = replace(release("1.1"), project="beta")

    assert versions(*catalogue(ALPHA, [digest(beta)], tags)) == ["1.9"]


def test_two_tags_of_one_version() -> None:
    """Of two tags of one version the older one counts."""
    tags = [tag("1.4.0"), tag("1.4", day=date(2011, 7, 2))]

    (found,) = catalogue(ALPHA, [digest()], tags)

    assert (found.version, found.day) == ("1.4", date(2011, 7, 2))


def test_batch() -> None:
    """A version that was tagged late in a batch has the day of its commit."""
    old, made = date(2010, 1, 1), date(2010, 2, 2)
    tags = [
        tag("1.0", committed=old),
        tag("1.1", committed=made),
        tag("1.2", committed=date(2011, 7, 1)),
    ]
    told = release("1.1", backdated=True)

    found = catalogue(ALPHA, [digest(told)], tags)

    days = [(one.version, one.day, one.issue) for one in found]
    assert days == [
        ("1.2", date(2011, 7, 5), None),
        ("1.1", made, None),
        ("1.0", old, None),
    ]


def test_late_without_a_tag() -> None:
    """What was no news and has no tag keeps its day."""
    (found,) = catalogue(ALPHA, [digest(release("1.1", backdated=True))], [])

    assert found.day == RELEASE.day


def test_hidden() -> None:
    """What a person hid is left out, whether an issue told it or a tag shows it."""
    tags = [tag("1.4.0"), tag("1.3.0"), tag("1.2.0")]
    hidden = {("alpha", version_of(version)) for version in ("1.4.1", "1.3.0")}

    found = catalogue(ALPHA, [digest(release("1.4.1"))], tags, hidden)

    assert versions(*found) == ["1.4.0", "1.2.0"]


def test_series_of_one_release() -> None:
    """Where most series have one release, series go by the first number."""
    assert series("4.17.0", "4.16.0", "4.15.0", "4.15.1") == ["4"] * 4
    assert series("4.17.0", "4.16.0", "4.16.1", "4.16.1-rc1") == [
        "4.17",
        "4.16",
        "4.16",
        "4.16",
    ]
    assert series("4.17.0") == ["4.17"]
