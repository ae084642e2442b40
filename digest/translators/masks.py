"""What of a sentence a service must leave alone, in the markup that services know."""

from __future__ import annotations

__all__ = ["tagged", "tidy", "untagged"]

import html
import re

from typing import TYPE_CHECKING

from digest.memory.forms import BLANK

if TYPE_CHECKING:
    from digest.memory.forms import Form

JAPANESE = r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60]"
GAP = re.compile(rf"(?<={JAPANESE}) (?=[!-~])|(?<=[!-~])(?<![,:;]) (?={JAPANESE})")
STOP = re.compile(r"[.!?]\Z")


def tagged(form: Form, tag: str, attributes: str = "") -> str:
    """Return a form's text as XML, with each blank as a numbered element of a tag.

    What stands in it is what fills the blank: it helps with the grammar around it.
    """
    parts, at = [], 0
    for blank in BLANK.finditer(form.text):
        number = int(blank[1])
        value = html.escape(form.values[number - 1], quote=False)
        before = html.escape(form.text[at : blank.start()], quote=False)
        parts += [before, f'<{tag} id="{number}"{attributes}>{value}</{tag}>']
        at = blank.end()
    return "".join([*parts, html.escape(form.text[at:], quote=False)])


def untagged(text: str, tag: str) -> str:
    """Return XML as text, with a blank for each numbered element of a tag.

    What is no such element is text, so that whoever looks for what is new finds it.
    """
    element = re.compile(rf'<{tag} id="([0-9]{{1,4}})"[^<>]*>[^<>]*</{tag}>')
    return html.unescape(element.sub(r"{\1}", text))


def tidy(text: str, *, sentence: str, language: str) -> str:
    """Return a translation as one of ours is written.

    In Japanese there is no blank beside Latin letters, and a change's last full stop
    is there only if upstream wrote one.
    """
    if language != "ja":
        return text
    text = GAP.sub("", text)
    return text if STOP.search(sentence) else text.rstrip("。")
