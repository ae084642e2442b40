"""What is left to do is told by a command, whatever state a digest is in."""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any

import pytest

from digest.demo import lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

NOTES = "content/notes/2011-08.{}.md"
PLACES = ("opening", "tips", "sign-off")


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """Return the demo, drafted, with nothing written yet."""
    lay_out(tmp_path)
    for notes in tmp_path.glob("content/notes/*"):
        notes.unlink()
    assert run("draft", "2011-08", "--root", tmp_path, "-q").status == 0
    return tmp_path


def left(root: Path, run: Run, *arguments: str) -> dict[str, Any]:
    """Return the chores of the JSON by what they are and their language."""
    outcome = run("status", *arguments, "--json", "--root", root)
    assert (outcome.status, outcome.err) == (0, "")
    told = json.loads(outcome.out)
    assert list(told) == ["month", "early", "left", "minutes"]
    assert (told["month"], told["early"]) == ("2011-08", False)
    chores = told["left"]
    assert told["minutes"] == sum(c["minutes"] for c in chores if not c["optional"])
    return {f"{chore['what']} {chore['language']}".strip(): chore for chore in chores}


def write(root: Path, language: str, key: str) -> None:
    """Write something at a place of the notes."""
    path = root / NOTES.format(language)
    marker = f"<!-- digest: {key} -->\n"
    text = path.read_text("utf-8")
    assert marker in text
    path.write_text(text.replace(marker, f"{marker}Well said.\n"), "utf-8")


def test_status_of_a_draft(root: Path, run: Run) -> None:
    """After a draft, notes and translations are left, each on its line."""
    found = left(root, run, "2011-08")

    assert list(found) == [
        "empty ja",
        "empty en",
        "untranslated ja",
        "offered ja",
        "offered en",
    ]
    lines = (root / NOTES.format("ja")).read_text("utf-8").splitlines()
    for detail in found["empty ja"]["details"]:
        file, _, line = detail["where"].rpartition(":")
        assert file == str(root / NOTES.format("ja"))
        assert lines[int(line) - 1] == f"<!-- digest: {detail['said']} -->"
    untranslated = found["untranslated ja"]
    catalogue = (root / "content" / "memory" / "ja.po").read_text("utf-8").splitlines()
    for detail in untranslated["details"]:
        assert catalogue[int(detail["where"].rpartition(":")[2]) - 1].startswith(
            "msgid"
        )
    assert untranslated["count"] == len(untranslated["details"]) > 20


def test_status_of_the_newest(root: Path, run: Run) -> None:
    """Without a month it is the newest; the text begins with the sum."""
    named = run("status", "2011-08", "--root", root)
    newest = run("status", "--root", root)

    assert (newest.status, newest.out, newest.err) == (0, named.out, "")
    assert newest.out.startswith("2011-08: about ")


def test_status_follows_what_is_done(root: Path, run: Run) -> None:
    """What is written in one language is left in the other, and the page is stale."""
    for key in PLACES:
        write(root, "ja", key)

    before = left(root, run)
    for key in PLACES:
        write(root, "en", key)
    after = left(root, run)
    assert run("render", "--root", root, "-q").status == 0
    rendered = left(root, run)

    assert [d["said"].partition(":")[0] for d in before["one-sided en"]["details"]] == [
        *PLACES
    ]
    stale = [detail["where"] for detail in before["stale"]["details"]]
    assert stale[0] == "content/ja/issues/2011-08.md"
    assert not [path for path in stale[1:] if not path.endswith("/tips.md")]
    assert before["stale"]["run"] == "digest render 2011-08"
    assert list(after) == ["untranslated ja", "stale", "offered ja", "offered en"]
    assert list(rendered) == ["untranslated ja", "offered ja", "offered en"]


def test_status_of_corrections_that_do_not_fit(root: Path, run: Run) -> None:
    """A correction that fits nothing is to be mended before the rest can be told."""
    path = root / "content" / "notes" / "2011-08.toml"
    path.write_text('[[hide]]\nproject = "tea"\nversion = "9"\n', "utf-8")

    found = left(root, run)

    assert list(found) == ["correction"]
    assert found["correction"]["where"].startswith(str(path))


def test_status_of_what_cannot_be_made(root: Path, run: Run) -> None:
    """A catalogue that cannot be read is told once, and the notes are told still."""
    path = root / "content" / "memory" / "ja.po"
    path.write_text("<<<<<<< ours\n", "utf-8")

    found = left(root, run)

    assert list(found) == ["broken ja", "empty ja", "empty en", *list(found)[3:]]
    broken = found["broken ja"]["details"]
    assert [detail["where"] for detail in broken] == [f"{path}:1"]


@pytest.mark.parametrize("kind", ["a folder", "a link"])
@pytest.mark.parametrize("name", [NOTES.format("en"), "content/memory/ja.po"])
def test_status_of_what_is_no_file(name: str, kind: str, root: Path, run: Run) -> None:
    """What stands in place of a file is told with the rest; who needs it says why."""
    path = root / name
    path.unlink()
    if kind == "a folder":
        path.mkdir()
        why = "a folder, where a file should be{} move it away"
    else:
        path.symlink_to(root / "nothing")
        why = "a link to nothing{} mend the link, or remove it"

    found = left(root, run)
    rendered = run("render", "--root", root)

    language = "en" if "notes" in name else "ja"
    (broken,) = found[f"broken {language}"]["details"]
    assert broken == {"where": str(path), "said": why.format(";")}
    assert len(found) > 2
    assert (rendered.status, rendered.err) == (
        1,
        f"error: {path}: {why.format(chr(10) + '  hint:')}\n",
    )


def test_status_of_an_edited_sentence(root: Path, run: Run) -> None:
    """A translation whose sentence was changed is told as unused, on its line."""
    path = root / "content" / "memory" / "ja.po"
    text = path.read_text("utf-8")
    at = text.index('msgid "Copied strings')
    entry, rest = text[at:].split("\n\n", 1)
    edited = entry.replace("strings", "Strings do").replace(
        'msgstr ""', 'msgstr "直した"'
    )
    path.write_text(f"{text[:at]}{edited}\n\n{rest}", "utf-8")

    found = left(root, run)

    line = text.count("\n", 0, at) + 1
    assert found["unused ja"]["where"] == f"{path}:{line}"
    assert found["unused ja"]["count"] == 1


def test_translations_that_cannot_be_used_are_told(root: Path, run: Run) -> None:
    """Whoever drafts or renders hears of translations that the page does not have."""
    path = root / "content" / "memory" / "ja.po"
    text = path.read_text("utf-8")
    at = text.index('msgstr ""', text.index('msgid "Do not assert over'))
    path.write_text(f'{text[:at]}msgstr "怒らない{text[at + 8 :]}', "utf-8")

    drafted = run("draft", "2011-08", "--root", root, "-q")
    rendered = run("render", "--root", root, "-q")

    assert (
        drafted.err
        == rendered.err
        == (
            f"note: {path}: 1 translation that cannot be used\n"
            "  hint: run: digest status\n"
        )
    )
    assert (drafted.status, rendered.status) == (0, 0)
    assert left(root, run)["unusable ja"]["count"] == 1


def test_status_where_another_issue_cannot_be_made(root: Path, run: Run) -> None:
    """What is wrong with a later issue keeps nothing of this one from being told."""
    facts = (root / "content" / "facts" / "2011-08.json").read_text("utf-8")
    (root / "content" / "facts" / "2011-09.json").write_text(f"{facts}x", "utf-8")

    found = left(root, run, "2011-08")

    assert "untranslated ja" in found
    assert "unused ja" not in found


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            (),
            "error: {}/content: no month has facts\n  hint: run: digest draft MONTH\n",
        ),
        (
            ("2011-08",),
            (
                "error: {}/content/facts/2011-08.json: no facts\n"
                "  hint: run: digest collect 2011-08\n"
            ),
        ),
    ],
)
def test_status_without_facts(
    arguments: tuple[str, ...], err: str, tmp_path: Path, run: Run
) -> None:
    """Where there are no facts yet, that is an error, with what to run."""
    outcome = run("status", *arguments, "--root", tmp_path)

    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == err.format(tmp_path)
