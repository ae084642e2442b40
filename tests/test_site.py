"""The site is whole in both languages, safe, and the same on any day."""

from __future__ import annotations

import logging
import re
import subprocess
import sys

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest

from mkdocs.commands.build import build
from mkdocs.config import load_config

from digest.errors import DigestError
from digest.site import build_site
from tests.sites import (
    ADDRESS,
    CONFIG,
    PHONE,
    REPOSITORY,
    THEME,
    Host,
    made,
    page,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HOSTILE = """\
<script>window.ran = 1</script>
<img src="x.png" onerror="window.ran = 1"> <img src="https://elsewhere.example/a.png">
<svg onload="window.ran = 1"></svg> <iframe src="https://elsewhere.example/"></iframe>
<details open ontoggle="window.ran = 1"><summary>a</summary></details></details>
</article></main></body>

[a](javascript:window.ran=1) <a href="&#8203;javascript:window.ran=1">b</a>
<a href="java&#10;script:window.ran=1">c</a> {: onmouseover=window.ran=1 autofocus }

<style>@import "https://elsewhere.example/a.css";</style>
<link rel="stylesheet" href="https://elsewhere.example/b.css">
<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">
<base href="https://elsewhere.example/">
<form action="https://elsewhere.example/"><button>d</button></form>

{{ config }} {% include "base.html" %} turned \u202eround\u202c &#8238;again, WIDE

    <script>window.ran = 1</script>

| table | WIDE |
| ----- | ---- |
| 1     | WIDE |

<!-- never closed

The last line.
""".replace("WIDE", "w" * 3000)
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
OURS = re.compile(r'<script src="\.\./\.\./assets/[a-z]+\.js"[^<>]*></script>')
SWITCH = r"<a [^>]*hreflang[^>]*>"
ALTERNATE = r"<link [^>]*hreflang[^>]*>"
SCHEMES = "[...new Set([...document.links].map(link => link.protocol))]"
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
EVIL = "</title><script>window.ran = 1</script>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a digest with three issues, the newest in Japanese only."""
    pages = {
        "index.md": page("chooser", "月刊 / Monthly"),
        "ja/index.md": page("front", "月刊", "- [8月号](issues/2011-08.md)"),
        "en/index.md": page("front", "Monthly"),
        "ja/issues/2011-07.md": page("issue", "7月号", date="2011-07-01"),
        "en/issues/2011-07.md": page("issue", "July", date="2011-07-01"),
        "ja/issues/2011-08.md": page("issue", "8月号", date="2011-08-01"),
        "en/issues/2011-08.md": page("issue", "August", date="2011-08-01"),
        "ja/issues/2011-10.md": page("issue", "10月号", date="2011-10-01"),
        "facts/2011-08.json": "{}\n",
        "notes/2011-08.ja.md": "private\n",
        "notes/2011-08.toml": "private\n",
        "memory/ja.po": "private\n",
    }
    for name, text in pages.items():
        write(tmp_path, name, text)
    return tmp_path


def read(root: Path, url: str) -> str:
    """Return a page of a digest's site."""
    return (made(root) / url).read_text(encoding="utf-8")


def links(html: str, pattern: str) -> dict[str, str]:
    """Return where the elements that match lead, by their language."""
    found = (dict(ATTRIBUTE.findall(tag)) for tag in re.findall(pattern, html))
    return {link["hreflang"]: link["href"] for link in found}


def test_publishes_pages_and_facts_but_not_what_people_write(root: Path) -> None:
    """The site has every page and the facts; notes and memory stay at home."""
    site = made(root)

    found = {path.relative_to(site).as_posix() for path in site.rglob("*.*")}
    assert {name for name in found if not name.startswith("assets/")} == {
        "404.html",
        "en/index.html",
        "en/issues/2011-07.html",
        "en/issues/2011-08.html",
        "facts/2011-08.json",
        "index.html",
        "ja/index.html",
        "ja/issues/2011-07.html",
        "ja/issues/2011-08.html",
        "ja/issues/2011-10.html",
    }


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("index.html", "ja"),
        ("ja/index.html", "ja"),
        ("en/index.html", "en"),
        ("en/issues/2011-08.html", "en"),
    ],
)
def test_names_its_language(root: Path, url: str, language: str) -> None:
    """A page says which language it is in; one for all says the first."""
    assert f'<html lang="{language}">' in read(root, url)


@pytest.mark.parametrize(
    ("url", "targets"),
    [
        ("ja/index.html", {"en": "en/index.html"}),
        ("en/index.html", {"ja": "ja/index.html"}),
        ("ja/issues/2011-08.html", {"en": "en/issues/2011-08.html"}),
        ("en/issues/2011-07.html", {"ja": "ja/issues/2011-07.html"}),
        ("index.html", {"ja": "ja/index.html", "en": "en/index.html"}),
    ],
)
def test_switch_keeps_the_page(root: Path, url: str, targets: dict[str, str]) -> None:
    """The other language's link leads to the same page in it."""
    html = read(root, url)

    assert resolved(url, links(html, SWITCH)) == targets
    assert "not in English yet" not in html


def resolved(url: str, found: dict[str, str]) -> dict[str, str]:
    """Return links as paths below the site."""
    return {
        code: urljoin(ADDRESS + url, href).removeprefix(ADDRESS)
        for code, href in found.items()
    }


def test_switch_says_where_a_translation_is_missing(root: Path) -> None:
    """Without a twin the link leads to the other front page, and says so."""
    html = read(root, "ja/issues/2011-10.html")

    assert resolved("ja/issues/2011-10.html", links(html, SWITCH)) == {
        "en": "en/index.html"
    }
    assert 'aria-describedby="site-missing-en"' in html
    assert '<p lang="en" id="site-missing-en">This page is not in English yet' in html


@pytest.mark.parametrize(
    ("url", "alternates"),
    [
        (
            "index.html",
            {"ja": "ja/index.html", "en": "en/index.html", "x-default": "index.html"},
        ),
        (
            "ja/index.html",
            {"ja": "ja/index.html", "en": "en/index.html", "x-default": "index.html"},
        ),
        (
            "en/index.html",
            {"ja": "ja/index.html", "en": "en/index.html", "x-default": "index.html"},
        ),
        (
            "ja/issues/2011-08.html",
            {
                "ja": "ja/issues/2011-08.html",
                "en": "en/issues/2011-08.html",
                "x-default": "ja/issues/2011-08.html",
            },
        ),
        (
            "ja/issues/2011-10.html",
            {"ja": "ja/issues/2011-10.html", "x-default": "ja/issues/2011-10.html"},
        ),
    ],
)
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_alternates(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    alternates: dict[str, str],
    address: str,
) -> None:
    """A page lists itself and its twins, absolutely where the address is known."""
    monkeypatch.setenv("SITE_URL", address)

    found = links(read(root, url), ALTERNATE)

    assert resolved(url, found) == alternates
    assert all(urlsplit(href).netloc for href in found.values()) == bool(address)


def test_alternates_are_mutual(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twins list the same addresses."""
    monkeypatch.setenv("SITE_URL", ADDRESS)

    ours = links(read(root, "ja/issues/2011-08.html"), ALTERNATE)

    assert ours == links(read(root, "en/issues/2011-08.html"), ALTERNATE)


def test_lost_readers_are_told_in_every_language(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page for a wrong address speaks all languages, from wherever it is shown."""
    monkeypatch.setenv("SITE_URL", ADDRESS)

    html = (made(root) / "404.html").read_text(encoding="utf-8")

    assert '<span lang="ja">ページが見つかりません</span>' in html
    assert '<span lang="en">There is no such page</span>' in html
    assert links(html, SWITCH) == {"ja": "/ha/ja/index.html", "en": "/ha/en/index.html"}
    assert 'href="/ha/assets/site.css"' in html
    assert links(html, ALTERNATE) == {}


def test_issues_follow_each_other_by_month(root: Path) -> None:
    """An issue leads to the one before and the one after it in its language."""
    html = read(root, "ja/issues/2011-08.html")

    assert '<a rel="prev" href="2011-07.html"><small>前の号</small> 7月号</a>' in html
    assert '<a rel="next" href="2011-10.html"><small>次の号</small> 10月号</a>' in html
    assert 'rel="next"' not in read(root, "ja/issues/2011-10.html")
    assert 'rel="prev"' not in read(root, "en/issues/2011-07.html")
    assert 'rel="next"' not in read(root, "ja/index.html")


def test_joins_japanese_lines(root: Path) -> None:
    """The end of a line is no space between Japanese letters, save in code."""
    body = "一行め。\n二行め、\nthree.\n\n    四、\n    五"
    write(root, "ja/index.md", page("front", "月刊", body))

    html = read(root, "ja/index.html")

    assert "<p>一行め。二行め、\nthree.</p>" in html
    assert "<code>四、\n五\n</code>" in html


def test_page_without_front_matter(root: Path) -> None:
    """A page that someone adds by hand is framed like the others."""
    write(root, "en/about.md", "# About\n\nus\n")

    html = read(root, "en/about.html")

    assert "<title>About</title>" in html
    assert '<body class="page">' in html
    assert 'name="description"' not in html


def test_hostile_words_are_only_words(root: Path) -> None:
    """Markup in a title or description shows as text, here and in links to here."""
    hostile = page("issue", EVIL + "\u202e", description=f'">{EVIL}')
    write(root, "ja/issues/2011-08.md", hostile)

    html = read(root, "ja/issues/2011-08.html")

    shown = "&lt;/title&gt;&lt;script&gt;window.ran = 1&lt;/script&gt;"
    assert f"<title>{shown}</title>" in html
    assert f'content="&#34;&gt;{shown}"' in html
    assert f"</small> {shown}</a>" in read(root, "ja/issues/2011-07.html")


def test_hostile_page_loses_only_its_markup(root: Path) -> None:
    """Nothing of a hostile page can run, and nothing it says is lost."""
    write(root, "ja/issues/2011-08.md", page("issue", "8月号", HOSTILE))

    html = OURS.sub("", read(root, "ja/issues/2011-08.html"))

    assert not re.findall(r"<(?:script|svg|iframe|style|base|form)|\son\w+=\"", html)
    assert not re.findall(r'(?:href|src)="\s*(?:java|data|https?:|//)', html)
    assert not re.findall("[\u200b\u202a-\u202e]", html)
    assert "{{ config }} {% include" in html
    assert html.count("The last line.") == 1
    assert html.index("The last line.") < html.index('<nav class="turn"')


def test_same_bytes_on_any_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same pages give the same site, byte for byte, whatever day it is."""
    monkeypatch.setenv("SITE_URL", ADDRESS)
    sites = []
    for day in ("1000000000", "2000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        site = made(root)
        files = (path for path in site.rglob("*.*"))
        sites.append({path.relative_to(site): path.read_bytes() for path in files})

    assert sites[0] == sites[1]


def test_sitemap(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the address is known there is a sitemap, with days from the pages."""
    monkeypatch.setenv("SITE_URL", ADDRESS)

    sitemap = (made(root) / "sitemap.xml").read_text(encoding="utf-8")

    assert sitemap.count("<loc>") == 8
    assert f"<loc>{ADDRESS}en/issues/2011-08.html</loc>" in sitemap
    assert set(re.findall("<lastmod>(.+?)</lastmod>", sitemap)) == {
        "2011-07-01",
        "2011-08-01",
        "2011-10-01",
    }


def test_broken_link(root: Path) -> None:
    """A link that leads nowhere stops the build, told in one line with a hint."""
    write(root, "ja/index.md", page("front", "月刊", "[9月号](issues/2011-09.md)"))

    with pytest.raises(DigestError) as caught:
        made(root)

    assert str(caught.value) == (
        "content/ja/index.md: contains a link 'issues/2011-09.md', but the target "
        "'ja/issues/2011-09.md' is not found among documentation files\n"
        "  hint: pages are made: mend the notes or the facts, then run: digest build"
    )


def test_code_hides_no_place(root: Path) -> None:
    """What would begin a comment begins none in code, so the places below it are."""
    body = '[b](#b)\n\n`<!--` and `<?` begin one.\n\n<a id="b"></a>\n\n`-->` ends it.'
    write(root, "ja/index.md", page("front", "月刊", body))

    html = read(root, "ja/index.html")

    assert "<code>&lt;!--</code>" in html
    assert '<a id="b"' in html


def test_broken_links_are_counted(root: Path) -> None:
    """Of several complaints the first is told, and how many there are."""
    write(root, "ja/index.md", page("front", "月刊", "[a](a.md) [b](#b) [c](c.md)"))

    with pytest.raises(DigestError, match=r"'a\.md'.* \(and 2 more\)\n"):
        made(root)


def test_broken_links_are_found_however_quiet(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Silenced logging does not silence complaints, and is left as it was."""
    caplog.set_level(logging.CRITICAL, logger="mkdocs")
    write(root, "ja/index.md", page("front", "月刊", "[a](#nowhere)"))

    with pytest.raises(DigestError, match="there is no such anchor on this page"):
        made(root)

    assert logging.getLogger("mkdocs").level == logging.CRITICAL


def test_failed_build_leaves_the_site_alone(root: Path) -> None:
    """What was built before stays until something better is complete."""
    before = read(root, "ja/index.html")
    write(root, "ja/index.md", page("front", "月刊", "[a](nowhere.md)"))

    with pytest.raises(DigestError):
        made(root)

    assert (root / "site/ja/index.html").read_text(encoding="utf-8") == before


def test_replaces_an_older_site(root: Path) -> None:
    """A page that is gone is gone from the site; hidden files of others are kept."""
    site = made(root)
    (site / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (root / "content/ja/issues/2011-10.md").unlink()

    made(root)

    assert (site / ".git").is_file()
    assert not (site / "ja/issues/2011-10.html").exists()


def test_empty_folders_go(root: Path) -> None:
    """A folder of which nothing is left goes; one that hides something stays."""
    site = made(root)
    (site / "gone/deep").mkdir(parents=True)
    (site / "gone/deep/page.html").touch()
    (site / "kept").mkdir()
    (site / "kept/.mine").touch()

    made(root)

    assert not (site / "gone").exists()
    assert (site / "kept/.mine").is_file()


@pytest.mark.parametrize("name", ["thesis.tex", "."])
def test_refuses_to_replace_what_is_no_site(root: Path, name: str) -> None:
    """A folder with other things in it is not taken for an old site; nor is a file."""
    target = root / "site" / name
    (root / "site").mkdir()
    (root / "site/thesis.tex").touch()

    with pytest.raises(DigestError) as caught:
        build_site(root, config_file=CONFIG, theme_dir=THEME, site_dir=target)

    assert str(caught.value) == (
        f"{target}: is no site, and a site would replace it\n"
        "  hint: name a new or an empty directory"
    )


def test_no_configuration(root: Path) -> None:
    """A configuration that is not there is told by its name."""
    config = root / "mkdocs.yml"

    with pytest.raises(DigestError) as caught:
        build_site(root, config_file=config, theme_dir=THEME)

    assert str(caught.value) == f"{config}: no such file or directory"


def test_no_words(root: Path) -> None:
    """Without words for the theme there is no site."""
    config = root / "mkdocs.yml"
    config.write_text("site_name: x\nextra: {words: }\n", encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        build_site(root, config_file=config, theme_dir=THEME)

    assert str(caught.value) == f"{config}: extra.words names no language"


def test_mistake_in_the_theme(root: Path) -> None:
    """A template that asks for a word that is not there is told as the theme's."""
    theme = root / "theme"
    theme.mkdir()
    (theme / "main.html").write_text("{{ wrods }}", encoding="utf-8")
    (theme / "404.html").touch()

    with pytest.raises(DigestError) as caught:
        build_site(root, config_file=CONFIG, theme_dir=theme)

    assert str(caught.value) == f"{theme}: 'wrods' is undefined"


def test_preview_may_reload_pages(root: Path) -> None:
    """Only in a preview may the script run that reloads the page."""
    policy = "script-src 'self' 'unsafe-inline';"
    config = load_config(
        str(CONFIG), docs_dir=str(root / "content"), site_dir=str(root / "site")
    )
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    previewed = (root / "site/ja/index.html").read_text(encoding="utf-8")

    assert policy in previewed
    assert policy not in read(root, "ja/index.html")


def test_mkdocs_by_hand(tmp_path: Path) -> None:
    """Who prefers plain `mkdocs build` gets our own pages built without a word."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--site-dir", str(tmp_path / "site")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("without_policy", [False, True])
def test_browser_runs_nothing_of_a_hostile_page(
    root: Path, browser: Browser, *, without_policy: bool
) -> None:
    """No script of a page runs and no other host is asked, even without the CSP."""
    write(root, "ja/issues/2011-08.md", page("issue", EVIL, HOSTILE))
    host = Host(made(root))
    tab = browser.new_page(bypass_csp=without_policy, viewport=PHONE)
    tab.route("**/*", host)

    tab.goto(ADDRESS + "ja/issues/2011-08.html")
    tab.hover("article p")

    assert tab.evaluate("window.ran") is None
    assert tab.evaluate(SCHEMES) == ["https:"]
    assert tab.evaluate("document.querySelectorAll('article').length") == 1
    assert tab.evaluate(OVERFLOW) == 0
    assert host.foreign == []
    tab.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ja/index.html",
        "en/issues/2011-08.html",
        "ja/issues/2011-10.html",
        "wrong/address/",
    ],
)
def test_browser_fits_a_phone(root: Path, browser: Browser, url: str) -> None:
    """No page scrolls sideways on a small phone, or asks another host for anything."""
    host = Host(made_at_address(root))
    tab = browser.new_page(viewport=PHONE)
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.route("**/*", host)

    tab.goto(ADDRESS + url)

    assert tab.evaluate(OVERFLOW) == 0
    assert host.foreign == []
    assert [text for text in complaints if "404" not in text] == []
    tab.close()


def made_at_address(root: Path) -> Path:
    """Return the site of a digest, built for its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        return made(root)


def test_browser_switches_without_scripts(root: Path, browser: Browser) -> None:
    """A reader without JavaScript changes the language, and stays on the issue."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.route("**/*", Host(made(root)))
    tab.goto(ADDRESS + "ja/issues/2011-08.html")

    tab.click("nav a[hreflang=en]")

    assert tab.url == ADDRESS + "en/issues/2011-08.html"
    assert tab.inner_text("h1") == "August"
    context.close()
