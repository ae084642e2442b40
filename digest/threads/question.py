"""What somebody asks: the first sentence of a mail that does, in its own words."""

from __future__ import annotations

__all__ = ["question_in"]

import re

from typing import TYPE_CHECKING

from digest.threads.private import TAKEN_OUT, without_secrets
from digest.threads.shown import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 200
HELLO = r"(?:hi|hello|hey|dear|greetings|good (?:day|morning|afternoon|evening))"
# What a terminal, a log, a program, a configuration shows, or only greets, is no
# sentence.
SHOWN = either(
    others=(
        r"\s*(?:[#$%] |[\[(]?[\w.-]+@[\w.-]+[ :~].{0,80}[#$]|</?\w|<\?|[{}])",
        r"\s*(?:\[[\d.:, ]+\]|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d)",
        r"\s*\d{4}-\d\d-\d\d[ T]\d\d:",
        r"\s*(?!edit|note|btw|problem|question)[a-z][\w.-]{2,30}(?:\[\d+\])?: [\w/]",
        r"\s*(?:[\w.-]+ ?= ?\S+$|\w+\([^)]{0,200}\) +=)",
        r".{0,500}(?:[{};]|(?<!\S)\\)$",
        rf"\s*(?i:{HELLO})(?![\w'-])[^.?？]{{0,40}}$",
    ),
)
# What stands before a sentence.
BEFORE = re.compile(
    rf"(?i)(?:(?:{HELLO}|thanks|thank you)(?![\w'-])[^,.!?:]{{0,40}}[,.!:]+\s*"
    r"|[*-] +|\(?[0-9]{1,2}[.)]\s+)+"
)
WIDE = r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
BETWEEN_WIDE = re.compile(rf"(?<={WIDE})\n\s*(?={WIDE})")
AFTER_WIDE = re.compile(rf"(?<={WIDE}) (?={WIDE})")
END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][\"')])(?=\s+[^a-z\s]))(?<!\be\.g\.)(?<!\bi\.e\.)"
    r"(?<!\betc\.)(?<!\bvs\.)(?<!\bv\.)(?<!\bver\.)\s+|(?<=[。！？])(?![」』）])\s*"
)
MARKED = re.compile(r"(?<=[^\s?？(])\s?[?？]+[!\"')」』）]*\Z")
SOMEBODY = r"(?:any(?:one|body)|some(?:one|body))"
WORDED = either(
    words=(
        r"how (?:do|can|should|would|could) (?:i|we|you|one)\b",
        r"(?:is|are) there (?:a|an|any|some)\b|\bis it (?:possible|ok|safe)\b",
        rf"(?:does|did|has|can|could|would) {SOMEBODY}\b|\b(?:could|can|would) you\b",
        r"(?:i am|i'm|i was|i|we|just) wonder(?:ing)?\b",
        r"(?:i|we)(?:'d| would) like to (?:know|understand)\b",
        r"please (?:help|advise|explain)\b|\b(?:my|the|a) question is\b",
        r"(?:do not|don't|can't|cannot) (?:know|understand|see) (?:how|if|wh\w+)\b",
    ),
    others=(
        r"でしょうか|ますか|ですか|ませんか|のか|教えて(?:くだ|下)さい|教えていただ|ご教示|ご存[じ知]",
    ),
    flags=re.IGNORECASE,
)
# A question that says nothing, and one that says nothing without what stands before it.
BARE = re.compile(
    r"(?i)(?:.{0,12}"
    rf"|(?:do you have |(?:has|does) {SOMEBODY} (?:have )?)?(?:any|some) ?(?:advice"
    r"|clues?|comments?|help|hints?|ideas?|input|pointers?|suggestions?|thoughts?)\b"
    r".{0,60}"
    r"|(?:what|where) (?:am i|are we|did i|could be|is|went) .{0,12}(?:wrong|missing)\b"
    rf".{{0,20}}|(?:so,? )?(?:could|can|would|will) (?:you|{SOMEBODY}) (?:please )?"
    r"(?:help|advise|explain|comment|confirm|guide)\b.{0,30})"
)
BARE_WIDE = 8
LEANING = re.compile(
    r"(?i)(?=.{0,40}\Z).*\b(?:this|that|it|these|those|them|here|then)\b"
)
ASKING_TITLE = re.compile(
    r"(?i)(?:how|why|what|where|when|which|who|can|could|is|are|does|do|should|any)\b"
    r"|.{0,1000}[?？]"
)


def question_in(title: str, text: str) -> str:
    """Return the first sentence that asks, without secrets; else a title that does.

    One that says nothing by itself comes with the sentence before it. What is too long
    is cut. Nothing is returned where nothing is asked.
    """
    sentences = [
        sentence for part in _paragraphs(text) for sentence in _sentences(part)
    ]
    found = _asking(sentences)
    if not found and ASKING_TITLE.match(title):
        found = title
    return _cut(without_secrets(found))


def _asking(sentences: Sequence[str]) -> str:
    """Return the first sentence that asks, by its mark or else by its words."""
    marked = [at for at, said in enumerate(sentences) if MARKED.search(said)]
    asking = marked or [at for at, said in enumerate(sentences) if WORDED.search(said)]
    if not asking:
        return ""
    telling = (at for at in asking if not _is_bare(sentences[at]))
    at = next(telling, asking[0])
    said, before = sentences[at], sentences[max(at - 1, 0) : at]
    leans = _is_bare(said) or LEANING.match(said)
    both = "".join(f"{other} " for other in before) + said
    both = AFTER_WIDE.sub("", both)
    return both if leans and len(both) <= LONGEST else said


def _is_bare(sentence: str) -> bool:
    if re.search(WIDE, sentence):
        return len(sentence) < BARE_WIDE
    return bool(BARE.fullmatch(sentence))


def _paragraphs(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() and not SHOWN.match(line):
            lines.append(line)
            continue
        yield "\n".join(lines)
        lines = []
    yield "\n".join(lines)


def _sentences(paragraph: str) -> Iterator[str]:
    line = " ".join(BETWEEN_WIDE.sub("", paragraph).split())
    for sentence in END.split(line):
        greeting = BEFORE.match(sentence)
        if said := sentence[greeting.end() if greeting else 0 :].strip():
            yield said


def _cut(text: str) -> str:
    """Return a text that is no longer than a line can be, cut between words."""
    if len(text) <= LONGEST:
        return text
    kept = text[: LONGEST - len(TAKEN_OUT)]
    words = kept.rpartition(" ")[0]
    return (words if len(words) > LONGEST // 2 else kept).rstrip() + TAKEN_OUT
