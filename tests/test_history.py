"""What earlier issues told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from digest.history import Habit, History
from digest.merge import key_of
from digest.model import Evidence, EvidenceKind, Facts, News, NewsKind, Sighting, Tag
from digest.months import Month, Window

JULY = Facts(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 8, 1),
)
AUGUST = Facts(
    month=Month(2011, 9),
    window=Window(date(2011, 8, 1), date(2011, 9, 1)),
    read_until=date(2011, 9, 1),
)
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 7, 5),
    title="a gathering",
    url="https://example.org/1",
)


def seen(
    version: str, day: date, kind: EvidenceKind = EvidenceKind.TAG, project: str = "a"
) -> Sighting:
    """Return what a source says of a version; a tag is called like it."""
    evidence = Evidence(kind=kind, source="s", url="", day=day, title=version)
    return Sighting(project=project, version=version, evidence=evidence)


def test_nothing_told() -> None:
    """Before the first issue nothing has been told; an empty one counts nothing."""
    assert History().after(JULY) == replace(History(), volumes=(0,))


def test_volumes() -> None:
    """Releases are counted by issue; candidates, and what was told before, are not."""
    july = replace(
        JULY,
        sightings=(
            seen("1.0", date(2011, 7, 2)),
            seen("1.1-rc1", date(2011, 7, 3)),
            seen("nightly", date(2011, 7, 4)),
        ),
    )
    august = replace(
        AUGUST,
        sightings=(
            seen("1.0.0", date(2011, 8, 2), EvidenceKind.MAIL),
            seen("1.1", date(2011, 8, 3)),
        ),
    )

    history = History().after(july).after(AUGUST).after(august)

    assert history.volumes == (2, 0, 1)
    assert history.told == {key_of(s) for s in (*july.sightings, *august.sightings)}


def test_candidates_are_remembered() -> None:
    """What was said of a candidate is known to later issues, and is no volume."""
    facts = replace(JULY, sightings=(seen("1.3-rc1", date(2011, 7, 6)),))

    history = History().after(facts)

    assert [said.version for said in history.releases.values()] == ["1.3-rc1"]
    assert history.volumes == (0,)


def test_batch_counts_nothing() -> None:
    """Old tags of a batch are no volume and no habit, and have not been told."""
    day, made = date(2011, 7, 20), date(2011, 1, 1)
    tags = tuple(
        Tag(project="a", version=v, name=v, day=day, committed=made) for v in "12"
    )
    facts = replace(JULY, tags=tags, sightings=(seen("1", day), seen("2", day)))

    assert History().after(facts) == History().after(JULY)


def test_habits() -> None:
    """Who is announced, in a mail or a feed, is told from who is only tagged."""
    facts = replace(
        JULY,
        sightings=(
            seen("1.0", date(2011, 7, 2)),
            seen("1.0", date(2011, 7, 3), EvidenceKind.MAIL),
            seen("1.1", date(2011, 7, 4), EvidenceKind.FEED),
            seen("1.2", date(2011, 7, 5)),
            seen("1.3-rc1", date(2011, 7, 6)),
            seen("1.0", date(2011, 7, 7), EvidenceKind.COMMIT, "b"),
        ),
    )

    history = History().after(facts)

    assert history.habits == {
        "a": Habit(announced=2, silent=1),
        "b": Habit(silent=1),
    }


def test_announced_late() -> None:
    """Who announces a release in a later month has announced it; once is enough."""
    july = replace(
        JULY, sightings=(seen("1.0", date(2011, 7, 2)), seen("1.1", date(2011, 7, 3)))
    )
    late = replace(
        AUGUST,
        sightings=(
            seen("1.0.0", date(2011, 8, 2), EvidenceKind.MAIL),
            seen("1.0", date(2011, 8, 4), EvidenceKind.MAIL),
        ),
    )

    history = History().after(july).after(late)

    assert history.habits == {"a": Habit(announced=1, silent=1)}
    assert history.after(late).habits == history.habits


def test_news_in_order() -> None:
    """News is remembered in the order of the issues, each once."""
    august = replace(NEWS, day=date(2011, 8, 2), url="https://example.org/2")
    outside = replace(NEWS, day=date(2011, 8, 1), url="https://example.org/3")

    history = (
        History()
        .after(replace(JULY, news=(NEWS, outside)))
        .after(replace(AUGUST, news=(august, replace(NEWS, day=date(2011, 8, 9)))))
    )

    assert history.news == (NEWS, august)
