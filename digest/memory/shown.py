"""A sentence of upstream's as a page shows it: translated, with the original beside."""

from __future__ import annotations

__all__ = ["shown", "shown_html"]

from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.inert import link, link_html, plain, quoted, quoted_html
from digest.memory import State

if TYPE_CHECKING:
    from digest.memory import Memory
    from digest.words import Words

ORIGINAL = Markup('<small lang="en">{}</small>')
UNTRANSLATED = Markup('<span lang="en">{}</span>')


def shown(sentence: str, url: str, memory: Memory | None, words: Words) -> Markup:
    """Return a sentence as Markdown, linked: its translation, then the original.

    What is fuzzy or not translated is marked as such. Without a memory, on a page in
    upstream's own language, the sentence stands as it is.
    """
    told = _told(sentence, memory)
    if told is None:
        return link(quoted(sentence), url)
    key, text = told
    if not text:
        return words(key, text=link(UNTRANSLATED.format(quoted(sentence)), url))
    return words(
        key, text=link(quoted(text), url), original=ORIGINAL.format(quoted(sentence))
    )


def shown_html(sentence: str, url: str, memory: Memory | None, words: Words) -> Markup:
    """Return the same as `shown`, for a place where Markdown is not read."""
    told = _told(sentence, memory)
    if told is None:
        return link_html(quoted_html(sentence), url)
    key, text = told
    if not text:
        return words(
            key, text=link_html(UNTRANSLATED.format(quoted_html(sentence)), url)
        )
    original = ORIGINAL.format(quoted_html(sentence))
    return words(key, text=link_html(quoted_html(text), url), original=original)


def _told(sentence: str, memory: Memory | None) -> tuple[str, str] | None:
    """Return the key of the words for a translation and its text, if it needs any."""
    if memory is None:
        return None
    found = memory.look_up(sentence)
    if found.state is State.DONE and plain(found.text) == plain(sentence):
        return None
    return f"translated_{found.state}", found.text
