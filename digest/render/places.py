"""Where a person can write in an issue, and what they are told there."""

from __future__ import annotations

__all__ = ["key_of", "offered_tips", "places"]

import re

from html import unescape
from typing import TYPE_CHECKING

from digest.inert import comment
from digest.notes import Offer, Place
from digest.remarks import SkippedVersion, StatusContradiction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Tip
    from digest.release import Remark
    from digest.render.phrases import Phrases
    from digest.render.view import Entry, Issue

LINKED = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
ESCAPED = re.compile(r"\\(.)")


def key_of(entry: Entry | None, remark: Remark | None = None) -> str:
    """Return what the place is called behind a release, or behind a remark on it.

    A remark that is about no entry is about the month. Where one kind can be told of a
    release several times, the key says of what.
    """
    whose = f"{entry.release.project} {entry.release.version}" if entry else "month"
    match remark:
        case None:
            return comment(f"release {whose}")
        case StatusContradiction(topic=of) | SkippedVersion(version=of):
            return comment(f"remark {whose} {remark.kind} {of}")
    return comment(f"remark {whose} {remark.kind}")


def places(issue: Issue, say: Phrases) -> tuple[Place, ...]:
    """Return where a person can write in an issue, in the order of the page."""
    told = say.words.raw
    tables = tuple(Offer(kind="table", key=key) for key in issue.tables)
    every = (
        Place(key="opening", about=told("note_opening")),
        *(_remark(remark, None, say) for remark in issue.digest.remarks),
        *(place for entry in issue.all_entries for place in _entry(entry, say)),
        Place(key="news", about=told("note_news")),
        Place(
            key="tips",
            about=told("note_tips"),
            hints=(
                *(told(f"note_{name}") for name in ("box", "take")),
                *("question", "answer", f"tip: {told('note_address')}"),
            ),
            offers=(*_tips(issue, say), *tables),
        ),
        Place(key="sign-off", about=told("note_sign_off")),
    )
    # Of remarks that have one key, all are answered at one place.
    return tuple({place.key: place for place in reversed(every)}.values())[::-1]


def offered_tips(issue: Issue) -> dict[str, Tip]:
    """Return the threads that could become tips, by what the notes call them."""
    return {comment(tip.url): tip for tip in issue.digest.tips if tip.url}


def _entry(entry: Entry, say: Phrases) -> Iterator[Place]:
    for remark in entry.remarks:
        yield _remark(remark, entry, say)
    release = entry.release
    about = say.words.raw(
        "note_release",
        name=entry.name,
        version=release.version,
        day=release.day,
        urls=" ".join(evidence.url for evidence in release.evidence),
    )
    yield Place(key=key_of(entry), about=about)


def _remark(remark: Remark, entry: Entry | None, say: Phrases) -> Place:
    """Return the place behind a remark, which is told without its links."""
    said = LINKED.sub(r"\1", say.remark(remark, entry))
    said = unescape(ESCAPED.sub(r"\1", said))
    about = say.words.raw("note_remark", remark=said)
    return Place(key=key_of(entry, remark), about=about)


def _tips(issue: Issue, say: Phrases) -> Iterator[Offer]:
    for key, tip in offered_tips(issue).items():
        replies = say.words.raw("note_replies", n=tip.replies)
        told = filter(None, (tip.title, tip.asker, str(tip.day), replies, *tip.why))
        about = [say.words.raw("note_tip", told=say.words.raw("comma").join(told))]
        if tip.question:
            about.append(say.words.raw("note_asked", question=tip.question))
        yield Offer(kind="tip", key=key, about=tuple(about))
