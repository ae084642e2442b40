"""Translations that nothing uses are found if they were meant for what has none."""

from __future__ import annotations

import pytest

from digest.memory.entries import read_catalogue
from digest.memory.unused import find_unused

LEAK = 'msgid "Fix a leak in the {1} cache"\nmsgstr "{1}のリークを修正"\n'


def found(text: str, *missing: str, used: tuple[str, ...] = ()) -> list[str]:
    """Return which entries are unused, each with the sentence that it is near to."""
    catalogue = read_catalogue(text.encode(), where="ja.po")
    return [
        f"{one.entry.line}: {one.sentence}"
        for one in find_unused(catalogue, used, missing)
    ]


def test_near() -> None:
    """A translation of nothing is near to the sentence that shares most letters."""
    missing = ("Add a cup", "Fix the leak in the cib cache", "Fix a fix")

    assert found(LEAK, *missing) == ["1: Fix the leak in the cib cache"]


def test_each_once() -> None:
    """Entries are told in the order of the file, each with one sentence."""
    text = f'msgid "Warm the pot"\nmsgstr "温める"\n\n{LEAK}'
    missing = (
        "Fix a leak in the cib caches",
        "Fix the leak in the cib cache",
        "Warm the pots",
    )

    assert found(text, *missing) == ["1: Warm the pots", "4: " + missing[0]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        LEAK.replace("msgstr", 'msgstr ""\n#').partition("#")[0],
        "".join(f"#~ {line}\n" for line in LEAK.splitlines()),
    ],
)
def test_not_unused(text: str) -> None:
    """What has no translation, or was put aside, is not told."""
    assert found(text, "Fix the leak in the cib cache") == []


def test_used() -> None:
    """What some page shows is used, however near it is."""
    used = ("fix a leak in the {1} cache",)

    assert found(LEAK, "Fix the leak in the cib cache", used=used) == []


def test_common_words_say_nothing() -> None:
    """Of very many entries only those are compared that share a rarer word."""
    many = "".join(f'msgid "Fix it {"x" * n}"\nmsgstr "直す"\n' for n in range(1, 502))

    assert found(many, "Fix it now") == []
    assert found(many, "Fix it xxxx") == ["7: Fix it xxxx"]
