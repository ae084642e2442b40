"""Threads in which somebody asked, and somebody knew."""

from __future__ import annotations

import re

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest import threads
from digest.codec import encode
from digest.collectors.announced import announced
from digest.errors import FetchError
from digest.mbox import messages
from digest.message import Message
from digest.model import EvidenceKind, Tip
from digest.months import Month, Window
from digest.threads import MOST, Threads
from digest.threads.private import without_secrets
from digest.threads.question import question_in
from tests.conftest import DATA, cases
from tests.told import WANT as JULY
from tests.told import project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.conftest import Expect

WANT = replace(JULY, projects=tuple(map(project, ("pacemaker", "corosync", "drbd"))))
JULY_2011 = Month(2011, 7)
NOON = datetime(2011, 7, 4, 12, tzinfo=UTC)
QUESTION = Message(
    message_id="q@example.org",
    subject="moving a resource",
    sent=NOON,
    body="How do I move a resource of pacemaker?",
    author="Ann Asker",
)
ANSWER = Message(
    message_id="a@example.org",
    subject="Re: moving a resource",
    sent=NOON + timedelta(hours=1),
    body="> How do I move a resource\n\ncrm resource move name",
    author="Ben Knower",
    in_reply_to=QUESTION.message_id,
)
THANKS = Message(
    message_id="t@example.org",
    subject="Re: moving a resource",
    sent=NOON + timedelta(hours=2),
    body="It works now, thank you.",
    author="Ann Asker",
    references=(QUESTION.message_id, ANSWER.message_id),
)
THREAD = (QUESTION, ANSWER, THANKS)


def tips(found: Iterable[Message], month: Month = JULY_2011) -> tuple[Tip, ...]:
    """Return the tips among messages, each with a link to its question."""
    threads = Threads(replace(WANT, window=Window.before(month.plus(1))))
    for message in found:
        threads.add(message)
    return tuple(threads.tips(lambda message: f"https://e.org/{message.message_id}"))


def read(archive: Path) -> list[Message]:
    """Return the messages of an archive."""
    return [*messages(BytesIO(archive.read_bytes()))]


def renamed(number: int, *, day: int = 0) -> list[Message]:
    """Return a thread like the one above, with names, ids and subject of its own."""
    return [
        replace(
            message,
            message_id=f"{number}-{message.message_id}",
            subject=f"{message.subject} {number}",
            sent=message.sent and message.sent + timedelta(days=day),
            in_reply_to=message.in_reply_to and f"{number}-{message.in_reply_to}",
            references=tuple(f"{number}-{id_}" for id_ in message.references),
        )
        for message in THREAD
    ]


@pytest.mark.parametrize(
    "archive", cases("threads", "*.mbox"), ids=lambda path: path.stem
)
def test_cases(archive: Path, expect: Expect) -> None:
    """Every archive yields the tips that are written beside it."""
    found = tips(read(archive))

    expect(encode(found), archive.with_suffix(".json"))


MAILS = [
    message
    for archive in sorted((DATA / "threads").glob("*.mbox"))
    for message in read(archive)
]


@settings(max_examples=20)
@given(st.permutations(MAILS))
def test_order_of_messages(found: list[Message]) -> None:
    """In whatever order the messages come, and come again, the tips are the same."""
    assert tips(found) == tips([*MAILS, *MAILS])


def test_ids_that_are_taken_twice() -> None:
    """Of two messages with one id the same counts, whichever comes first."""
    other = replace(ANSWER, body="I do not know.", references=("x@example.org",))

    assert tips([*THREAD, other]) == tips([other, *THREAD])


SCRAPS = st.sampled_from(
    [
        *("ann@example.org", "ann＠example.org", "ann at example.org", "@", " at "),
        *("ann (at) example [dot] org", "ann@", "@example.org", "<ann@example.org>"),
        *("mailto:ann@example.org", "ann @ example.org", "ann%40example.org", " "),
        *("How do I mail ", "?", "\n", "。", "です", "(", '"', "password: ", "=", ","),
    ]
)
TEXTS = st.lists(SCRAPS | st.text(max_size=9), max_size=12).map("".join)
ADDRESS = re.compile(r"[@＠]|\w at \w+\.(?:org|net)\b|\w \(at\) \w")


@given(TEXTS, TEXTS, TEXTS)
@example("ann at example.org", "Who is ann at example.org?", "ann at example.org")
def test_no_address_whatever_is_said(subject: str, body: str, author: str) -> None:
    """No tip has a mail address in it, whoever wrote one, and wherever."""
    asked = replace(QUESTION, subject=subject, body=f"Why? {body}", author=author)
    asked = replace(asked, sender="1")
    found = tips([asked, replace(ANSWER, subject=f"Re: {subject}"), *renamed(1)])

    for tip in found:
        assert not ADDRESS.search(f"{tip.title} {tip.question} {tip.asker}")


@given(TEXTS)
def test_no_address_in_a_question(body: str) -> None:
    """No question has a mail address in it, and none is longer than a line."""
    asked = question_in("", f"Why is it? {body}?")

    assert not ADDRESS.search(asked)
    assert len(asked) <= 200


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("ask ann@example.org, please", "ask …, please"),
        ("ask <mailto:ann@example.org>", "ask <mailto:…>"),
        ("ask ann at example.org, please", "ask …, please"),
        ("ask ann at example dot org now", "ask … now"),
        ("ask ann (at) example (dot) org now", "ask … now"),
        ("ask ann[at]example.org", "ask …"),
        ("連絡先はann@example.orgです", "連絡先は…です"),
        ("look at corosync.conf", "="),
        ("it stops at 3.14 percent", "="),
        ("as root@node1 it works", "as … it works"),
        ("with password=geheim it works", "with password=… it works"),
        ('with passwd="ge heim" it works', "with passwd=… it works"),
        ("the password is geheim, sadly", "the password is …, sadly"),
        ("パスワードはgeheimです", "パスワードは…"),
        ("use --password geheim here", "use --password … here"),
        ("set token: 3000 in totem", "="),
        ("set token: a3000b in it", "set token: … in it"),
        ('shared-secret "geheim";', "shared-secret …;"),
        (f"the key {'a1' * 20} is it", "the key … is it"),
        ("see /var/lib/pacemaker/pengine/pe-input-1234.bz2", "="),
        ("the address 192.0.2.1 moves", "="),
    ],
)
def test_what_is_taken_out(text: str, published: str) -> None:
    """Addresses and secrets are taken out of a text, and nothing else."""
    assert without_secrets(text) == (text if published == "=" else published)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "Hi all,\n\nit runs. How do I stop\nit on node1 only?\n",
            "it runs. How do I stop it on node1 only?",
        ),
        ("Hello, how do I stop a resource?", "how do I stop a resource?"),
        ("Is it safe to stop one? And two of them?", "Is it safe to stop one?"),
        (
            "It stops.\nDoes anyone know the reason\n\nBye.",
            "Does anyone know the reason",
        ),
        ("I wonder about it. Is a node enough?", "Is a node enough?"),
        ("The node dies. Any ideas?", "The node dies. Any ideas?"),
        ("The node dies. Is this expected?", "The node dies. Is this expected?"),
        ("Any ideas?", "Any ideas?"),
        ("Any ideas? Or is a third node needed?", "Or is a third node needed?"),
        ("It dies, e.g. at night. Is a node enough?", "Is a node enough?"),
        ("Does it work with, e.g. two nodes?", "Does it work with, e.g. two nodes?"),
        (
            "Does it (or should it?) go to node2?",
            "Does it (or should it?) go to node2?",
        ),
        (
            "# which crm?\ncrmd: why not?\nJul  4 12:00 who?\nWho is the DC?",
            "Who is the DC?",
        ),
        ("See http://e.org/?a=b for it. It runs.", ""),
        ("1. Which node is the DC?", "Which node is the DC?"),
        ("It runs.", ""),
        (
            "動きません。設定は\n正しいでしょうか。よろしく。",
            "設定は正しいでしょうか。",
        ),
        ("動きません。なぜ？", "動きません。なぜ？"),
        (
            "「なぜですか？」と聞かれました。どのノードで動かすべきですか？",
            "どのノードで動かすべきですか？",
        ),
        (f"Why {'very ' * 60}slow?", f"Why {'very ' * 38}very…"),
        (f"Why {'v' * 300}?", f"Why {'v' * 195}…"),
    ],
)
def test_questions(text: str, question: str) -> None:
    """The question is the first sentence that asks something, as it was written."""
    assert question_in("a title", text) == question


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("how to stop a node", "how to stop a node"),
        ("Stop it: safe?", "Stop it: safe?"),
        ("a node stops", ""),
    ],
)
def test_questions_in_titles(title: str, question: str) -> None:
    """Where the text does not ask, the title may."""
    assert question_in(title, "It runs.") == question


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("# crm resource move name", ("commands",)),
        ("Run `pcs resource move name`.", ("commands",)),
        ("node1:~ # ip addr add -4 192.0.2.1", ("commands",)),
        ("Do a systemctl restart of it.", ("commands",)),
        ("    primitive ip ocf:heartbeat:IPaddr2", ("configuration",)),
        ("totem {\n  token: 3000\n}", ("configuration",)),
        ('<nvpair id="x" name="y" value="z"/>', ("configuration",)),
        ("Set no-quorum-policy=ignore for that.", ("configuration",)),
        ("See http://example.org/doc/moving.html", ("documentation",)),
        ("It is in man crm_resource, all of it.", ("commands", "documentation")),
        ("It is in corosync.conf(5).", ("documentation",)),
        ("# this is how it should be", ()),
        ("Move it in order of its name.", ()),
        ("It is a matter of taste.", ()),
    ],
)
def test_what_an_answer_shows(body: str, why: tuple[str, ...]) -> None:
    """An answer is told by what it shows: commands, configuration, manuals."""
    answer = replace(ANSWER, body=f"> How do I\n\n{body}")
    found = tips([QUESTION, answer, THANKS])

    assert [tip.why for tip in found] == [("confirmed", *why, "thanked")]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("That did the trick.", ("confirmed", "commands")),
        ("The problem is solved now.", ("confirmed", "commands")),
        ("解決しました。", ("confirmed", "commands")),
        ("助かりました。", ("commands", "thanked")),
        ("Thank you for that!", ("commands", "thanked")),
        ("I shall see.\n\nThanks,\nAnn", ()),
        ("Thanks for any help.", ()),
        ("Thanks, but it does not work.", ()),
        ("Thanks. And how do I move it back?", ()),
        ("うまくいきませんでした。ありがとうございます。", ()),
    ],
)
def test_last_words(said: str, why: tuple[str, ...]) -> None:
    """What the asker says last decides: that it works, thanks, or that it does not."""
    found = tips([QUESTION, ANSWER, replace(THANKS, body=said)])

    assert [tip.why for tip in found] == ([why] if why else [])


def test_who_is_not_known() -> None:
    """Where nobody can be told from anybody, nobody answers."""
    assert tips(replace(message, author="") for message in THREAD) == ()


@pytest.mark.parametrize("name", ["x" * 81, "ann at example.org", "ann(at)e.org"])
def test_names_that_are_none(name: str) -> None:
    """What is no name of a person is not published as one."""
    thread = [replace(m, author=name) if m is not ANSWER else m for m in THREAD]

    assert [tip.asker for tip in tips(thread)] == [""]


@pytest.mark.parametrize(
    "odd",
    [
        replace(QUESTION, sent=None),
        replace(QUESTION, message_id="q" * 999),
        replace(QUESTION, subject="q" * 999),
        replace(QUESTION, link=f"https://example.org/{'q' * 999}"),
        replace(QUESTION, author="Patchwork Notifications"),
    ],
    ids=["no date", "long id", "long subject", "long link", "robot"],
)
def test_questions_that_are_none(odd: Message) -> None:
    """What no person can have sent begins no thread."""
    answers = [replace(m, subject=f"Re: {odd.subject}") for m in (ANSWER, THANKS)]

    assert tips([odd, *answers]) == ()


def test_threads_without_a_subject() -> None:
    """A question without a subject is its own title; no subject joins nothing."""
    thread = [replace(message, subject="") for message in THREAD]
    stray = replace(ANSWER, message_id="x", author="Cat", in_reply_to="gone")

    found = tips([*thread, replace(stray, subject="")])

    assert [(tip.title, tip.replies) for tip in found] == [(QUESTION.body, 2)]


def test_a_message_that_answers_itself() -> None:
    """A message that names itself as what it answers can begin a thread."""
    odd = replace(QUESTION, in_reply_to=QUESTION.message_id)

    assert tips([odd, ANSWER, THANKS]) == tips(THREAD)


def test_replies_that_look_like_none() -> None:
    """What answers a message that is not there is no question of this month."""
    reply = replace(QUESTION, in_reply_to="older@example.org")

    assert tips([reply, ANSWER, THANKS]) == ()


def test_replies_that_do_not_say_so() -> None:
    """What answers a message of the same subject is a reply, "Re:" or not."""
    lost = replace(ANSWER, in_reply_to="older@example.org")
    bare = replace(QUESTION, message_id="b@example.org", in_reply_to=lost.message_id)

    assert tips([lost, bare, replace(THANKS, references=(bare.message_id,))]) == ()


def test_messages_without_ids() -> None:
    """Messages that have no ids are told apart, and joined by their subjects."""
    nameless = [
        replace(message, message_id="", in_reply_to="", references=())
        for message in (QUESTION, ANSWER, THANKS)
    ]

    assert [tip.replies for tip in tips(nameless)] == [2]


def test_no_more_than_the_best() -> None:
    """A source proposes so many tips; of equal ones those that were asked first."""
    found = tips(m for number in range(MOST + 3) for m in renamed(number, day=number))

    assert [tip.day.day for tip in found] == [*range(4, 4 + MOST)]


def test_links_of_those_that_are_chosen() -> None:
    """It is asked for those alone that are proposed where they can be read."""
    asked: list[str] = []

    def link(message: Message) -> str:
        asked.append(message.message_id)
        return "https://example.org/1"

    threads = Threads(WANT)
    said = replace(QUESTION, message_id="s", subject="x", link="https://example.org/2")
    others = [
        replace(ANSWER, in_reply_to="s", message_id="s1", subject="Re: x"),
        replace(THANKS, references=("s",), message_id="s2", subject="Re: x"),
        replace(QUESTION, message_id="nobody answers", subject="y"),
    ]
    for message in (*THREAD, said, *others):
        threads.add(message)
    urls = [tip.url for tip in threads.tips(link)]

    assert sorted(urls) == ["https://example.org/1", "https://example.org/2"]
    assert asked == [QUESTION.message_id]


def test_where_nothing_is_asked_of_projects() -> None:
    """Who only looks whether a source lives gets no tips."""
    threads = Threads(replace(WANT, projects=()))
    for message in THREAD:
        threads.add(message)

    assert [*threads.tips()] == []


def test_crowds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that has more messages than people write has no tips."""
    monkeypatch.setattr(threads, "CROWD", 5)

    assert len(tips(THREAD)) == 1
    assert tips([*THREAD, *renamed(1)]) == ()
    assert tips([*renamed(1), *THREAD, *renamed(2)]) == ()


def broken(found: Iterable[Message]) -> Iterator[Message]:
    """Yield messages, and break off."""
    yield from found
    raise FetchError("gone", where="https://example.org/")


def test_tips_of_an_archive() -> None:
    """What an archive's messages tell includes their tips, at the end."""
    found = [*announced(THREAD, WANT, link=lambda _: "https://example.org/1")]

    assert isinstance(found[-1], Tip)
    assert found[-1].url == "https://example.org/1"
    assert sum(isinstance(item, Tip) for item in found) == 1


def test_tips_of_an_archive_that_breaks_off() -> None:
    """What stood before the end of an archive that breaks off counts for tips, too."""
    found: list[object] = []

    with pytest.raises(FetchError, match="gone"):
        found.extend(announced(broken(THREAD), WANT))

    assert isinstance(found[-1], Tip)


def test_no_tips_of_feeds() -> None:
    """What is told by feeds of releases has no threads."""
    found = announced(THREAD, WANT, kind=EvidenceKind.FEED)

    assert not any(isinstance(item, Tip) for item in found)


def test_a_list_of_developers(real_data: Path) -> None:
    """Of the months of a real list of developers, none has a tip in it."""
    months: dict[Month, list[Message]] = {}
    with (real_data / "archives/drbd-dev.mbox.gz").open("rb") as file:
        for message in messages(file):
            assert message.sent
            months.setdefault(Month.of(message.sent.date()), []).append(message)

    proposed = [
        tip.title for month, found in months.items() for tip in tips(found, month)
    ]

    assert len(months) > 70
    assert proposed == []


def test_a_list_of_users(real_data: Path) -> None:
    """Of a real month of a list of users, answered questions are proposed."""
    archive = real_data / "archives/pipermail/twisted-web/2011-April.txt"

    found = tips(read(archive), Month(2011, 4))

    assert [(tip.title, tip.answered) for tip in found] == [
        ("using threads in twisted", True)
    ]
