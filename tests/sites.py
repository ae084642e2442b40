"""Sites for the tests: how pages are written and built; a host without a network."""

from __future__ import annotations

import json
import re
import unicodedata

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from digest.collecting import Ask, collect
from digest.desk import Desk
from digest.months import Month
from digest.rounds import build_all
from digest.site import build_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Route, ViewportSize

REPOSITORY = Path(__file__).parent.parent
THEME = REPOSITORY / "templates" / "site"
CONFIG = REPOSITORY / "mkdocs.yml"
ADDRESS = "https://digest.example/ha/"
# Chromium, asked to talk to nobody of its own accord.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)
PROJECTS = REPOSITORY / "digest" / "projects.toml"
LAST = Month(2026, 8)  # of the histories
MONTHS = 24
TODAY = date(2026, 11, 1)
# What we write in notes: the month, the language, and what stands in which place.
NOTES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("2026-07", "ja"): {"opening": "再同期のあいだは、お茶の時間です。"},
    ("2026-05", "ja"): {
        "opening": "スプリットブレインの夢を見ました。\n\n```\ndrbdadm status r0\n```",
        "tips": """\
### 席が足りない

<!-- question -->
ノードを増やしたいのに、席がありません。[出どころ](https://example.org/seats)

<!-- answer -->
席の数を`corosync.conf`に書いて、読みなおしてもらいます。

```
corosync-cfgtool -R
```
""",
    },
    ("2026-05", "en"): {
        "tips": """\
### Too few chairs

<!-- question -->
One more node is coming, and there is no chair. [Asked here](https://example.org/seats)

<!-- answer -->
Write the number of chairs into `corosync.conf`, and have it read again:

```
corosync-cfgtool -R
```
""",
    },
    ("2026-03", "ja"): {
        "opening": "非同期でも、ｶﾞｯﾂがあれば。`<b>太字</b>`と`<script>`。"
    },
    ("2026-03", "en"): {"opening": "Asynchronous, but `<script>` at heart."},
}
# What no source told: so the calendar has something to tell.
CORRECTIONS: Mapping[str, str] = {
    "2026-05": """\
[[add]]
kind = "event"
day = 2026-04-10
title = "The cluster picnic"
url = "https://example.org/picnic"
event_day = 2026-12-05

[[add]]
kind = "planned"
project = "corosync"
version = "3.1.11"
day = 2026-04-11
title = "One more Corosync 3.1"
url = "https://example.org/plan"
event_day = 2026-12-24
""",
}
KIND = re.compile(r'<body class="([\w-]+)')
PHONE: ViewportSize = {"width": 320, "height": 600}


def page(kind: str, title: str, body: str = "", **more: str) -> str:
    """Return a made page as `digest render` writes it."""
    matter = {"title": title, "description": f"About {title}", "kind": kind, **more}
    lines = (f"{key}: {json.dumps(value)}" for key, value in matter.items())
    return "\n".join(("---", *lines, "---", "", f"# {title}", "", body, ""))


def write(root: Path, name: str, text: str) -> None:
    """Write a file below a digest's content."""
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def made(root: Path, site: Path | None = None) -> Path:
    """Return the site of a digest in our theme."""
    return build_site(root, config_file=CONFIG, theme_dir=THEME, site_dir=site)


def fold(text: str) -> str:
    """Return a text as people compare it who do not mind width and case."""
    return unicodedata.normalize("NFKC", text).lower()


def kinds(site: Path) -> dict[str, list[str]]:
    """Return the addresses of a site's pages by kind, the largest pages first."""
    found = defaultdict(list)
    largest = sorted(site.rglob("*.html"), key=lambda p: (-p.stat().st_size, p))
    for path in largest:
        match = KIND.search(path.read_text(encoding="utf-8"))
        found[match[1] if match else ""].append(path.relative_to(site).as_posix())
    return dict(found)


def real_desk(root: Path, real_data: Path) -> Desk:
    """Return a desk with facts of our own projects' real histories, and a few notes.

    Those are the projects whose histories are in the folder of real data.
    """
    bundles = {path.stem: path for path in real_data.glob("upstream/*.bundle")}
    projects = PROJECTS.read_text(encoding="utf-8").partition("[[source]]")[0]
    head, *blocks = projects.split("[[project]]\n")
    kept = [head]
    for block in blocks:
        name = block.partition('id = "')[2].partition('"')[0]
        if name in bundles:
            kept.append(_from_bundle(block, bundles[name]))
    watched = "\n[[project]]\n".join(kept)
    (root / "projects.toml").write_text(watched, encoding="utf-8")
    desk = Desk(root=root, cache=root / "cache")
    for back in reversed(range(MONTHS)):
        collect(desk, LAST.plus(-back), Ask(today=TODAY))
    for (month, language), places in NOTES.items():
        text = "".join(f"<!-- digest: {at} -->\n{it}\n" for at, it in places.items())
        write(root, f"notes/{month}.{language}.md", text)
    for month, text in CORRECTIONS.items():
        write(root, f"notes/{month}.toml", text)
    return desk


def _from_bundle(block: str, bundle: Path) -> str:
    """Return a project of the projects file with its history from a bundle."""
    return "\n".join(
        f'repository = "{bundle}"' if line.startswith("repository = ") else line
        for line in block.splitlines()
    )


def real_site(root: Path, real_data: Path) -> Path:
    """Return the site of many months of real histories, below an empty folder."""
    return build_all(real_desk(root, real_data), None)


class Host:
    """A web server without a network: it answers from a site, and notes the rest.

    ``foreign`` lists what else was asked for. The site is below a path, as a
    project's pages are.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.foreign: list[str] = []

    def __call__(self, route: Route) -> None:
        """Answer a request of the browser."""
        url = route.request.url
        if not url.startswith(ADDRESS):
            self.foreign.append(url)
            route.abort()
            return
        path = self.site / unquote(urlsplit(url.removeprefix(ADDRESS)).path)
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(path=self.site / "404.html", status=404)
