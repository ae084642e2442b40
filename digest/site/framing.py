"""Safe HTML of an issue, with a frame around each of its releases."""

from __future__ import annotations

__all__ = ["framed"]

import re

# The headings of an issue that a link can lead to: its parts and its projects, and
# within those its releases. A candidate's (h5) belongs to the release above it.
HEADING = re.compile(r'<h([234])[^>]*><a id="')
RELEASE = "4"


def framed(html: str) -> str:
    """Return an issue's HTML in which every release is a section of its own.

    A release ends where the next heading of its level or above it begins. What people
    write cannot end it: headings of theirs are no targets, and all that they open is
    closed where their words end.
    """
    parts = []
    at, is_open = 0, False
    for heading in HEADING.finditer(html):
        parts.append(html[at : heading.start()])
        parts.append("</section>\n" if is_open else "")
        is_open = heading[1] == RELEASE
        parts.append('<section class="release">\n' if is_open else "")
        at = heading.start()
    return "".join((*parts, html[at:], "\n</section>" if is_open else ""))
