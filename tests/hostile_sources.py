"""A month as its sources tell it: those that mean well, and those that do not."""

from __future__ import annotations

import json

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from digest.desk import Desk
from digest.rounds import build_all
from tests.conftest import DATA
from tests.sites import ADDRESS, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RAN = "window.ran = 1"
ELSEWHERE = "//elsewhere.example/"
PAYLOADS = (
    f"<script>{RAN}</script>",
    f'<img src="x" onerror="{RAN}">',
    f"<svg onload='{RAN}'><script>{RAN}</script></svg>",
    f"[press](javascript:{RAN.replace(' ', '')})",
    f"<javascript:{RAN.replace(' ', '')}>",
    f'<a href="java&#10;script:{RAN}" onfocus="{RAN}" autofocus>press</a>',
    f"{{: onmouseover={RAN.replace(' ', '')} autofocus style=position:fixed }}",
    "</title></style></textarea></details></article></main></body>",
    f'<iframe src="https:{ELSEWHERE}" srcdoc="<script>parent.{RAN}</script>"></iframe>',
    f"![seen](https:{ELSEWHERE}seen.png)",
    f'<style>@import "{ELSEWHERE}a.css"; * {{ display: none }}</style>',
    f'<meta http-equiv="refresh" content="0; url=https:{ELSEWHERE}">',
    f'<base href="{ELSEWHERE}"><link rel="stylesheet" href="{ELSEWHERE}b.css">',
    f'<form action="{ELSEWHERE}"><button autofocus>press</button></form>',
    '{{ config }} {% include "base.html" %} {% raw %}',
    "\u202eround\u2066 and \u200bunder\u00ad \ufeff&#8238;again&#x2066;",
    "w" * 200_000,
    "<!-- never closed",
    '"\n---\ntitle: gone\nkind: lost\n---\n',
    f"`<b onclick='{RAN}'>` ``` ~~~",
    f"\n\n[x]: javascript:{RAN.replace(' ', '')}\n\n[x]",
    "| a | b |\n| - | - |",
    "]]> <![CDATA[ \uffff \x00",
    f"\u2028</script><script>{RAN}</script><!--",
    "\r\nBEGIN:VEVENT\r\nSUMMARY:gone\r\nEND:VEVENT",
    "# heading\n1. one\n- two\n> three\n",
    "[" * 500,
)
EVIL_URLS = (f"javascript:{RAN}", "data:text/html,x", f'https:{ELSEWHERE}"><b ')
TEXTS = {
    *("after", "asker", "before", "by", "component", "group", "limits", "new", "old"),
    *("option", "question", "refs", "severity", "text", "title", "topic", "where"),
    "why",
}
THREAD = "https://example.org/thread"
TIP = {
    "title": "Slow pouring",
    "url": THREAD,
    "day": "2011-07-09",
    "project": "drbd",
    "replies": 2,
    "answered": True,
    "why": ["an answer"],
    "question": "Why is it slow?",
    "asker": "Aki",
}
NOTES = """\
<!-- digest: opening -->
{0}

Said after it: kept900x.

<!-- digest: tips -->
### Slow kept901x {1}

<!-- tip: https://example.org/thread -->
Pour faster. {1}

    kept902x {1}
"""
# What a person may well write in a note, and no more of it than stays on its line.
NOTED = f"<b onclick='{RAN}'>bold</b> [a](javascript:{RAN}) {{{{ config }}}} &#8238;x"
WILD = f"<details ontoggle='{RAN}' open><summary>a</summary>b</details>"


@dataclass
class Marker:
    """Marks texts, the same text with the same mark, and puts something after it."""

    payloads: Iterator[str]
    known: dict[str, str] = field(default_factory=dict)

    def mark(self, text: str) -> str:
        """Return a text with its mark."""
        if text not in self.known:
            mark = f"{text} kept{len(self.known)}x "
            self.known[text] = mark + next(self.payloads)
        return self.known[text]

    def marked(self, data: Any, key: str = "") -> Any:
        """Return plain data of which all free texts are marked."""
        if isinstance(data, dict):
            topic = "before" in data or "after" in data or "fields" in data
            own = {"old", "new"} if topic else set()  # a topic's are names of tags
            return {k: v if k in own else self.marked(v, k) for k, v in data.items()}
        if isinstance(data, list):
            return [self.marked(one, key) for one in data]
        return self.mark(data) if key in TEXTS and isinstance(data, str) else data


def told(root: Path, payloads: Iterator[str], urls: Iterator[str] | None) -> Path:
    """Return the site of the month, as sources told it that write such texts."""
    facts = json.loads((DATA / "render" / "full.facts.json").read_text("utf-8"))
    facts["tips"] = [TIP]
    marker = Marker(payloads)
    facts = marker.marked(facts)
    for gap in facts["gaps"]:
        gap |= {"source": marker.mark(gap["source"]), "what": marker.mark(gap["what"])}
    if urls:
        changes = (
            one for record in facts["records"] for one in record.get("changes", ())
        )
        for one in (*changes, *facts["news"], *facts["gaps"]):
            one["url"] = next(urls)
    write(root, "facts/2011-08.json", json.dumps(facts))
    noted = (WILD, NOTED) if urls else ("", "")
    for language in ("ja", "en"):
        write(root, f"notes/2011-08.{language}.md", NOTES.format(*noted))
    projects = (DATA / "render" / "projects.toml").read_text("utf-8")
    (root / "projects.toml").write_text(projects, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        return build_all(Desk(root=root, cache=root / "cache"), None)
