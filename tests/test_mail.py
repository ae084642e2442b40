"""An issue as a mail: text and HTML that say the same, and nothing that runs."""

from __future__ import annotations

import email
import re

from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from typing import TYPE_CHECKING

import pytest

from digest.demo import lay_out
from digest.mailing import Article, Envelope, write_mail
from digest.mailing.letter import letter_of, reach
from digest.mailing.text import WIDTH, text_of
from digest.mailing.tree import DEEPEST, shortened, tree_of
from digest.model import Evidence, EvidenceKind, Facts, Gap, Sighting
from digest.months import Month, Window
from digest.safety import safe
from digest.store import Store
from digest.wrapping import columns, wrap

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from tests.conftest import Run

SITE = "https://digest.example/ha/"
ADDRESS = f"{SITE}en/issues/2011-08.html"
ENVELOPE = Envelope(
    date=datetime(2011, 8, 1, 12, tzinfo=UTC), message_id="2011-08.en@digest.example"
)
EVIDENCE = Evidence(
    kind=EvidenceKind.MAIL,
    source="list",
    url="https://lists.example/1",
    day=date(2011, 7, 20),
    title="[ANNOUNCE] </title><script>alert(1)</script>\r\nBcc: everybody@example.org",
)
MONTH = Month(2011, 8)
FACTS = Facts(
    month=MONTH,
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 7, 25),
    sightings=tuple(
        Sighting(project=name, version=version, evidence=EVIDENCE)
        for name, version in (("corosync", "1.4.1"), ("pacemaker", "1.1.6"))
    ),
    gaps=(Gap(source="forum", what="no answer", url="https://forum.example/"),),
)
HOSTILE = """\
<h1>A</h1><script>alert(1)</script><img src="https://elsewhere.example/a.png" alt="b">
<p onclick="alert(1)" style="background:url(https://elsewhere.example/)">c
<a href="javascript:alert(1)">d</a></p><style>@import "https://elsewhere.example/";</style>
<a href="#e" id="f">g</a><form action="https://elsewhere.example/"><button>h</button></form>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a digest of one month of invented facts."""
    Store(tmp_path).save(FACTS)
    return tmp_path


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody know where the site is published, unless a test says so."""
    monkeypatch.delenv("SITE_URL", raising=False)


def opened(data: bytes) -> tuple[EmailMessage, str, str]:
    """Return a mail as a program that reads mail does: with its text and its HTML."""
    mail = email.message_from_bytes(data, policy=policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert html
    assert not mail.defects
    text, page = (part.get_content() for part in (plain, html))
    return mail, text.replace("\r\n", "\n"), page.replace("\r\n", "\n")


def mailed(run: Run, root: Path, *options: str) -> bytes:
    """Return the mail that the command writes."""
    out = root / "mail.eml"
    said = run("mail", "2011-08", "--root", root, "--out", out, *options)
    assert (said.status, said.out) == (0, "")
    return out.read_bytes()


def article(html: str, address: str = "") -> Article:
    """Return a page in English that has been made safe."""
    return Article(language="en", title="A", html=safe(html), address=address)


def texted(html: str, address: str = "") -> str:
    """Return what a page says as text."""
    return text_of(shortened(tree_of(safe(html)), address), address)


def lettered(html: str, address: str = "") -> str:
    """Return what a page says as the HTML of a mail."""
    return letter_of(shortened(tree_of(safe(html)), address), address)


def test_both_languages(run: Run, root: Path) -> None:
    """A mail has both languages, one after the other, in text and in HTML."""
    mail, text, html = opened(mailed(run, root))

    title = "月刊あんどりゅーくん 2011年8月号 / Monthly Andrew, August 2011"
    assert mail["Subject"] == title
    assert mail["Content-Language"] == "ja, en"
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["MIME-Version"] == "1.0"
    assert str(mail["Date"]) == "Mon, 01 Aug 2011 12:00:00 +0900"
    assert mail["Message-ID"] == "<2011-08.ja.en@monthly-andrew.invalid>"
    assert not {"From", "To", "Archived-At"} & {*mail.keys()}
    assert text.index("月刊あんどりゅーくん") < text.index("Monthly Andrew")
    assert html.index('<div lang="ja">') < html.index('<div lang="en">')
    assert html.startswith('<!doctype html>\n<html lang="ja">')


def test_one_language(run: Run, root: Path) -> None:
    """A mail in one language has nothing of the other, and another id."""
    mail, text, html = opened(mailed(run, root, "--lang", "en"))

    assert mail["Subject"] == "Monthly Andrew, August 2011"
    assert mail["Content-Language"] == "en"
    assert mail["Message-ID"] == "<2011-08.en@monthly-andrew.invalid>"
    assert "月" not in text + html


def test_both_parts_say_the_same(run: Run, root: Path) -> None:
    """Releases, what is early and what is missing stand in the text and in the HTML."""
    _, text, html = opened(mailed(run, root, "--lang", "en"))

    bare = re.sub(r"<[^>]*>", "", html)
    for said in (
        "Corosync 1.4.1",
        "Pacemaker 1.1.6",
        "This issue is still being written",
        "forum",
        "Monthly Andrew, August 2011",
    ):
        assert said in text
        assert said in bare
    assert "https://lists.example/1" in text
    assert 'href="https://lists.example/1"' in html


def test_links_lead_to_the_site(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the site is known, every link leads somewhere, and the mail to its page."""
    monkeypatch.setenv("SITE_URL", SITE)

    mail, text, html = opened(mailed(run, root, "--lang", "en"))

    targets = re.findall(r'href="([^"]*)"', html)
    assert all(target.startswith("https://") for target in targets)
    assert {ADDRESS, f"{ADDRESS}#releases", f"{SITE}en/projects/corosync.html"} <= {
        *targets
    }
    assert mail["Archived-At"] == f"<{ADDRESS}>"
    assert mail["Message-ID"] == "<2011-08.en@digest.example>"
    assert text.splitlines()[3] == ADDRESS


def test_links_without_a_site(run: Run, root: Path) -> None:
    """Where nobody knows the site, only what proves something is linked."""
    _, text, html = opened(mailed(run, root))

    targets = {*re.findall(r'href="([^"]*)"', html)}
    assert targets == {"https://lists.example/1", "https://forum.example/"}
    assert {*re.findall(r"https?://\S+", text)} == targets


def test_hostile_titles_are_inert(run: Run, root: Path) -> None:
    """A title from outside is words: it adds no element, no header, no request."""
    data = mailed(run, root)
    mail, text, html = opened(data)

    assert "Bcc" not in mail
    assert b"\nBcc" not in data
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<script>" in text
    assert not re.search(r"<(?:img|link|style|script|iframe|form)|src=|url\(", html)


def test_lines(run: Run, root: Path) -> None:
    """A mail's lines end as in mails and are short; its text fits a narrow window."""
    data = mailed(run, root)
    _, text, _ = opened(data)

    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert b"\n" not in b"".join(lines)
    assert data.isascii()
    words = [line for line in text.splitlines() if "://" not in line]
    assert max(map(columns, words)) <= WIDTH


def test_the_same_bytes(run: Run, root: Path) -> None:
    """The same issue is the same mail, printed or written."""
    first = mailed(run, root)

    said = run("mail", "2011-08", "--root", root)

    assert (said.status, said.err) == (0, "")
    assert said.out.encode() == first
    assert run("mail", "2011-08", "--root", root, "--out", "-").out == said.out


def test_writes_no_page(run: Run, root: Path) -> None:
    """Pages need not be made before, and are not made by it."""
    mailed(run, root)

    assert not list(root.rglob("*.md"))


def test_from_and_to(run: Run, root: Path) -> None:
    """Whom it is from and to is written as given, in any letters."""
    sender = "あんどりゅー <andrew@post.example>"
    to = ("--to", "list@example.org", "--to", '"B, C" <b@example.org>')

    mail, _, _ = opened(mailed(run, root, "--from", sender, *to))

    assert str(mail["From"]) == sender
    found = [each.addr_spec for each in mail["To"].addresses]
    assert found == ["list@example.org", "b@example.org"]
    assert mail["Message-ID"] == "<2011-08.ja.en@post.example>"


@pytest.mark.parametrize("option", ["--from", "--to"])
@pytest.mark.parametrize(
    "text",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nX: y",
        "a@example.org, b@example.org",
        "nobody",
        "@example.org",
        "a@",
        "<>",
        '"',
        "a\x00@example.org",
        "=?utf-8?q?a=0d=0aBcc:_b?= <a@example.org>",
    ],
)
def test_what_is_no_address(run: Run, root: Path, option: str, text: str) -> None:
    """What is not one address stops the command, so no header can be smuggled in."""
    said = run("mail", "2011-08", "--root", root, option, text)

    assert said.status == 2
    assert said.err.startswith(f"error: {option}: not an address: ")
    assert said.out == ""


def test_another_language(run: Run, root: Path) -> None:
    """A language that the edition does not have is told, with those that it has."""
    said = run("mail", "2011-08", "--root", root, "--lang", "fr")

    assert said.status == 2
    assert said.err == 'error: --lang: no language "fr"\n  hint: it has ja, en\n'


def test_no_facts(run: Run, tmp_path: Path) -> None:
    """A month without facts has no mail."""
    said = run("mail", "2011-08", "--root", tmp_path)

    assert said.status == 1
    assert "no facts" in said.err


def test_the_demo(run: Run, tmp_path: Path) -> None:
    """The sample's issue is mailed with all that its page has: tables, notes, code."""
    lay_out(tmp_path)
    assert run("collect", "2011-08", "--root", tmp_path, "-q").status == 0

    _, text, html = opened(mailed(run, tmp_path, "--lang", "en"))

    headings = re.findall(r"<h[1-4][^>]*>(.*?)</h[1-4]>", html)
    flat = " ".join(text.split())
    assert len(headings) > 5
    for heading in headings:
        words = re.sub(r"<[^>]*>", "", heading)
        assert words in flat


def test_nothing_runs() -> None:
    """What a page's HTML loses to be safe is not in a mail, either."""
    data = write_mail([article(HOSTILE, ADDRESS)], ENVELOPE)
    _, _, html = opened(data)

    assert "elsewhere.example" not in html
    assert "alert" not in html
    assert f'<a href="{ADDRESS}#e">g</a>' in html
    assert "id=" not in html


def test_a_hostile_subject() -> None:
    """A title is one header and one element, whatever is in it."""
    evil = "</title><script>\r\nBcc: a@example.org\u202e"

    mail, _, html = opened(
        write_mail([replace(article("<p>a</p>"), title=evil)], ENVELOPE)
    )

    assert mail["Subject"] == "</title><script> Bcc: a@example.org"
    assert "Bcc" not in mail
    assert "<title>&lt;/title&gt;&lt;script&gt; Bcc: a@example.org</title>" in html


def test_the_title_leads_to_the_page() -> None:
    """The first heading is a link to the page, where that is known."""
    link = f'<a href="{ADDRESS}">a b</a></h1>'

    assert link in lettered("<h1>a <em>b</em></h1><p>c</p>", ADDRESS)
    assert "<a" not in lettered("<h1>a</h1>")
    assert lettered("<p>c</p>", ADDRESS) == "<p>c</p>"


def test_charts_are_tables() -> None:
    """Of a chart the name is left, and its table is unfolded below it."""
    page = (
        '<p><img alt="July" src="a.svg"></p><details><summary>As a table</summary>'
        "<table><tr><th>A</th><th>B</th></tr><tr><td>月</td><td>1</td></tr></table>"
        '</details><p>b <img src="b.svg"> c</p>'
    )

    assert texted(page) == "July\n\nA   B\n--  -\n月  1\n\nb c"
    assert "<strong>July</strong>" in lettered(page)
    assert "details" not in lettered(page)


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_long_folded_lists(address: str) -> None:
    """A long folded list is on the page alone, if that can be led to; a short one not.

    Where nobody knows the page, all of it is in the mail.
    """
    items = "".join(f"<li>item {n}</li>" for n in range(30))
    page = f"<details><summary>All 30</summary><ul>{items}</ul></details><p>End</p>"
    short = "<details>x<ul><li>one</li></ul></details>"

    text = texted(page + short, address)

    assert ("item 29" in text) == (not address)
    assert ("All 30 [1]" in text) == bool(address)
    assert "- one" in text
    assert "End" in text


def test_a_folded_list_without_a_name() -> None:
    """A long list that nothing sums up is led to by the page's address."""
    page = f"<details><ul>{'<li>a</li>' * 30}</ul></details>"

    assert texted(page, ADDRESS) == ADDRESS


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>A</h2><p>b</p>", "A\n=\n\nb"),
        ("<h3>月刊</h3>", "月刊\n----"),
        ("<h4>A</h4><h5>B</h5>", "■ A\n\n□ B"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><li>b</li></ol><ul></ul>", "1. a\n2. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a\n  b &lt;c&gt;\n</pre>", "    a\n      b <c>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\n    b"),
        (
            "<p>a<br>b <code>c</code> <strong>d</strong></p><hr>",
            f"a\nb `c` d\n\n{'-' * 72}",
        ),
        ("a <p>b</p> c", "a\n\nb\n\nc"),
        ("<p><a href='#x'>a</a> <a href='b.html'>c</a></p>", "a c"),
        (
            (
                '<p><a href="https://a.example/">a</a> <a href="https://a.example/">b'
                '</a> <a href="https://b.example/">https://b.example/</a></p><h4>C</h4>'
            ),
            "a [1] b [1] https://b.example/\n\n[1] https://a.example/\n\n■ C",
        ),
        (
            '<h4>a</h4><a href="https://a.example/">a</a><h4>b</h4>c',
            "■ a\n\na [1]\n\n[1] https://a.example/\n\n■ b\n\nc",
        ),
        ("<table></table><table><tr><td>a</td><td>b</td></tr></table>", "a  b"),
        (
            (
                f"<table><tr><th>A</th><th>B</th></tr><tr><td>{'x ' * 30}</td>"
                f"<td>{'y ' * 30}</td><td>z</td></tr></table>"
            ),
            f"- A: {'x ' * 29}x\n  B: {'y ' * 29}y\n  z",
        ),
        (
            f"<table><tr><td>{'long ' * 20}</td></tr></table>",
            f"- {'long ' * 12}long\n    {'long ' * 6}long",
        ),
    ],
)
def test_text(html: str, text: str) -> None:
    """Each element has its form in text; links are footnotes of their part."""
    assert texted(html) == text


def test_deep_elements_lie_side_by_side() -> None:
    """Elements that lie deeper than anybody reads lose no word."""
    deep = "<blockquote>" * 500 + "a<br>b" + "</blockquote>" * 500 + "<p>c</p>"

    tree = tree_of(safe(deep))

    assert "".join(tree.itertext()) == "abc"
    assert len(list(tree.iter("blockquote"))) == DEEPEST
    assert "c" in texted(deep).splitlines()


@pytest.mark.parametrize(
    ("target", "address", "expected"),
    [
        ("https://a.example/", "", "https://a.example/"),
        ("mailto:a@example.org", "", "mailto:a@example.org"),
        ("#a", ADDRESS, f"{ADDRESS}#a"),
        ("../index.html", ADDRESS, f"{SITE}en/index.html"),
        ("../index.html", "", ""),
        ("", ADDRESS, ""),
    ],
)
def test_reach(target: str, address: str, expected: str) -> None:
    """A link leads to where it leads from the page, or nowhere."""
    assert reach(target, address) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a \n b", ("a b",)),
        ("one two three", ("one two", "three")),
        ("月刊、あんどりゅー。", ("月刊、あ", "んど", "りゅー。")),
        ("月刊あんどりゅー", ("月刊あん", "どりゅー")),
        ("あああ「月」", ("あああ", "「月」")),
        ("toolongtofit", ("toolongt", "ofit")),
        ("月" * 5, ("月月月月", "月")),
        ("、。、。、。", ("、。、。", "、。")),
    ],
)
def test_wrap(text: str, lines: tuple[str, ...]) -> None:
    """Lines end between words and between wide letters, not before a full stop."""
    assert wrap(text, 8, columns) == lines


def test_a_letter_that_is_too_wide() -> None:
    """A letter wider than a line has one to itself."""
    assert wrap("月月a", 1, columns) == ("月", "月", "a")
