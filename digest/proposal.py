"""What a pull request says of the draft that it brings, as GitHub's Markdown."""

from __future__ import annotations

__all__ = ["Link", "propose"]

import re

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.inert import plain, web
from digest.status import chores
from digest.status.telling import CHORES, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from digest.model import Gap
    from digest.release import Digest, Release
    from digest.status import Chore, Draft

FEW, MANY, LONG = 4, 50, 160  # of a chore; of anything else; letters of a text
TICKS = re.compile("`+")
HOW = """\
- Prose: write in {notes}; it is published as you wrote it.
- Facts that are wrong or missing: say so in `content/notes/{month}.toml`, \
where the examples are.
- Then run `digest render {month}`, commit, and push to this branch: a later run adds \
to it what is new, and changes no word of yours.
- Merge by a merge commit: a later month's draft may stand on this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of ours that a reviewer may want to open."""

    name: str
    url: str

    @classmethod
    def parse(cls, text: str) -> Link:
        """Return the link written as ``NAME=URL``.

        Raises:
            UsageError: If it is not written so, or leads to no page of the web.
        """
        name, _, url = text.partition("=")
        if not (plain(name) and web(url)):
            raise UsageError(
                f'not a link: "{text}"',
                where="--link",
                hint="write it as NAME=https://…",
            )
        return cls(name=name, url=url)


def propose(draft: Draft, names: Mapping[str, str], links: Iterable[Link] = ()) -> str:
    """Return the title of a pull request, an empty line, and its text.

    ``names`` are those of the projects, by id. What comes from outside stands as code:
    there GitHub makes no markup of it, tells nobody who is mentioned, and links to no
    issue (docs.github.com: "Autolinked references and URLs").
    """
    left = chores(draft)
    parts = (
        _titled(draft.digest),
        *_part("Not read", _gaps(draft.digest)),
        *_part("Found", _found(draft.digest, names)),
        *_part("Found late", _late(draft.digest, names)),
        *_part("Left to do", _left(left)),
        *_part("To look at", _links(links)),
        *_part("To correct something", [_how(draft)]),
    )
    return "\n\n".join(parts) + "\n"


def _titled(digest: Digest) -> str:
    """Return what the issue has, in figures alone: a title may end up anywhere."""
    shown = _shown(digest)
    late = len([*_late(digest, {})])
    told = (
        _several(len(shown), "release"),
        *([f"{late} found late"] if late else []),
        *([_several(len(digest.gaps), "gap")] if digest.gaps else []),
    )
    early = "Early draft" if digest.early else "Draft"
    return f"{early} of {digest.month}: {', '.join(told)}"


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a part with its heading, if there is anything in it."""
    if text := "\n".join(lines):
        yield f"## {title}\n\n{text}"


def _gaps(digest: Digest) -> Iterator[str]:
    gaps = digest.gaps[:MANY]
    yield from (f"- {_gap(gap)}" for gap in gaps)
    yield from _more(len(digest.gaps) - len(gaps))
    if gaps:
        yield (
            "\nThe issue lacks what these would have told. "
            f"Run `digest draft {digest.month}` when they answer again; a run of the "
            "workflow does the same."
        )


def _gap(gap: Gap) -> str:
    where = f" ({_code(gap.url)})" if gap.url else ""
    hint = f": {_code(gap.hint)}" if gap.hint else ""
    return f"**{_code(gap.source)}**{where}: {_code(gap.what)}{hint}"


def _found(digest: Digest, names: Mapping[str, str]) -> Iterator[str]:
    window = digest.window
    early = ", which is not over yet" if digest.early else ""
    yield f"The issue covers {window.since} to {window.last}{early}.\n"
    shown = [release for release in _shown(digest) if not release.late]
    for project, releases in groupby(shown, key=lambda each: each.project):
        yield f"- {_code(names.get(project, project))}: {_versions(tuple(releases))}"
    kinds = Counter(news.kind.value for news in digest.news)
    if kinds:
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        yield f"- news: {told}"
    if digest.tips:
        yield f"- {_several(len(digest.tips), 'thread')} that could become a tip"
    if not (shown or kinds or digest.tips):
        yield "Nothing at all."


def _late(digest: Digest, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what was found when the month had been read before."""
    for release in _shown(digest):
        if release.late:
            whose = _code(names.get(release.project, release.project))
            told = f"{_code(release.version)} of {release.day}"
            yield f"- {whose} {told}, found on {release.found}"
    for news in digest.news:
        if news.found:
            yield f"- {news.kind}: {_code(news.title)}, found on {news.found}"


def _shown(digest: Digest) -> list[Release]:
    return [release for release in digest.releases if not release.backdated]


def _versions(releases: Sequence[Release]) -> str:
    told = [f"{_code(each.version)} ({each.day})" for each in releases[:MANY]]
    more = len(releases) - len(told)
    return ", ".join([*told, *([f"and {more} more"] if more else [])])


def _left(left: Sequence[Chore]) -> Iterator[str]:
    words = summed(left)
    yield f"{words[0].upper()}{words[1:]}"
    yield from ([""] if left else [])
    yield from (line for chore in left for line in _chore(chore))


def _chore(chore: Chore) -> Iterator[str]:
    language = f" ({chore.language})" if chore.language else ""
    may = ", optional" if chore.optional else ""
    what = f"{CHORES[chore.what]}{language}: {chore.count}"
    yield f"- {what} ({chore.minutes} min{may})"
    for detail in chore.details[:FEW]:
        yield f"  - {_code(detail.where)}: {_code(detail.said)}"
    yield from (f"  {line}" for line in _more(len(chore.details) - FEW))


def _links(links: Iterable[Link]) -> Iterator[str]:
    for link in links:
        yield f"- {_code(link.name)}: <{web(link.url)}>"


def _how(draft: Draft) -> str:
    notes = " and ".join(_code(each.where) for each in draft.notes) or "the notes"
    return HOW.format(notes=notes, month=draft.digest.month)


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield f"- and {count} more"


def _code(text: str) -> str:
    """Return text as a code span, which nothing in it can end."""
    words = plain(text)
    words = words if len(words) <= LONG else f"{words[:LONG].rstrip()} …"
    fence = "`" * (1 + max(map(len, TICKS.findall(words)), default=0))
    edge = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{edge}{words or '–'}{edge}{fence}"
