"""What is the newest of each living series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from digest.current import current
from digest.edition import Edition, Project
from digest.history import History
from digest.model import Evidence, EvidenceKind, Facts, Sighting, Tag
from digest.months import Month, Window
from digest.release import Current

ALPHA = Project(
    id="alpha",
    name="Alpha",
    about={},
    aliases=("alpha",),
    repository="alpha.git",
    tags=(),
    tag_url="https://example.org/alpha/{tag}",
)
BETA = replace(ALPHA, id="beta", tag_url="", series=1)
EDITION = Edition(
    title={},
    timezone=ZoneInfo("UTC"),
    languages=("en",),
    watch=(),
    projects=(BETA, ALPHA),
)
JULY = Facts(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 8, 1),
)


def tag(version: str, day: date, committed: date | None = None) -> Tag:
    """Return a tag of Alpha's."""
    name = f"v{version}"
    return Tag(
        project="alpha", version=version, name=name, day=day, committed=committed
    )


def mail(version: str, day: date, project: str = "beta", url: str = "") -> Sighting:
    """Return an announcement."""
    title = f"{project} {version}"
    kind = EvidenceKind.MAIL
    evidence = Evidence(kind=kind, source="list", url=url, day=day, title=title)
    return Sighting(project=project, version=version, evidence=evidence)


def listed(*tags: Tag) -> list[str]:
    """Return the versions that are current after July 2011."""
    found = current(replace(JULY, tags=tags), EDITION, History())
    return [newest.version for newest in found]


def test_newest_of_each_series() -> None:
    """Each series has its highest final version, whatever was tagged last."""
    assert listed(
        tag("1.3.2", date(2011, 7, 20)),
        tag("1.3.3", date(2011, 7, 19)),
        tag("1.4.1", date(2011, 7, 19)),
        tag("1.4.2-rc1", date(2011, 7, 21)),
        tag("nightly", date(2011, 7, 22)),
    ) == ["1.4.1", "1.3.3"]


def test_after_the_window() -> None:
    """What was tagged after the window is not there yet."""
    assert listed(tag("1.0", date(2011, 7, 31)), tag("1.0.1", date(2011, 8, 1))) == [
        "1.0"
    ]


def test_living_series() -> None:
    """A series lives for two years after a release of it, the newest for five."""
    assert listed(
        tag("1.5", date(2006, 8, 3)),
        tag("1.4.1", date(2009, 8, 1)),
        tag("1.3.1", date(2009, 7, 31)),
    ) == ["1.5", "1.4.1"]
    assert listed(tag("1.5", date(2006, 8, 1))) == []


def test_first_of_a_series() -> None:
    """A series of one release is over with the next, unless that one was a fix."""
    day = date(2011, 7, 3)
    versions = ("9.34.0", "9.33.0", "9.32.1", "9.31.0", "9.31.1", "9", "8")

    assert listed(*(tag(version, day) for version in versions)) == [
        "9.34.0",
        "9.32.1",
        "9.31.1",
    ]


def test_any_release_of_a_series() -> None:
    """A series lives on whatever release of it, and shows its highest version."""
    assert listed(
        tag("1.5", date(2011, 7, 3)),
        tag("1.4.9", date(2009, 7, 1)),
        tag("1.4.8", date(2011, 7, 3)),
    ) == ["1.5", "1.4.9"]


def test_batch() -> None:
    """An old tag of a batch has the day of its commit; alone, it has its own."""
    day, made = date(2011, 7, 20), date(2009, 1, 1)
    batch = (tag("1.0.1", day, made), tag("1.1.1", day, made), tag("2.0", day))

    (newest,) = current(replace(JULY, tags=batch), EDITION, History())
    alone = current(replace(JULY, tags=batch[1:]), EDITION, History())

    assert (newest.version, newest.day) == ("2.0", day)
    assert [(found.version, found.day) for found in alone] == [
        ("2.0", day),
        ("1.1.1", day),
    ]


def test_page() -> None:
    """A tag's page is its project's, or else what showed it."""
    facts = replace(
        JULY,
        sightings=(
            mail("1.1", date(2011, 7, 4)),
            mail("1.1", date(2011, 7, 5), url="https://example.org/1"),
        ),
        tags=(
            tag("1.0", date(2011, 7, 2)),
            replace(tag("1.1", date(2011, 7, 2)), project="beta"),
            replace(tag("2.0", date(2011, 7, 2)), project="beta"),
        ),
    )

    found = current(facts, EDITION, History())

    day = date(2011, 7, 2)
    assert found == (
        Current(project="beta", series="2", version="2.0", day=day, url=""),
        Current(
            project="beta",
            series="1",
            version="1.1",
            day=date(2011, 7, 4),
            url="https://example.org/1",
        ),
        Current(
            project="alpha",
            series="1.0",
            version="1.0",
            day=day,
            url="https://example.org/alpha/v1.0",
        ),
    )


def test_older_of_two_tags() -> None:
    """A version that was tagged twice has the older tag's day."""
    older = replace(tag("1.0.0", date(2011, 7, 2)), name="1.0.0")

    (found,) = current(
        replace(JULY, tags=(older, tag("1.0", date(2011, 7, 9)))), EDITION, History()
    )

    assert (found.day, found.version) == (older.day, "1.0.0")


def test_without_a_tag() -> None:
    """What an earlier issue told is remembered where no tag shows it."""
    july = replace(
        JULY,
        sightings=(
            mail("1.0", date(2011, 7, 4)),
            mail("1.1-rc1", date(2011, 7, 5)),
            mail("nightly", date(2011, 7, 6)),
            mail("1.0", date(2011, 7, 4), "gamma"),
        ),
    )
    august = replace(JULY, window=Window(date(2011, 8, 1), date(2011, 9, 1)))
    late = replace(august, sightings=(mail("1.0", date(2011, 8, 9)),))

    history = History().after(july)
    expected = current(july, EDITION, History())

    assert [(found.version, found.day) for found in expected] == [
        ("1.0", date(2011, 7, 4))
    ]
    assert current(august, EDITION, history) == expected
    assert current(late, EDITION, history) == expected
