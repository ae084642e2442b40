"""Drafts of missing translations, by the command, put where people find them."""

from __future__ import annotations

import json

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.memory import Memory, State
from digest.memory.entries import read_catalogue
from digest.translators.wanted import untranslated
from tests.interpreters import deepl, interpreting, says

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome, Run

    Translate = Callable[..., Outcome]

SECRET = "s3cr3t-k3y"  # noqa: S105 - of a test
CHANGES = (
    "tea: fix a memory leak in pour_cup()",
    "pot: Fix a memory leak in fill_pot().",
    "Make the kettle whistle twice as loud as before",
    "Let guests choose their own cups (tea#12)",
    "tea: deprecate old_cup()",
)
FACTS = {
    "schema": 1,
    "month": "2011-08",
    "window": ["2011-07-01", "2011-08-01"],
    "read_until": "2011-08-01",
    "sightings": [
        {
            "project": "tea",
            "version": "1.0.1",
            "evidence": {
                "kind": "tag",
                "source": "git:tea",
                "url": "https://example.org/tea/v1.0.1",
                "day": "2011-07-12",
                "title": "v1.0.1",
            },
        }
    ],
    "records": [
        {
            "project": "tea",
            "version": "1.0.1",
            "changes_from": "changelog",
            "changes": [{"text": text} for text in CHANGES],
        }
    ],
}
TEMPLATES = Path(__file__).parent.parent / "templates"
PROJECTS = """
[[project]]
id = "tea"
repository = "tea.git"
"""
SERVICE = """
[[translator]]
id = "my-own"
kind = "deepl"
url = "{url}"
"""
LOUD = "やかんの笛の音を以前の2倍に"
GUESTS = '客が自分のカップを選べるように（<x id="1">tea#12</x>）'


@pytest.fixture
def translate(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Translate:
    """Run the command on a month, with a service that is at an address."""
    monkeypatch.setenv("DIGEST_KEY_MY_OWN", SECRET)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    facts = tmp_path / "content" / "facts" / "2011-08.json"
    facts.parent.mkdir(parents=True)
    facts.write_text(json.dumps(FACTS), encoding="utf-8")

    def translating(*arguments: str, url: str = "") -> Outcome:
        service = SERVICE.format(url=url) if url else ""
        (tmp_path / "projects.toml").write_text(PROJECTS + service, encoding="utf-8")
        return run("translate", "2011-08", "--root", tmp_path, *arguments)

    return translating


@pytest.fixture
def memory(tmp_path: Path) -> Callable[[], Memory]:
    """Read the translations that are there."""

    def reading() -> Memory:
        path = tmp_path / "content" / "memory" / "ja.po"
        return Memory.read(path.read_bytes(), where=str(path))

    return reading


def answers(text: str) -> str:
    """Translate what no phrase has."""
    return LOUD if "kettle" in text else GUESTS


def test_phrases(translate: Translate, memory: Callable[[], Memory]) -> None:
    """Without a service, what the phrases have becomes a fuzzy translation."""
    told = translate()

    found = [memory().look_up(text) for text in CHANGES]
    assert (told.status, told.out) == (0, "")
    assert told.err == "ja: phrase table: 2 drafts\n"
    assert [one.state for one in found] == [
        State.FUZZY,
        State.FUZZY,
        State.MISSING,
        State.MISSING,
        State.FUZZY,
    ]
    assert found[0].text == "tea: pour_cup()のメモリリークを修正"
    assert found[1].text == "pot: fill_pot()のメモリリークを修正"


def test_service(
    translate: Translate, memory: Callable[[], Memory], tmp_path: Path
) -> None:
    """A service is asked for the rest, once, and what it says is fuzzy as well."""
    with interpreting(deepl(answers)) as service:
        told = translate("--service", "my-own", url=service.url)
        again = translate("--service", "my-own", url=service.url)

    assert told.status == again.status == 0
    assert told.err == (
        "ja: asking my-own: 2 sentences, 102 letters, 1 request\n"
        "ja: phrase table: 2 drafts\n"
        "ja: my-own: 2 drafts, 0 dropped\n"
    )
    assert len(service.asked) == 1
    assert memory().look_up(CHANGES[3]).text == (
        "客が自分のカップを選べるように（tea#12）"
    )
    assert memory().look_up(CHANGES[3]).state is State.FUZZY
    written = (tmp_path / "content" / "memory" / "ja.po").read_text(encoding="utf-8")
    assert "# my-own\n" in written
    assert SECRET not in written + told.err


def test_dry_run(translate: Translate, tmp_path: Path) -> None:
    """The cost is told before, without a key, and nobody is asked for anything."""
    with interpreting(deepl(answers)) as service:
        told = translate("--service", "my-own", "--dry-run", url=service.url)

    assert told.status == 0
    assert told.out == (
        "ja: phrase table: 2 drafts\nja: my-own: 2 sentences, 102 letters, 1 request\n"
    )
    assert not service.asked
    assert not (tmp_path / "content" / "memory").exists()


def test_dropped(translate: Translate, memory: Callable[[], Memory]) -> None:
    """What is dropped is told with the reason, and not paid for again."""
    with interpreting(deepl(lambda _: LOUD)) as service:
        told = translate("--service", "my-own", url=service.url)
        later = translate("--service", "my-own", url=service.url)
        translate("--service", "my-own", "--again", url=service.url)

    dropped = f"dropped: {CHANGES[3]}: tea#12 is lost; 2 is added\n"
    assert told.err.endswith(f"ja: my-own: 1 draft, 1 dropped\n{dropped}")
    assert later.err.endswith(f"ja: my-own: 0 drafts, 1 dropped\n{dropped}")
    assert [len(asked.data["text"]) for asked in service.asked] == [2, 1]
    assert memory().look_up(CHANGES[3]).state is State.MISSING


def test_failing(translate: Translate, memory: Callable[[], Memory]) -> None:
    """A service that fails is an error, and what the phrases have is written."""
    with interpreting(says({"message": "no"}, 456)) as service:
        told = translate("--service", "my-own", url=service.url)

    assert told.status == 1
    assert told.err.endswith(
        f"error: {service.url}/v2/translate: its quota is used up\n"
        "  hint: what it answered before is kept; try another month\n"
    )
    assert memory().look_up(CHANGES[0]).state is State.FUZZY


def test_unknown(translate: Translate) -> None:
    """A service that is not in the projects file is told, with those that are."""
    none = translate("--service", "their-own")
    other = translate("--service", "their-own", url="http://127.0.0.1:1")

    assert none.status == other.status == 2
    assert none.err.startswith('error: --service: unknown service "their-own"\n')
    assert "name it as a [[translator]] in " in none.err
    assert other.err == (
        'error: --service: unknown service "their-own"\n  hint: known are: my-own\n'
    )


def test_no_key(translate: Translate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its key a service is not asked."""
    monkeypatch.delenv("DIGEST_KEY_MY_OWN")

    told = translate("--service", "my-own", url="http://127.0.0.1:1")

    assert told.status == 1
    assert told.err == (
        "error: DIGEST_KEY_MY_OWN: no key\n  hint: set it to your key for deepl\n"
    )


def test_own_templates(
    translate: Translate, memory: Callable[[], Memory], tmp_path: Path
) -> None:
    """A digest's own phrases come first; its translations and references are kept."""
    own = tmp_path / "templates" / "phrases.ja.toml"
    own.parent.mkdir()
    own.write_text(
        "[phrases]\n"
        'sentence = [{ en = ["deprecate {name}"], said = "{name}、お役ごめん" }]\n',
        encoding="utf-8",
    )
    folder = tmp_path / "content" / "memory"
    folder.mkdir()
    (folder / "ja.po").write_text(
        f'msgid "{CHANGES[2]}"\nmsgstr "うるさいやかん"\n', encoding="utf-8"
    )
    (folder / "manual.ja.po").write_text(
        'msgid "Let guests choose their own cups"\nmsgstr "客が選ぶ"\n', "utf-8"
    )

    told = translate()

    assert told.err == "ja: phrase table: 1 draft\n"
    assert memory().look_up(CHANGES[4]).text == "tea: old_cup()、お役ごめん"
    assert memory().look_up(CHANGES[2]).text == "うるさいやかん"
    assert "客が選ぶ" in (folder / "ja.po").read_text(encoding="utf-8")


def test_no_templates(translate: Translate, tmp_path: Path) -> None:
    """A language without phrases has none; English is what it is translated from."""
    english_words = (TEMPLATES / "words.en.toml").read_bytes()
    (tmp_path / "templates").mkdir(exist_ok=True)
    (tmp_path / "templates" / "words.xx.toml").write_bytes(english_words)

    told = translate("--projects", str(_edition(tmp_path, '"en", "xx"')))
    english = translate("--projects", str(_edition(tmp_path, '"en"')))

    assert told.err == "xx: phrase table: 0 drafts\n"
    assert (english.status, english.err) == (0, "")


def _edition(folder: Path, languages: str) -> Path:
    path = folder / "other.toml"
    title = 'title = { en = "Tea", xx = "Tea" }'
    head = f"[edition]\n{title}\nlanguages = [{languages}]\n"
    path.write_text(head + PROJECTS, encoding="utf-8")
    return path


def test_untranslated() -> None:
    """Wanted is what has no translation at all: one sentence of each form."""
    catalogue = read_catalogue(
        b'msgid "Fix {1} now"\nmsgstr "{9}"\n\n'
        b'msgid "Make tea"\nmsgstr "a"\n\nmsgid "Pour tea"\nmsgstr ""\n',
        where="ja.po",
    )
    sentences = ["Fix a_b now", "make tea.", "Pour tea", "a: pour tea", "1.0", "New"]

    assert untranslated(sentences, Memory(catalogue)) == ("Pour tea", "New")


def test_wrong_services(translate: Translate, tmp_path: Path) -> None:
    """Every mistake in the services is told in one run, with its place."""
    path = tmp_path / "wrong.toml"
    one = SERVICE.format(url="http://example.org/")
    path.write_text(PROJECTS + one + one, encoding="utf-8")

    told = translate("--projects", str(path))

    expected = "an https address, or an http one on this machine expected"
    assert told.status == 1
    assert f'error: {path}: {expected}, not "http://example.org/"' in told.err
    assert "@ $.translator[0].url" in told.err
    assert "@ $.translator[1].url" in told.err
    assert 'translator "my-own" stands there 2 times @ $.translator' in told.err
