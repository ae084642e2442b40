"""What came from outside does nothing on a page."""

from __future__ import annotations

import pytest

from digest.safety import safe

INERT = {
    "script": ("<script>alert(1)</script>kept", "kept"),
    "style": ("<style>@import '//elsewhere.example/'</style>kept", "kept"),
    "handler": ('<img src="a.png" onerror="alert(1)">', '<img src="a.png">'),
    "toggle": (
        "<details open ontoggle=alert(1)>a</details>",
        '<details open="">a</details>',
    ),
    "scheme": ('<a href="javascript:alert(1)" id="x">a</a>', '<a id="x" rel>a</a>'),
    "hidden scheme": ('<a href="&#8203;javascript:alert(1)">a</a>', "<a rel>a</a>"),
    "picture elsewhere": ('<img src="https://elsewhere.example/a.png">', "<img>"),
    "picture without scheme": ('<img src="//elsewhere.example/a.png">', "<img>"),
    "picture with data": ('<img src="data:image/svg+xml,x">', "<img>"),
    "frame": ('<iframe srcdoc="<script>alert(1)</script>"></iframe>kept', "kept"),
    "drawing": ("<svg onload=alert(1)><circle/></svg>kept", "kept"),
    "form": ('<form action="//elsewhere.example/"><input>kept</form>', "kept"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=//elsewhere">kept', "kept"),
    "base": ('<base href="//elsewhere.example/">kept', "kept"),
    "closing tags": ("</details></article></main><p>kept</p>", "<p>kept</p>"),
    "open tags": ("<details><summary>a", "<details><summary>a</summary></details>"),
    "comment": ("a<!-- b -->c", "ac"),
    "style attribute": ('<p style="position:fixed">a</p>', "<p>a</p>"),
    "class": ('<p class="skip">a</p>', "<p>a</p>"),
    "id on text": ('<p id="main">a</p>', "<p>a</p>"),
    "id of the theme": ('<a id="site-main"></a>', "<a rel></a>"),
    "turned text": ("a\u202eb &#x202e;c", "ab c"),
    "invisible text": ("a\u200bb\u00ad &#8203;c", "ab c"),
}

KEPT = [
    '<h3><a id="corosync" rel></a>Corosync</h3>',
    "<details><summary>a</summary><ul><li>b</li></ul></details>",
    '<figure><img src="../a%20b.svg" alt="c"><figcaption>d</figcaption></figure>',
    '<p lang="en">a<br><code>b &lt;c&gt;</code> <em>d</em> <strong>e</strong></p>',
    '<pre tabindex="0"><code>Finished: 100% ← 0%\n</code></pre>',
    '<table tabindex="0"><tbody><tr><td align="right">1</td></tr></tbody></table>',
    "<ruby>週刊<rt>しゅうかん</rt></ruby>",
    '<p><span class="nowrap">1.1.10-rc1</span></p>',
    '<p><a href="https://example.org/?a=1&amp;b=2" hreflang="en" rel>a</a></p>',
]


def bare(html: str) -> str:
    """Return HTML without what cleaning adds to each link."""
    return html.replace(' rel="noopener noreferrer"', " rel")


@pytest.mark.parametrize(("html", "harmless"), INERT.values(), ids=INERT)
def test_safe_disarms(html: str, harmless: str) -> None:
    """What could run, hide, or call another host is gone, and only that."""
    assert bare(safe(html)) == harmless


@pytest.mark.parametrize("html", KEPT)
def test_safe_keeps(html: str) -> None:
    """What pages are made of stays as it is."""
    assert bare(safe(html.replace(" rel>", ">"))) == html


@pytest.mark.parametrize(("html", "harmless"), INERT.values(), ids=INERT)
def test_safe_is_stable(html: str, harmless: str) -> None:
    """Cleaning what is clean changes nothing."""
    del harmless
    once = safe(html)

    assert safe(once) == once
