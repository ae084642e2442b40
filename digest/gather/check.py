"""Whether sources are alive, and which have fallen silent."""

from __future__ import annotations

__all__ = ["Answer", "Pulse", "check_sources", "pulse_of"]

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.edition import Want
from digest.gather.asking import read_all
from digest.gather.places import Place, place_of
from digest.months import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from digest.collectors import Source
    from digest.edition import Edition
    from digest.fetch import Fetch
    from digest.gather.reading import Reading

YEAR = 365  # days
FEW = 3  # days with messages; two releases, a week apart, say nothing of the next
ALIVE = "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How fresh a source's newest item is.

    It came ``ago`` days before today; ``usual`` is the longest silence before it, if
    that is known. A source is ``silent`` if it has been for longer than that, or for
    a year where it is not known.
    """

    newest: date | None = None
    ago: int | None = None
    usual: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source answered, and if that is not all, why: a ``gap``, with a hint.

    A source is not asked, and has no pulse, outside its life.
    """

    place: Place
    what: str = ALIVE
    gap: bool = False
    hint: str = ""
    pulse: Pulse


def check_sources(
    edition: Edition, sources: Sequence[Source], fetch: Fetch, today: date
) -> tuple[Answer, ...]:
    """Return how each source answers when asked what it has of the past year.

    Raises:
        DigestError: If it is no source's fault, such as that there is no git.
    """
    want = Want(
        source="",
        window=Window(today - timedelta(days=YEAR), today + timedelta(days=1)),
        timezone=edition.timezone,
        projects=(),
        today=today,
    )
    asleep = {source.id: what for source in sources if (what := _asleep(source, today))}
    awake = [source for source in sources if source.id not in asleep]
    answers = {
        reading.source.id: _answer(reading, want)
        for reading in read_all(awake, want, fetch)
    }
    return tuple(
        answers.get(source.id)
        or Answer(place=place_of(source), what=asleep[source.id], pulse=Pulse())
        for source in sources
    )


def pulse_of(days: Iterable[date], today: date, since: date | None = None) -> Pulse:
    """Return how fresh the newest of the days is, and whether that is as usual.

    Where nobody looked at what was before ``since``, and there are too few days since
    then to say what is usual, the silence up to the first of them counts as well.
    """
    known = sorted({*days})
    if not known:
        return Pulse(silent=True)
    ago = max(0, (today - known[-1]).days)
    first = min(known[0], since) if since and len(known) < FEW else known[0]
    pauses = [(later - earlier).days for earlier, later in pairwise([first, *known])]
    usual = max(pauses) or None
    silent = ago > (YEAR if usual is None else usual)
    return Pulse(newest=known[-1], ago=ago, usual=usual, silent=silent)


def _asleep(source: Source, today: date) -> str:
    """Return why a source is not asked today, if there is a reason."""
    if source.until and source.until.plus(1).first <= today:
        return f"ended {source.until}"
    if source.since and source.since.first > today:
        return f"begins {source.since}"
    return ""


def _answer(reading: Reading, want: Want) -> Answer:
    place = place_of(reading.source)
    if reading.gap:
        pulse = Pulse(newest=max(reading.days, default=None))
        what, hint = reading.gap.what, reading.gap.hint
        return Answer(place=place, what=what, gap=True, hint=hint, pulse=pulse)
    # A repository tells all its history, anything else the days of the window.
    since = None if reading.tags else want.window.since
    return Answer(place=place, pulse=pulse_of(reading.days, want.today, since))
