"""Translation services, asked over their real protocols, and what becomes of it."""

from __future__ import annotations

import json
import re

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.codec import decode
from digest.errors import DigestError, FetchError, Problem
from digest.fetch import Fetch, Limits
from digest.glossary import Glossary, Term
from digest.memory.forms import normal_form
from digest.translators import TRANSLATORS, Service, read_service
from digest.translators.answered import Answered
from digest.translators.client import Client
from digest.translators.drafts import Cost, Draft, Refusal
from digest.translators.keys import key_of
from digest.translators.masks import tidy
from digest.translators.service import Answer
from tests.interpreters import (
    cut,
    deepl,
    interpreting,
    libretranslate,
    openai,
    says,
    silent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.interpreters import Script

SECRET = "s3cr3t-k3y"  # noqa: S105 - of a test
LIMITS = Limits(connect=0.5, read=0.5, whole=1, patience=60, pause=0, size=1 << 20)
GLOSSARY = Glossary(
    [Term(en="fencing", accepted={"ja": ("フェンシング", "隔離")}, about={})]
)
LEAK = "ipc: Fix a leak of buffers in qb_ipcs_create() & <b> (rhbz#1234)"
LEAK_JA = "ipc: qb_ipcs_create()と<b>のバッファのリークを修正（rhbz#1234）"
MASKED = (
    'Fix a leak of buffers in <x id="1">qb_ipcs_create()</x> &amp; '
    '<x id="2">&lt;b&gt;</x> (<x id="3">rhbz#1234</x>)'
)
PLAIN = "Make things better for everyone"
FENCE = "Retry fencing after a while"


@dataclass(frozen=True)
class Desk:
    """Clients of a service on loopback, with a folder for its answers."""

    folder: Path

    def client(self, kind: str, url: str, **options: Any) -> Client:
        """Return a client in Japanese; what is none of its own is the service's."""
        again, key = options.pop("again", False), options.pop("key", SECRET)
        translator = decode(TRANSLATORS[kind], {"url": url, **options}, [])
        answered = Answered(
            folder=self.folder / "answers", service=translator.name, language="ja"
        )
        return Client(
            service=Service(id="my-own", translator=translator),
            language="ja",
            glossary=GLOSSARY,
            answered=answered,
            key=key,
            again=again,
        )

    def fetch(self) -> Fetch:
        """Return a door that waits for nobody."""
        return Fetch(self.folder / "cache", base=self.folder, limits=LIMITS)

    def ask(self, client: Client, *sentences: str) -> list[Draft | Refusal]:
        """Return what the service makes of sentences."""
        return [*client.ask(sentences, self.fetch())]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return clients that keep what is theirs in a folder of the test."""
    return Desk(tmp_path)


def reader(text: str) -> str:
    """Translate as a service with tags does: other words, the same tags elsewhere."""
    if "leak" not in text:
        return "みんなのためによくする。"
    tags = re.findall(r"<(?:x|code)[^>]*>[^<]*</(?:x|code)>", text)
    create, bold, bug = tags
    return f"{create} と {bold} のバッファのリークを修正（{bug}）。"


def test_deepl(desk: Desk) -> None:
    """DeepL is asked with tags that it leaves alone; they are put back as they were."""
    with interpreting(deepl(reader)) as service:
        client = desk.client("deepl", service.url, glossary_id="g-1")
        told = desk.ask(client, LEAK, PLAIN)

    (asked,) = service.asked
    assert told == [
        Draft(sentence=LEAK, text=LEAK_JA),
        Draft(sentence=PLAIN, text="みんなのためによくする"),
    ]
    assert asked.path == "/v2/translate"
    assert asked.head["Authorization"] == f"DeepL-Auth-Key {SECRET}"
    assert asked.data == {
        "text": [
            MASKED,
            PLAIN,
        ],
        "source_lang": "EN",
        "target_lang": "JA",
        "tag_handling": "xml",
        "tag_handling_version": "v2",
        "ignore_tags": ["x"],
        "split_sentences": "0",
        "glossary_id": "g-1",
    }


@pytest.mark.parametrize(
    ("url", "key", "to"),
    [
        ("https://api.deepl.com", "a:fx", "https://api-free.deepl.com/v2/translate"),
        ("https://api.deepl.com", "a", "https://api.deepl.com/v2/translate"),
        ("https://d.example/", "a:fx", "https://d.example/v2/translate"),
    ],
)
def test_deepl_host(url: str, key: str, to: str, desk: Desk) -> None:
    """A key of a free account is shown to the host of the free ones."""
    client = desk.client("deepl", url, key=key)

    asked = client._question([PLAIN], [PLAIN])

    assert asked.url == to
    assert asked.authorization == f"DeepL-Auth-Key {key}"


def test_libretranslate(desk: Desk) -> None:
    """LibreTranslate is asked for HTML, with the key among the data."""
    with interpreting(libretranslate(reader)) as service:
        told = desk.ask(desk.client("libretranslate", f"{service.url}/"), LEAK, PLAIN)
        desk.ask(desk.client("libretranslate", service.url, key=""), PLAIN)

    first, second = service.asked
    assert told[0] == Draft(sentence=LEAK, text=LEAK_JA)
    assert first.path == "/translate"
    assert first.data["q"][0].startswith(
        'Fix a leak of buffers in <code id="1" translate="no">qb_ipcs_create()</code>'
    )
    assert first.data | {"q": []} == {
        "q": [],
        "source": "en",
        "target": "ja",
        "format": "html",
        "api_key": SECRET,
    }
    assert "api_key" not in second.data
    assert "Authorization" not in first.head


def test_openai(desk: Desk) -> None:
    """A model is asked with our prompt for a list, and told the words to use."""
    answers = [
        {"id": 2, "text": "しばらくしてからフェンシングを再試行"},
        {"id": 1, "text": "{1}と{2}のバッファのリークを修正（{3}）"},
    ]
    with interpreting(openai(lambda _: answers)) as service:
        client = desk.client("openai", f"{service.url}/v1", model="m-1")
        told = desk.ask(client, LEAK, FENCE)

    (asked,) = service.asked
    system, user = asked.data.pop("messages")
    assert told == [
        Draft(sentence=LEAK, text=LEAK_JA),
        Draft(sentence=FENCE, text="しばらくしてからフェンシングを再試行"),
    ]
    assert asked.path == "/v1/chat/completions"
    assert asked.head["Authorization"] == f"Bearer {SECRET}"
    assert asked.data == {"model": "m-1", "temperature": 0}
    assert json.loads(user["content"]) == [
        {"id": 1, "text": "Fix a leak of buffers in {1} & {2} ({3})"},
        {"id": 2, "text": FENCE},
    ]
    assert system["role"] == "system"
    assert "of open-source software from English to Japanese" in system["content"]
    assert "fencing = フェンシング" in system["content"]


def test_openai_elsewhere(desk: Desk) -> None:
    """A model of one's own needs no key; another language is asked for by its code."""
    client = desk.client("openai", "http://localhost:1/v1", model="m", key="")
    other = Client(
        service=client.service,
        language="zz",
        glossary=GLOSSARY,
        answered=client.answered,
    )

    asked = other._question([PLAIN], [PLAIN])

    assert not asked.authorization
    assert 'to the language \\"zz\\"' in json.dumps(asked.data)


GIVEN: dict[str, tuple[object, str]] = {
    "fenced": (
        '```json\n[{"id": 1, "text": "皆のためによくする"}]\n```',
        "皆のためによくする",
    ),
    "talk": ("Sure, here you go!", "its answer is no list"),
    "half": ('[{"id": 1, "text": "皆のためによく', "its answer is no list"),
    "deep": ("[" * 100_000, "its answer is no list"),
    "an object": ({"id": 1, "text": "皆のためによくする"}, "its answer is no list"),
    "missing": ([], "no answer"),
    "another number": ([{"id": 7, "text": "皆のためによくする"}], "no answer"),
    "no text": ([{"id": 1, "text": 5}], "no answer"),
    "bare": (["皆のためによくする"], "no answer"),
    "twice": ([{"id": 1, "text": "皆のためによくする"}] * 2, "more than one answer"),
    "more": (
        [{"id": 1, "text": "皆のためによくする"}, {"id": 2, "text": "もっとする"}],
        "皆のためによくする",
    ),
    "blank": ([{"id": 1, "text": " "}], "there is nothing in it"),
    "as it was": ([{"id": 1, "text": PLAIN}], "it is not translated"),
    "made up": ([{"id": 1, "text": "foo_bar()をよくする"}], "foo_bar() is added"),
    "a blank made up": ([{"id": 1, "text": "{9}をよくする"}], "{9} is added"),
    "a sentence": (
        [{"id": 1, "text": "よくする。とてもいい。本当に。すごい。"}],
        "a sentence is added",
    ),
}


@pytest.mark.parametrize(("given", "told"), GIVEN.values(), ids=GIVEN)
def test_what_models_write(given: object, told: str, desk: Desk) -> None:
    """A model may write anything; what cannot be used is dropped with the reason."""
    with interpreting(openai(lambda _: given)) as service:
        client = desk.client("openai", service.url, model="m")
        (found,) = desk.ask(client, PLAIN)

    assert told in (found.text if isinstance(found, Draft) else found.why)


WRONG: dict[str, tuple[str, str, str]] = {
    "an identifier is changed": (LEAK, "x_y()", "qb_ipcs_create() is lost"),
    "a tag is lost": (LEAK, "", "qb_ipcs_create() is lost"),
    "a tag is broken": (LEAK, '<x id="1">qb_', "qb_ipcs_create() is lost"),
    "another term": (FENCE, "", "the glossary has フェンシング or 隔離 for fencing"),
}


@pytest.mark.parametrize(("sentence", "said", "why"), WRONG.values(), ids=WRONG)
def test_dropped(sentence: str, said: str, why: str, desk: Desk) -> None:
    """What breaks a rule is dropped with the reason."""

    def translate(text: str) -> str:
        rest = text.partition("</x>")[2]
        tags = "と".join(re.findall(r"<x.*?</x>", rest))
        return f"{said}と{tags}のバッファの漏れをこれで修正"

    with interpreting(deepl(translate)) as service:
        (found,) = desk.ask(desk.client("deepl", service.url), sentence)

    assert isinstance(found, Refusal)
    assert found.sentence == sentence
    assert why in found.why


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (deepl(lambda text: None if text == PLAIN else "よい"), "1 answers to 2"),
        (says({"translations": [{"text": "a"}] * 3}), "3 answers to 2 questions"),
        (says({"translations": [{"no": "a"}, "b"]}), "no text"),
    ],
)
def test_another_number(script: Script, why: str, desk: Desk) -> None:
    """Where there are more or fewer answers, none can be told from the others."""
    with interpreting(script) as service:
        told = desk.ask(desk.client("deepl", service.url), PLAIN, FENCE)

    assert all(isinstance(one, Refusal) for one in told)
    assert all(why in one.why for one in told if isinstance(one, Refusal))


HTML = "<!DOCTYPE html><title>Welcome</title>"
IS_THIS = "is this the address of a {} service?"
ERRORS: dict[str, tuple[Script, str, str]] = {
    "HTML": (says(HTML), "its answer makes no sense", IS_THIS),
    "other JSON": (says({"hello": []}), "its answer makes no sense", IS_THIS),
    "deep": (says("[" * 100_000), "its answer makes no sense", IS_THIS),
    "another key": (
        says({"message": f"Wrong key {SECRET}"}, 403),
        "answers with status 403",
        "it asks for another key: see DIGEST_KEY_MY_OWN",
    ),
    "quota": (
        says({"message": "Quota exceeded"}, 456),
        "its quota is used up",
        "what it answered before is kept; try another month",
    ),
    "wrong request": (
        says({"message": f"Value for 'target_lang' {SECRET}"}, 400),
        "answers with status 400",
        "it says: Value for 'target_lang' ***",
    ),
    "said otherwise": (
        says({"error": {"message": "No such model", "code": 1}}, 404),
        "answers with status 404",
        "it says: No such model",
    ),
    "said in a word": (
        says({"error": "ja is not supported"}, 400),
        "answers with status 400",
        "it says: ja is not supported",
    ),
    "said as HTML": (says(HTML, 404), "answers with status 404", ""),
    "said as a list": (says([1], 404), "answers with status 404", ""),
    "too many": (says("", 429), "answers with status 429", ""),
    "silent": (silent, "no answer within 0.5 seconds", ""),
    "cut": (cut, "its answer broke off", ""),
}


@pytest.mark.parametrize("kind", TRANSLATORS)
@pytest.mark.parametrize(("script", "what", "hint"), ERRORS.values(), ids=ERRORS)
def test_errors(kind: str, script: Script, what: str, hint: str, desk: Desk) -> None:
    """A service that fails is told of in a line, and its key is not."""
    options = {"model": "m"} if kind == "openai" else {}
    with interpreting(script) as service, pytest.raises(FetchError) as caught:
        desk.ask(desk.client(kind, service.url, **options), PLAIN)

    assert caught.value.what == what
    assert caught.value.hint == hint.format(kind)
    assert SECRET not in f"{caught.value!r}"


def numbered(count: int) -> list[str]:
    """Return as many sentences of different forms."""
    words = ("alpha", "beta", "gamma", "delta", "omega")
    return [
        f"Make {words[n % 5]} {words[n // 5 % 5]} {words[n // 25 % 5]} work"
        for n in range(count)
    ]


def test_batches(desk: Desk) -> None:
    """A service is asked for as many at once as it takes, and the cost is told."""
    sentences = [*numbered(60), "Make OMEGA omega omega work.", "(rhbz#1)"]
    with interpreting(deepl(lambda _: "動くようにする")) as service:
        client = desk.client("deepl", service.url)
        cost = client.cost(sentences)
        told = desk.ask(client, *sentences)

    assert [len(asked.data["text"]) for asked in service.asked] == [50, 11]
    letters = sum(len(text) for asked in service.asked for text in asked.data["text"])
    assert cost == Cost(sentences=61, letters=letters, requests=2, known=0)
    assert str(cost) == f"61 sentences, {letters:,} letters, 2 requests"
    assert len(told) == 61
    assert str(client.cost(sentences)) == (
        "0 sentences, 0 letters, 0 requests; 61 answered before"
    )


def test_size(desk: Desk) -> None:
    """No request is larger than the service takes; what is by itself is not sent."""
    long = [f"{'word ' * 150}{name}" for name in ("one", "two", "three")]
    longer = "long " * 399
    with interpreting(libretranslate(lambda _: "長い" * 300)) as service:
        told = desk.ask(desk.client("libretranslate", service.url), *long, longer)

    assert [len(asked.data["q"]) for asked in service.asked] == [2, 1]
    assert told[0] == Refusal(sentence=longer, why="longer than the service takes")


def test_paid_once(desk: Desk) -> None:
    """What was answered is not asked for again, good or bad, unless that is wanted."""
    answers = {PLAIN: "みんなのためによくする", FENCE: "しばらくして再試行"}
    script = deepl(lambda text: answers[text])
    with interpreting(script) as service:
        first = desk.ask(desk.client("deepl", service.url), PLAIN, FENCE)
        again = desk.ask(desk.client("deepl", service.url), FENCE, PLAIN)
        wanted = desk.client("deepl", service.url, again=True)
        desk.ask(wanted, PLAIN)
        desk.ask(desk.client("deepl", service.url, glossary_id="g"), PLAIN)

    assert isinstance(first[0], Draft)
    assert isinstance(first[1], Refusal)
    assert sorted(again, key=str) == sorted(first, key=str)
    assert [asked.data["text"] for asked in service.asked] == [
        [PLAIN, FENCE],
        [PLAIN],
        [PLAIN],
    ]
    kept = [path.read_text() for path in desk.folder.rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert not any(SECRET in text for text in kept)


def test_stopped(desk: Desk) -> None:
    """What came before a service stops counts, and is not paid for again."""
    scripts: Sequence[Script] = (deepl(lambda _: "動くようにする"), says("", 456))
    found: list[Draft | Refusal] = []
    with interpreting(*scripts) as service:
        client = desk.client("deepl", service.url)
        with pytest.raises(FetchError, match="quota"):
            found.extend(client.ask(numbered(60), desk.fetch()))
        told = [*client.ask(numbered(50), desk.fetch())]

    assert len(told) == 50
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "[" * 100_000, '{"text": "a"}', '{"answer": 1, "why": 2}']
)
def test_damaged(damage: str, desk: Desk) -> None:
    """What a crash has left of an answer counts as none."""
    with interpreting(deepl(lambda _: "みんなのためによくする")) as service:
        client = desk.client("deepl", service.url)
        desk.ask(client, PLAIN)
        (kept,) = (path for path in desk.folder.rglob("*.json"))
        kept.write_text(damage)
        desk.ask(client, PLAIN)

    assert len(service.asked) == 2


def test_nowhere_to_keep(desk: Desk) -> None:
    """Where answers cannot be kept, that is told before anybody is asked for more."""
    (desk.folder / "answers").touch()
    with interpreting(deepl(lambda _: "よい")) as service:
        client = desk.client("deepl", service.url)
        with pytest.raises(DigestError) as caught:
            desk.ask(client, PLAIN)

    assert caught.value.what == "not a directory"
    assert caught.value.hint == "what translators answered is kept there"
    assert not service.asked


def test_full(desk: Desk) -> None:
    """Where an answer cannot be written, that is told."""
    client = desk.client("deepl", "http://127.0.0.1:1")
    (desk.folder / "answers").mkdir()
    name = client.answered._path(PLAIN).parent
    name.symlink_to("/dev/null")

    with pytest.raises(DigestError) as caught:
        client.answered.keep(PLAIN, Answer(text="よい"))
    assert caught.value.hint == "what translators answered is kept there"


def test_tidy() -> None:
    """Japanese has no blanks beside Latin letters, and a full stop as upstream has."""
    written = "crm_mon の 出力を 3 回、XML で 修正。"
    tidied = "crm_monの 出力を3回、XMLで 修正"

    assert tidy(written, sentence="Fix it", language="ja") == tidied
    assert tidy(written, sentence="Fix it.", language="ja") == f"{tidied}。"
    assert tidy(written, sentence="Fix it", language="zh") == written


OWN = Service(id="my-own", translator=TRANSLATORS["deepl"]())
NEEDS_NONE = Service(
    id="here",
    translator=decode(TRANSLATORS["libretranslate"], {"url": "http://[::1]:5000"}, []),
)


def test_key() -> None:
    """A key is in the variable that the service's id gives; some need none."""
    assert key_of(OWN, {"DIGEST_KEY_MY_OWN": f" {SECRET}\n"}) == SECRET
    assert not key_of(NEEDS_NONE, {"DIGEST_KEY_MY_OWN": SECRET})


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "DIGEST_KEY_MY_OWN: no key\n  hint: set it to your key for deepl"),
        ({"DIGEST_KEY_MY_OWN": ""}, "DIGEST_KEY_MY_OWN: empty, or more than a word"),
        (
            {"DIGEST_KEY_MY_OWN": f"{SECRET}\r\nHost: a"},
            "DIGEST_KEY_MY_OWN: empty, or more than a word",
        ),
    ],
)
def test_no_key(environment: dict[str, str], told: str) -> None:
    """What can be no key is told before anybody sees it, and not repeated."""
    with pytest.raises(DigestError) as caught:
        key_of(OWN, environment)

    assert str(caught.value) == told


def test_read_service() -> None:
    """A table names a service: its id, its kind, and the options of that."""
    problems: list[Problem] = []
    table = {
        "id": "a-1",
        "kind": "openai",
        "url": "http://localhost:1/v1",
        "model": "m",
    }

    found = read_service(table, problems, "$")

    assert not problems
    assert found
    assert found.variable == "DIGEST_KEY_A_1"
    assert found.translator.name == "m http://localhost:1/v1"


ADDRESS = "an https address, or an http one on this machine expected, not"
TABLES: dict[str, tuple[object, list[str]]] = {
    "no table": (5, ["a table expected @ $"]),
    "empty": (
        {},
        [
            'required: a name of a-z, 0-9 and "-" @ $.id',
            "required: one of deepl, libretranslate, openai @ $.kind",
        ],
    ),
    "another kind": (
        {"id": "a", "kind": ["deepl"]},
        ["required: one of deepl, libretranslate, openai @ $.kind"],
    ),
    "an id": (
        {"id": "A b", "kind": "deepl"},
        ['required: a name of a-z, 0-9 and "-" @ $.id'],
    ),
    "a key": (
        {"id": "a", "kind": "deepl", "key": SECRET},
        ['unknown key "key" @ $.key'],
    ),
    "no model": (
        {"id": "a", "kind": "openai", "url": "https://a.example/v1"},
        ["required key missing @ $.model"],
    ),
}


@pytest.mark.parametrize(("table", "told"), TABLES.values(), ids=TABLES)
def test_wrong_service(table: object, told: list[str]) -> None:
    """Every mistake is told with its place."""
    problems: list[Problem] = []

    read_service(table, problems, "$")

    assert [f"{problem.what} @ {problem.at}" for problem in problems] == told


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/",
        "http://127.0.0.1.a.example/",
        "http://localhost.a.example/",
        "https://me:pass@a.example/",
        "https://a.example/?key=a",
        "ftp://127.0.0.1/",
        "https://",
        "",
    ],
)
def test_wrong_address(url: str) -> None:
    """A service is asked by https, or on this machine; no secret is in its address."""
    problems: list[Problem] = []

    read_service({"id": "a", "kind": "libretranslate", "url": url}, problems, "$")

    assert [problem.what for problem in problems] == [f'{ADDRESS} "{url}"']


@given(st.text(st.sampled_from("ab_1.(){}<>&;\"'/ -xid=lt`あ"), max_size=60))
@pytest.mark.parametrize("kind", ["deepl", "libretranslate"])
def test_masks(kind: str, sentence: str) -> None:
    """What a service gives back as it was is the sentence as it was."""
    translator = decode(TRANSLATORS[kind], {"url": "https://a.example"}, [])
    form = normal_form(sentence)

    masked = translator.mask(form)

    assert translator.unmask(masked) == form.text
    assert masked.count("</") == len(re.findall(r"\{[1-9][0-9]*\}", form.text))
