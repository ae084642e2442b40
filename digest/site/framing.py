"""Safe HTML of a page, with a frame around what deserves one, in its language."""

from __future__ import annotations

__all__ = ["framed"]

import re

# The headings that a link can lead to: of the parts of a page, of its projects, and
# within those of its releases. A candidate's (h5) belongs to the release above it.
HEADING = re.compile(r'<h([234])[^>]*><a id="([^"]*)"')
# The heading of a tip that is in another language, with the line that says so.
FOREIGN = re.compile(
    r'(?s)<h3[^>]*><a id="tip-[^"]*"></a><span lang="([^"]*)">.*?</h3>\s*<p>.*?</p>'
)
# On which kind of page which of them begins a frame, and what the frame is called.
FRAMES = {
    "front": (re.compile("2newest"), "cover"),
    "issue": (re.compile("4.*"), "release"),
}


def framed(html: str, kind: str) -> str:
    """Return a page's HTML in which what deserves a frame is a section of its own.

    A section ends where the next such heading of any level begins. What people write
    cannot end it: headings of theirs are no targets, and all that they open is closed
    where their words end.
    """
    if kind == "tips":
        return _spoken(html)
    if kind not in FRAMES:
        return html
    begins, name = FRAMES[kind]
    parts = []
    at, is_open = 0, False
    for heading in HEADING.finditer(html):
        parts.append(html[at : heading.start()])
        parts.append("</section>\n" if is_open else "")
        is_open = bool(begins.fullmatch(heading[1] + heading[2]))
        parts.append(f'<section class="{name}">\n' if is_open else "")
        at = heading.start()
    return "".join((*parts, html[at:], "\n</section>" if is_open else ""))


def _spoken(html: str) -> str:
    """Return the tips, each that is in another language within an element that says so.

    So it is read aloud, hyphenated and set in letters of its own.
    """
    parts = []
    at = 0
    for tip in FOREIGN.finditer(html):
        after = HEADING.search(html, tip.end())
        end = after.start() if after else len(html)
        parts.append(f'{html[at : tip.end()]}<div lang="{tip[1]}">')
        parts.append(f"{html[tip.end() : end]}</div>")
        at = end
    return "".join((*parts, html[at:]))
