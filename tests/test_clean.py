"""Text from outside is cleaned of what no text has."""

from __future__ import annotations

import pytest

from digest.clean import address, legible, tidy, title, without_user
from digest.clean.charsets import decoded


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("https://ann:secret@example.org/a", "https://example.org/a"),
        ("SSH://ann@example.org:22/a@b", "SSH://example.org:22/a@b"),
        ("https://example.org/a@b", "https://example.org/a@b"),
        ("https://example.org?a=b@c", "https://example.org?a=b@c"),
        ("lists/ann@example.org.mbox", "lists/ann@example.org.mbox"),
        ("https://a@b@example.org/", "https://example.org/"),
    ],
)
def test_without_user(written: str, seen: str) -> None:
    """Who we are at an address is left out, and nothing else."""
    assert without_user(written) == seen


def test_what_no_text_has() -> None:
    """Control characters and lone surrogates go, and line ends are ours."""
    assert legible("a\x00\x1b[1mb\r\nc\rd\ud800\ufeff") == "a[1mb\nc\nd"
    assert tidy("\n\n  a\n\n") == "  a"
    assert title(" a\n\tb\x00c ") == "a b c"
    assert title("a" * 2000) == "a" * 1000


def test_address() -> None:
    """An address is one of the web, without what could break out of a page."""
    assert address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    assert not address("javascript:alert(1)")
    assert not address('https://example.org/"onclick')


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("アンドリュー".encode(), "", "アンドリュー"),
        ("アンドリュー".encode() + b"\xff", "", "アンドリュー\ufffd"),
        ("アンドリュー".encode("euc_jp"), "", "アンドリュー"),
        ("アンドリュー".encode("iso2022_jp"), "", "アンドリュー"),
        ("Größe".encode("cp1252"), "us-ascii", "Größe"),
        ("크기".encode("euc_kr"), "euc-kr", "크기"),
        ("Größe".encode(), "iso-8859-1", "Größe"),
        ("Größe".encode(), "no-such-charset", "Größe"),
    ],
)
def test_decoded(data: bytes, charset: str, text: str) -> None:
    """Bytes are read as what they are, whatever they are said to be."""
    assert decoded(data, charset) == text
