"""What the front page shows of the newest issue."""

from __future__ import annotations

__all__ = ["Cover", "cover"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.inert import inert, page_link
from digest.model import NewsKind
from digest.render.hot import hot, telling
from digest.render.moving import moved
from digest.render.retold import told_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.release import Remark
    from digest.render.hot import Hot
    from digest.render.phrases import Phrases
    from digest.render.view import Entry, Issue

# Of an entry with others in it, so many are told; the issue has them all.
NESTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The newest issue on the front page.

    ``releases`` are linked to their places, ``lines`` say what nobody should miss.
    """

    issue: Issue
    say: Phrases
    releases: tuple[Markup, ...]
    lines: tuple[Markup, ...]
    remarks: tuple[Markup, ...]


def cover(issue: Issue, say: Phrases) -> Cover:
    """Return what the front page shows of an issue, in the words of a language."""
    page = f"issues/{issue.digest.month}.md"
    return Cover(
        issue=issue,
        say=say,
        releases=tuple(_link(entry, page) for entry in issue.entries),
        lines=(
            *_security(issue, say),
            *(_line(each, say, page) for each in hot(issue)),
        ),
        remarks=tuple(_remark(*each, say, page) for each in telling(issue)),
    )


def _security(issue: Issue, say: Phrases) -> Iterator[Markup]:
    """Yield the news that are about security."""
    for topical in issue.news:
        if topical.kind is NewsKind.SECURITY:
            why = say.words("risk_security")
            for news in topical.news:
                yield say.words("front_news", why=why, what=say.news(news))


def _remark(remark: Remark, entry: Entry | None, say: Phrases, page: str) -> Markup:
    """Return a remark, after the release that it is about, if it is about one."""
    said = Markup(moved(say.remark(remark, entry), page))  # noqa: S704 - markup already
    if not entry:
        return said
    return say.words("front_remark", link=_link(entry, page), remark=said)


def _link(entry: Entry, page: str) -> Markup:
    name = f"{entry.name} {entry.release.version}"
    return page_link(name, page, entry.anchor)


def _line(hot: Hot, say: Phrases, page: str) -> Markup:
    """Return what may hurt, after the release that brought it and a word for why."""
    entry, danger = hot.entry, hot.danger
    if danger.option:
        what = inert(told_option(danger.option, say.words))
    else:
        head, *nested = (say.change(change, entry) for change in danger.changes)
        what = Markup(" – ").join((head, *nested[:NESTED]))
    return say.words(
        "front_line",
        link=_link(entry, page),
        why=say.words(f"risk_{danger.risk}"),
        what=what,
    )
