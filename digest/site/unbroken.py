"""Words that no line may break, though a browser would."""

from __future__ import annotations

__all__ = ["unbroken"]

import re

# Chromium, told to break lines between phrases, takes "バージョン" for two of them, and
# breaks options behind each of their hyphens: "cibadmin --delete -", "-force".
SMALL = "(?<![ァ-ヴー])[ァ-ヴー]{1,8}[ャュョ][ァ-ヴー]{1,8}(?![ァ-ヴー])"
# "6月30日", "2026年7月号": on a phone every other one would be cut in two.
DAY = r"(?<!\d)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|号)"
OPTION = re.compile(r"(?<![^\s])-[^\s<>]{1,27}(?![^\s])")
# Tags, and what they lead to that has no such word: most of a page, passed in one go.
TAG = r'<(?!(?:code|pre|svg)\b)[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>'
OTHER = rf"(?:(?:{TAG}|<code>[^<>-]*+</code>)[^<\dァ-ヴー]*+)++"
# In safe HTML, where all that is opened is closed; of a picture nothing is changed.
PLACE = re.compile(
    rf"(?s){OTHER}"
    r"|<(?:pre|svg)\b.*?</(?:pre|svg)>"
    r"|<code>(?P<code>[^<>]*)</code>"
    rf"|(?P<word>{SMALL}|{DAY})"
)


def unbroken(html: str) -> str:
    """Return safe HTML in which options, days, and words like バージョン stay whole."""
    return PLACE.sub(_kept, html)


def _kept(found: re.Match[str]) -> str:
    if word := found["word"]:
        return _whole(word)
    if code := found["code"]:
        return f"<code>{OPTION.sub(lambda option: _whole(option[0]), code)}</code>"
    return found[0]


def _whole(words: str) -> str:
    return f'<span class="nowrap">{words}</span>'
