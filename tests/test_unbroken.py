"""No line of a page ends within an option, or within a word that browsers cut."""

from __future__ import annotations

import pytest

from digest.site.unbroken import unbroken

WHOLE = '<span class="nowrap">{}</span>'


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("手もとのバージョンから", "バージョン"),
        ("<h1>バージョン</h1>", "バージョン"),
        ("（6月30日）", "6月30日"),
        ("<p>2026年7月号より</p>", "2026年7月号"),
        ("<code>drbdadm --force r0</code>", "--force"),
        ("<code>cibadmin -e/--node-path</code>", "-e/--node-path"),
        ('<a title="x > y">バージョン</a>', "バージョン"),
    ],
)
def test_kept_whole(html: str, kept: str) -> None:
    """An option, a day, and a word with a small letter in it, is one piece."""
    assert unbroken(html) == html.replace(kept, WHOLE.format(kept))


@pytest.mark.parametrize(
    "html",
    [
        "クォーラムと、ヨット",
        "12011年7月、7月の終わり",
        "バージョン" * 5,
        "a --b c",
        '<a title="バージョン --force">x</a>',
        "<pre><code>a --force\nバージョン</code></pre>",
        "<svg><text>バージョン</text></svg>",
        "<code>fencing-timeout</code>",
        "<code>a --" + "b" * 40 + "</code>",
        "<code></code>",
    ],
)
def test_left_alone(html: str) -> None:
    """Other words, boxes, pictures and what has no room for it stay as they are."""
    assert unbroken(html) == html
