"""Charts of ours stand in the page; whatever else is an image stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.pictures import drawn, path_of, with_charts
from digest.safety import safe
from digest.site import build_site

REPOSITORY = Path(__file__).parent.parent
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" id="chart-a" class="chart" role="img">'
    '<title id="chart-a-title">A &lt;b&gt;</title>{}</svg>'
)
PLAIN = CHART.format('<g><circle cx="50%" r="4.5" fill="currentColor"/></g>')
INLINE = (
    '<svg id="chart-a" class="chart" role="img">'
    '<title id="chart-a-title">A &lt;b&gt;</title>'
    '<g><circle cx="50%" r="4.5" fill="currentColor"></circle></g></svg>'
)
IMAGES = """\
![A](charts/good.svg)

![B](charts/evil.svg) ![C](charts/broken.svg) ![D](d.svg)
"""
HOSTILE = {
    "script": CHART.format("<script>alert(1)</script>"),
    "handler": CHART.format('<g onload="alert(1)"/>'),
    "style": CHART.format('<g style="fill:url(//elsewhere.example/)"/>'),
    "style element": CHART.format("<style>*{display:none}</style>"),
    "link": CHART.format('<a href="https://elsewhere.example/"><text>a</text></a>'),
    "shape elsewhere": CHART.format('<use href="https://elsewhere.example/#chart-a"/>'),
    "script as a shape": CHART.format('<use href="javascript:alert(1)"/>'),
    "paint elsewhere": CHART.format('<g fill="url(https://elsewhere.example/#a)"/>'),
    "paint of other colours": CHART.format('<g fill="var(--a, url(#b))"/>'),
    "page in it": CHART.format("<foreignObject><b>a</b></foreignObject>"),
    "image": CHART.format('<image href="https://elsewhere.example/a.png"/>'),
    "element in words": CHART.format("<text>a<g/></text>"),
    "element of HTML": CHART.format('<b xmlns="http://www.w3.org/1999/xhtml"/>'),
    "element of nowhere": CHART.format('<g xmlns=""/>'),
    "old link": CHART.format(
        '<use xmlns:l="http://www.w3.org/1999/xlink" l:href="https://x.example/"/>'
    ),
    "id of the theme": CHART.format('<g id="site-main"/>'),
    "declaration": "<!DOCTYPE svg>" + PLAIN,
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + CHART.format("&a;"),
    "instruction": '<?xml-stylesheet href="//elsewhere.example/a.css"?>' + PLAIN,
    "comment": CHART.format("<!-- -->"),
    "too deep": CHART.format("<g>" * 9 + "</g>" * 9),
    "too large": CHART.format("<g/>" * 250_000),
    "no XML": "<svg>",
    "nothing": "",
    "no chart": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "no SVG": '<html class="chart"/>',
}


def put(html: str, *charts: str) -> str:
    """Return HTML with a chart in place of images whose address is a chart's."""
    return with_charts(html, lambda source: PLAIN if source in charts else None)


def test_figure() -> None:
    """An image that is a paragraph becomes a figure, named by what the image is."""
    html = '<p><img alt="A &lt;b&gt; &amp; c" src="a.svg"></p>'

    assert put(html, "a.svg") == (
        f'<figure class="chart"><figcaption>A &lt;b&gt; &amp; c</figcaption>{INLINE}'
        "</figure>"
    )


def test_in_a_line() -> None:
    """An image in a line stays in it."""
    assert put('<p>a <img src="a.svg" alt=""> b</p>', "a.svg") == f"<p>a {INLINE} b</p>"


def test_other_images() -> None:
    """An image that shows no chart stays as it is."""
    html = '<p><img alt="a" src="b.svg"></p><p><img src="c.png"> <img alt="d"></p>'

    assert put(html, "a.svg") == html


def test_each_once() -> None:
    """A chart that is there already stays an image: its ids are its own on a page."""
    html = '<p><img src="a.svg"></p><p><img src="a.svg"></p><p><img src="b.svg"></p>'

    shown = put(html, "a.svg")

    assert shown.count("<svg") == 1
    assert shown.endswith('<p><img src="a.svg"></p><p><img src="b.svg"></p>')


def test_after_cleaning() -> None:
    """What cleaned HTML has of an image is enough, whatever its alternative says."""
    html = safe('<p><img src="a.svg" alt="1 > 0 &quot;"></p>')

    assert put(html, "a.svg").startswith(
        '<figure class="chart"><figcaption>1 &gt; 0 &#34;</figcaption><svg'
    )


def test_as_html_reads_it() -> None:
    """A chart is written anew for HTML, which knows no empty elements here."""
    assert drawn(PLAIN) == INLINE


@pytest.mark.parametrize("name", HOSTILE)
def test_no_chart_of_ours(name: str) -> None:
    """What has anything in it that no chart of ours has is none."""
    assert drawn(HOSTILE[name]) is None


@pytest.mark.parametrize(
    ("source", "url", "path"),
    [
        ("../../charts/a.svg", "ja/issues/2011-08/", "ja/charts/a.svg"),
        ("../charts/a.svg", "ja/issues/2011-08.html", "ja/charts/a.svg"),
        ("../charts/a.svg", "en/archive/", "en/charts/a.svg"),
        ("../../../en/charts/a.svg", "ja/issues/2011-08/", "en/charts/a.svg"),
        ("../charts/a%2d1.svg", "en/archive/", "en/charts/a-1.svg"),
        ("../charts/a.svg", "de/archive/", ""),
        ("../charts/deep/a.svg", "en/archive/", ""),
        ("../../../charts/a.svg", "en/archive/", ""),
        ("../charts/../facts.svg", "en/archive/", ""),
        ("../charts/a.png", "en/archive/", ""),
        ("/etc/charts/a.svg", "en/archive/", ""),
        ("https://elsewhere.example/en/charts/a.svg", "", ""),
        ("", "en/archive/", ""),
    ],
)
def test_where_charts_are(source: str, url: str, path: str) -> None:
    """Charts are kept in one folder of each language, and nowhere else."""
    assert path_of(source, url, ("ja", "en")) == path


def test_on_the_site(tmp_path: Path) -> None:
    """The site shows charts in the page; what only says that it is one, as an image."""
    files = {
        "en/charts/good.svg": PLAIN,
        "en/charts/evil.svg": HOSTILE["script"],
        "en/charts/broken.svg": "\udcff",
        "en/a.md": IMAGES,
        "en/d.svg": PLAIN,
    }
    for name, text in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")

    site = build_site(
        tmp_path,
        config_file=REPOSITORY / "mkdocs.yml",
        theme_dir=REPOSITORY / "templates" / "site",
    )

    html = (site / "en/a.html").read_text(encoding="utf-8")
    assert f'<figure class="chart"><figcaption>A</figcaption>{INLINE}</figure>' in html
    assert '<img alt="B" src="charts/evil.svg">' in html
    assert '<img alt="C" src="charts/broken.svg">' in html
    assert '<img alt="D" src="d.svg">' in html
    assert "alert" not in html
