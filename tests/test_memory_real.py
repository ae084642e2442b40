"""Real catalogues and real changelogs go through the memory unharmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import git
import pytest

from digest.compare.changelog import sections
from digest.compare.options import compare_options
from digest.memory import Memory, State
from digest.memory.entries import read_catalogue
from digest.memory.forms import normal_form
from digest.memory.scaffold import add_suggestions, scaffold
from digest.memory.sentences import Occurrence
from digest.memory.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from pathlib import Path

    from digest.memory.entries import Catalogue

OLD, TAG = "v9.0.0", "v9.28.0"
ENGLISH = ("drbd.conf.xml.in", "drbdsetup.xml.in", "drbdsetup-options.xml")
Show = Callable[..., bytes]


@pytest.fixture(scope="module")
def show(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Return a file of drbd-utils as the tag has it."""
    folder = tmp_path_factory.mktemp("real") / "drbd-utils.git"
    repo = git.Repo.clone_from(
        str(real_data / "upstream" / "drbd-utils.bundle"), folder, bare=True
    )

    def showing(path: str, tag: str = TAG) -> bytes:
        text: bytes = repo.tree(tag)[path].data_stream.read()
        return text

    return showing


@pytest.fixture(scope="module")
def manuals(show: Show) -> tuple[Catalogue, ...]:
    """Return the catalogues of the Japanese manual."""
    paths = (
        f"documentation/ja/{version}/{name}.po"
        for version, names in (
            ("v84", ("drbd.conf.xml", "drbdadm.xml", "drbdsetup.xml")),
            ("v9", ("drbd.conf.xml.in", "drbdadm.xml", "drbdsetup-options.xml")),
        )
        for name in names
    )
    return tuple(read_catalogue(show(path), where=path) for path in paths)


def test_real_catalogues(manuals: tuple[Catalogue, ...]) -> None:
    """Hundreds of entries are read, each with a translation; no line is lost."""
    entries = [entry for manual in manuals for entry in manual.entries]

    assert len(entries) > 1000
    assert all(entry.translation for entry in entries)


def test_real_suggestions(show: Show, manuals: tuple[Catalogue, ...]) -> None:
    """What is new in the English manual is suggested as its translation says it."""
    pages = [f"documentation/v9/{name}" for name in ENGLISH]
    old, new = (
        {page: show(page, tag).decode() for page in pages} for tag in (OLD, TAG)
    )
    suggestions = Suggestions(read_catalogue(b"", where="ja.po"), manuals)
    forms = [normal_form(change.new) for change in compare_options(old, new)]

    same = [found for form in forms if (found := suggestions.same(form))]
    similar = [found for form in forms if (found := suggestions.similar(form))]

    assert same
    assert {found.source.partition(", line ")[0] for found in same} <= {
        manual.where.rpartition("/")[2] for manual in manuals
    }
    assert all(0.75 <= found.alike <= 1 for found in similar)


def test_a_real_changelog(show: Show) -> None:
    """All entries of a real changelog have places, which are filled and found again."""
    text = show("ChangeLog").decode()
    said = [
        Occurrence(sentence=change.text, release=f"drbd-utils {section.version}")
        for section in sections(text)
        for change in section.changes
    ]
    forms = {one.sentence: normal_form(one.sentence) for one in said}
    new = {
        sentence: Suggestion(text="訳" + "と".join(reversed(form.values)), source="me")
        for sentence, form in forms.items()
    }

    first = scaffold(b"", said, language="ja", where="ja.po")
    filled = add_suggestions(first, new, where="ja.po")
    counts = Memory.read(filled, where="ja.po").count(forms)

    assert len(said) > 300
    assert scaffold(filled, said, language="ja", where="ja.po") == filled
    assert (counts[State.DONE], counts[State.MISSING]) == (0, 0)
    assert counts[State.FUZZY] == len({f.key for f in forms.values() if f.has_words})
