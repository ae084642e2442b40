"""Each issue has a card that links to it are shown with, drawn once."""

from __future__ import annotations

import logging
import re

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from PIL import Image, ImageDraw, ImageFont

from digest.site import cards, fonts
from digest.site.cards import Deck
from digest.site.drawing import COLUMN, EDGE, SIZE, Card, draw
from digest.site.fonts import Face, Fonts, find_fonts
from digest.site.mascot import picture_of
from digest.site.plugin import territory
from tests.sites import ADDRESS, THEME, made, page, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Written = tuple[str, tuple[float, float, float, float]]

MASCOT = (THEME / "assets" / "andrew.svg").read_text(encoding="utf-8")
CARD = Card(
    title="月刊あんどりゅーくん",
    name="2011年8月号",
    number="第1号",
    headlines=("Corosync 1.4.1", "Pacemaker 1.1.6"),
)
META = re.compile(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">')
LONG = "とても、ながい。「見出し」" * 30
SHAPE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fonts:
    """Let a font that comes with Pillow pass for one with Japanese letters."""
    monkeypatch.setattr(fonts, "LETTERS", "Ab")
    place = tmp_path / "fonts" / "noto"
    place.mkdir(parents=True)
    for weight in ("Bold", "Regular"):
        (place / f"NotoSansCJK-{weight}.ttc").write_bytes(_font())
    found = find_fonts([str(tmp_path / "fonts")])
    assert found
    monkeypatch.setattr(cards, "find_fonts", lambda: found)
    monkeypatch.setattr(cards, "user_cache_path", lambda _: tmp_path / "cache")
    return found


def _font() -> bytes:
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font.font_bytes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a digest of two issues in two languages."""
    titles = {"ja": "{}月号", "en": "Month {}"}
    for code, title in titles.items():
        write(tmp_path, f"{code}/index.md", page("front", "Front"))
        for month in ("07", "08"):
            text = page("issue", title.format(month), date=f"2011-{month}-01")
            head = f'name: "{month}"\nheadlines: ["Tea {month}", "<b>\u202e"]\nkind:'
            write(
                tmp_path,
                f"{code}/issues/2011-{month}.md",
                text.replace("kind:", head, 1),
            )
    write(tmp_path, "index.md", page("chooser", "Both"))
    return tmp_path


def opened(data: bytes) -> Image.Image:
    """Return a card as a picture."""
    return Image.open(BytesIO(data)).convert("RGB")


def heads(site: Path, name: str) -> dict[str, str]:
    """Return what a page says of itself to whoever links to it."""
    return dict(META.findall((site / name).read_text(encoding="utf-8")))


@pytest.mark.usefixtures("letters")
def test_made_for_each_issue(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each issue has a card in each language, and its page leads there in full."""
    monkeypatch.setenv("SITE_URL", ADDRESS)

    site = made(root)

    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.png"))
    assert found == [
        f"assets/cards/{code}/2011-{month}.png"
        for code in ("en", "ja")
        for month in ("07", "08")
    ]
    assert opened((site / found[0]).read_bytes()).size == SIZE
    head = heads(site, "ja/issues/2011-07.html")
    assert head["og:image"] == f"{ADDRESS}assets/cards/ja/2011-07.png"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["og:image:alt"] == head["og:title"] == "07月号"
    assert (head["og:locale"], head["og:locale:alternate"]) == ("ja_JP", "en_US")
    assert head["og:url"] == f"{ADDRESS}ja/issues/2011-07.html"
    assert (head["og:type"], head["twitter:card"]) == ("article", "summary_large_image")


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize(
    ("name", "card"),
    [("en/index.html", "en/2011-08"), ("ja/index.html", "ja/2011-08"), ("", "")],
)
def test_front_pages_have_the_newest(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, card: str
) -> None:
    """A front page is shown with its newest issue's card; no page with another's."""
    monkeypatch.setenv("SITE_URL", ADDRESS)

    head = heads(made(root), name or "404.html")

    expected = f"{ADDRESS}assets/cards/{card}.png" if card else None
    assert head.get("og:image") == expected
    assert head["og:type"] == "website"


@pytest.mark.usefixtures("letters")
def test_no_address_no_link(root: Path) -> None:
    """Where nobody knows where the site is published, cards are there and unlinked."""
    site = made(root)

    assert (site / "assets/cards/ja/2011-08.png").is_file()
    head = heads(site, "ja/issues/2011-08.html")
    assert not {"og:image", "og:url"} & head.keys()
    assert head["twitter:card"] == "summary"


def test_no_font_no_card(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a font that has Japanese letters there is no card, and a line says so."""
    monkeypatch.setattr(cards, "find_fonts", lambda: None)
    monkeypatch.setenv("SITE_URL", ADDRESS)
    caplog.set_level(logging.INFO, "digest")

    site = made(root)

    assert not list(site.rglob("*.png"))
    assert "og:image" not in heads(site, "ja/issues/2011-08.html")
    said = "no cards for links: no font with Japanese letters is installed"
    assert caplog.messages.count(said) == 1


@pytest.mark.usefixtures("letters")
def test_no_issue_no_card(tmp_path: Path) -> None:
    """A site without an issue has no card."""
    write(tmp_path, "index.md", page("chooser", "Both"))

    site = made(tmp_path)

    assert not list(site.rglob("*.png"))


def test_drawn_once(
    tmp_path: Path, letters: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept is not drawn again, unless it was cut short."""
    drawn = []

    def count(*what: object) -> bytes:
        drawn.append(what)
        return draw(CARD, letters, MASCOT)

    monkeypatch.setattr(cards, "draw", count)
    deck = Deck(tmp_path / "kept", letters, MASCOT)

    first, second = deck.picture(CARD), deck.picture(CARD)
    (kept,) = (tmp_path / "kept").glob("*.png")
    kept.write_bytes(first[:-100])
    third = deck.picture(CARD)

    assert first == second == third
    assert len(drawn) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda deck: replace(deck, mascot=""),
        lambda deck: replace(deck, fonts=_other(deck.fonts)),
    ],
    ids=["mascot", "font"],
)
def test_drawn_anew_when_it_looks_otherwise(
    tmp_path: Path, letters: Fonts, change: Callable[[Deck], Deck]
) -> None:
    """Another mascot, or another font of the same name, makes another card."""
    deck = Deck(tmp_path / "kept", letters, MASCOT)
    deck.picture(CARD)

    change(deck).picture(CARD)

    assert len(list((tmp_path / "kept").iterdir())) == 2


def _other(found: Fonts) -> Fonts:
    path = found.bold.path.parent.parent / found.bold.path.name
    path.write_bytes(_font() + b"\0")
    return replace(found, bold=Face(path))


def test_a_folder_that_cannot_be_written(tmp_path: Path, letters: Fonts) -> None:
    """Where nothing can be kept, cards are made all the same."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    deck = Deck(tmp_path / "file", letters, MASCOT)

    data = deck.picture(CARD)

    assert opened(data).size == SIZE


def test_the_same_bytes(letters: Fonts) -> None:
    """The same card in the same fonts is the same file; another card is another."""
    first = draw(CARD, letters, MASCOT)
    again = draw(replace(CARD), letters, MASCOT)
    english = draw(replace(CARD, name="August 2011"), letters, MASCOT)

    assert first == again != english


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """Note each line that is written on a card, and the box that it takes."""
    lines: list[Written] = []

    class Pen(ImageDraw.ImageDraw):
        def text(self, xy: Any, text: Any, *rest: Any, anchor: Any) -> None:  # type: ignore[override] # as it is called
            lines.append((text, self.textbbox(xy, text, rest[1], anchor)))
            super().text(xy, text, rest[0], rest[1], anchor)

    monkeypatch.setattr(ImageDraw, "Draw", Pen)
    return lines


@pytest.mark.parametrize(
    "card",
    [
        Card(title=LONG, name=LONG, number=LONG, headlines=(LONG,) * 3),
        Card(title="w" * 120, name="w" * 120, headlines=("w" * 120,)),
        Card(title="", name=""),
    ],
    ids=["long", "one word", "nothing"],
)
def test_nothing_overflows(letters: Fonts, written: list[Written], card: Card) -> None:
    """However long its words are, they leave the edges and the mascot free."""
    draw(card, letters, MASCOT)

    for _, (left, top, right, bottom) in written:
        assert left >= EDGE - 8
        assert right <= (SIZE[0] - EDGE if top < 140 else EDGE + COLUMN)
        assert bottom < SIZE[1] - 16
    lines = [top for _, (_, top, _, _) in written]
    assert lines == sorted(set(lines))


def test_two_lines_for_one_headline(letters: Fonts, written: list[Written]) -> None:
    """A headline that stands alone may take two lines; no line starts with a comma."""
    said = "2011年7月のリリースは、読めたところには見あたりませんでした、。、。"

    draw(Card(title="月刊", name="8月号", headlines=(said,)), letters, "")

    lines = [text for text, _ in written[2:]]
    assert "".join(lines) == said
    assert len(lines) == 2
    assert not lines[1].startswith(("、", "。"))


def test_headlines_are_cleaned_and_few(
    root: Path, letters: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What front matter says is cut, cleaned, and told only as far as it is words."""
    seen: list[Card] = []

    def note(card: Card, *_: object) -> bytes:
        seen.append(card)
        return draw(CARD, letters, "")

    monkeypatch.setattr(cards, "draw", note)
    text = page("issue", "Sept\u202eember", date="2011-09-01")
    many = f'headlines: ["a\\u202eb", "", "{"c" * 200}", "d"]\nkind:'
    write(root, "en/issues/2011-09.md", text.replace("kind:", many, 1))
    odd = 'headlines: {"a": 1}\nname: [1]\nkind:'
    write(root, "en/issues/2011-10.md", text.replace("kind:", odd, 1))

    made(root)

    english = [card for card in seen if card.title == "Monthly Andrew"]
    assert [card.number for card in english] == ["No. 1", "No. 2", "No. 3", "No. 4"]
    assert english[0].headlines == ("Tea 07", "<b>")
    assert english[2].name == "September"
    assert english[2].headlines == ("ab", "c" * 120)
    assert (english[3].headlines, english[3].name) == ((), "[1]")


def test_fonts_without_japanese_letters(tmp_path: Path) -> None:
    """A font that lacks Japanese letters, or is none, is not taken for its name."""
    for name, data in {
        "NotoSansCJK-Bold.ttc": _font(),
        "NotoSansCJK-Regular.ttc": _font(),
        "ipaexg.ttf": b"no font",
    }.items():
        (tmp_path / name).write_bytes(data)

    assert find_fonts([str(tmp_path), str(tmp_path / "absent")]) is None


def test_fonts_of_a_mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A family is taken when both of its files are there, however names are spelled."""
    monkeypatch.setattr(fonts, "LETTERS", "Ab")
    (tmp_path / "NotoSansCJK-Bold.ttc").write_bytes(_font())
    for weight in ("W3", "W6"):
        name = f"ヒラキ\u3099ノ角コ\u3099シック {weight}.ttc"
        (tmp_path / name).write_bytes(_font())

    found = find_fonts([str(tmp_path)])

    assert found
    assert found.bold.path.name.endswith("W6.ttc")
    assert found.regular.path.name.endswith("W3.ttc")


@pytest.mark.usefixtures("letters")
def test_the_mascot() -> None:
    """Our mascot can be drawn: hood, fur and both rings are there in their colours."""
    image = picture_of(MASCOT, 200)

    assert image
    colours = {
        point: image.getpixel(point)[:3]  # type: ignore[index] # a point of RGBA
        for point in ((100, 24), (160, 40), (80, 137), (120, 137), (104, 153))
    }
    assert list(colours.values()) == [
        (109, 143, 201),
        (227, 164, 140),
        (226, 96, 61),
        (31, 154, 143),
        (226, 96, 61),
    ]
    assert image.getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("shape", "point"),
    [
        ('<path d="M1 1H9V9H1z"/>', (5, 5)),
        ('<path d="m1 1 8 0 0 8-8 0z" fill="#000"/>', (5, 5)),
        ('<path d="M1 1L9 1L9 9h-8v-8"/>', (5, 5)),
        ('<path d="M0 5S5 -5 10 5S5 15 0 5z"/>', (5, 5)),
        (
            '<g fill="none" stroke="#000" stroke-width="4"><path d="M1 5h8"/></g>',
            (5, 5),
        ),
        ('<circle cx="5" cy="5" r="4" fill="none" stroke="#000"/>', (1, 5)),
        ('<rect width="9" height="9"/><ellipse cx="5" cy="5" rx="4" ry="3"/>', (5, 5)),
    ],
)
def test_shapes(shape: str, point: tuple[int, int]) -> None:
    """Lines, curves, circles and ellipses are drawn where they are."""
    image = picture_of(SHAPE.format(shape), 10)

    assert image
    pixel = image.getpixel(point)
    assert isinstance(pixel, tuple)
    assert pixel[3] > 200


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg>",
        '<svg viewBox="0 0 0 0"/>',
        SHAPE.format('<path d="M1 1A2 2 0 0 1 5 5"/>'),
        SHAPE.format('<path d="M1 1h8v8z" fill="url(#a)"/>'),
        SHAPE.format('<path d="M1 1 2"/>'),
    ],
)
def test_a_drawing_that_is_not_ours(svg: str, letters: Fonts) -> None:
    """What cannot be drawn is left out, and the card is made without it."""
    assert picture_of(svg, 10) is None
    assert opened(draw(CARD, letters, svg)).size == SIZE


@pytest.mark.parametrize(
    ("code", "expected"),
    [("ja", "ja_JP"), ("en", "en_US"), ("pt-BR", "pt-BR"), ("xx", "xx")],
)
def test_territory(code: str, expected: str) -> None:
    """A language is told with where it is read, if that is known."""
    assert territory(code) == expected
