"""A subject: what stands before it, and how much of an announcement it is."""

from __future__ import annotations

__all__ = ["Heading", "Subject"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from digest.recognise.days import without_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.recognise.mentions import Line

LONGEST = 1_000  # characters that are read
PREFIX = re.compile(
    r"(?i)\s*(?:\[(?P<label>[^\[\]]{0,80})\]"
    r"|(?P<re>(?:re|aw|antw|odp|ref|res|rif|sv|vs|ynt|回复|答复)(?:\[\d+\])?\s*[:：])"
    r"|(?P<fwd>(?:fwd?|fw|wg|tr|vl|转发)\s*[:：]))"
)
# ＣＯＲＯＳＹＮＣ　１．４．１ as ASCII writes it.
NARROW = {0xFF00 + code: 0x20 + code for code in range(1, 0x5F)} | {0x3000: 0x20}
# A label after which nothing is an announcement, and a subject that is none, either;
# one of events or jobs; questions, plans, and what is not so.
ELSE = re.compile(
    r"(?i)\b(?:patch\w*|rf[ct]|pull|bugs?|question|poll|regression|ci|jenkins|jira"
    r"|solved)\b"
)
NEVER = re.compile(
    r"(?i)\bdigest,? (?:vol|issue|[0-9])|^\W*(?:patch|bug ?#|build (?:failed|fixed)"
    r"|jenkins|git pull|pull request)"
)
OTHER = re.compile(r"(?i)\b(?:cfp|job)\b")
DOUBT = re.compile(
    r"(?i)[?？]|予定|\b(?:will|would|should|shall|could|cannot|can't|won't"
    r"|how|why|when|where|who|anyone|before|not|never|yet|no|plans?|planned|planning"
    r"|to be|tomorrow|next (?:week|month|year)|packages|packaged|rpms?|debs?|epel|ppa"
    r"|schedul\w+|roadmap|coming|upcoming|soon|freeze|frozen|delay\w*|postpon\w+"
    r"|propos\w+|request\w*|discuss\w*|help|vote|draft|withdrawn|retracted|eol"
    r"|end[ -]of[ -]life)\b"
)
ASIDE = re.compile(r"\([^()]*\)")
# What stands beside a version, and is no word of the sentence: a release's own name,
# "Cherry Tree", or that it is an early one, unless it numbers it, as "(RC 5)" does.
DISTRIBUTION = (
    r"centos|debian|fedora|gentoo|opensuse|red ?hat|rhel|rocky|sles|suse|ubuntu"
)
NAMED = re.compile(
    r"[(“\"'](?!(?i:alpha|beta|rc|release|candidate|final|preview|security|"
    rf"{DISTRIBUTION})\b)[A-Z][A-Za-z'-]{{1,30}}(?: [A-Z][A-Za-z'-]{{0,30}}){{0,3}}"
    r"[)”\"']"
)
EARLY = re.compile(
    r"(?i)\s{0,3}[(\[]\s?(?:an? |the )?(?:first |second )?(?:public |technical )?"
    r"(?:alpha|beta|(?:release )?candidate|rc|pre-?(?:release|view)|preview|test)\b"
    r"(?!\W{0,2}[0-9])[^()\[\]]{0,80}[)\]]"
)
ANNOUNCE = re.compile(r"(?i)\bann(?:ounc\w*)?\b")
LEADING = re.compile(r"(?i)\W{0,9}ann(?:ounc\w*)?\b")
CLAIM = re.compile(
    r"(?i)\b(?:announc\w+|releas(?:e|ed|es|ing)|available"
    r"|(?<!find )(?<!spin )(?<!split )(?<!time )(?<!timed )(?<!-)out(?![-]| of\b)"
    r"|is here|final|candidate"
    r"|published|new (?:\w{1,20} )?version)\b|\bann(?=:)|リリース|公開"
)
STATED = re.compile(
    r"(?i)\W*(?:(?:is|are|has|have|been|was|now|just|finally|officially|tagged"
    r"|version)\W+)*"
    r"(?:released|available|out|here|tagged|there|published|announced)\b"
    r"(?:\W*\Z|\s*[-:;,.!(–—]| (?:and|at|by|for|from|in|on|to|today|under|via|with)\b)"
)
TITLED = re.compile(r"\s*[-:;,.!(–—]")
PLAIN_WORD = (
    r"alpha|ann|announc\w+|an?|and|are|availab\w+|as|been|beta|bug-?fix|candidate|final"
    r"|finally|first|ga|has|have|is|it|just|latest|maintenance|major|minor|new|notes"
    r"|now"
    r"|of|official|officially|our|out|point|published|ready|rel|releases?|released"
    r"|releasing|security|series|stable|tagged|the|this|today|two|update|upstream|v"
    r"|versions?|we|pre-?releases?|(?:リリース|公開|情報|お知らせ|され|ました|[しのをが版])+"
)
PLAIN = re.compile(
    r"(?:(?:(?:notes|announcement|release) for|cluster (?:engine|resource manager)"
    rf"|{PLAIN_WORD}) )*"
)
LIST_KIND = re.compile(r"(?i)[-_ ](?:announce|devel?|discuss|general|users?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A subject, and what lists and mailers put before it.

    ``labels`` is all that was in brackets, ``whole`` the subject as it was.
    """

    whole: str
    labels: str
    reply: bool
    forward: bool
    text: str

    @classmethod
    def of(cls, subject: str) -> Self:
        """Return a subject, taken apart."""
        subject = subject.translate(NARROW)
        labels, reply, forward, at = "", False, False, 0
        while match := PREFIX.match(subject, at):
            labels += f" {match['label'] or ''}"
            reply, forward = reply or bool(match["re"]), forward or bool(match["fwd"])
            at = match.end()
        text = subject[at:]
        return cls(
            whole=subject, labels=labels, reply=reply, forward=forward, text=text
        )

    @property
    def list_name(self) -> str:
        """What a label may say of the list: a project, in ``[Pacemaker]``."""
        return LIST_KIND.sub(" ", self.labels)

    @property
    def sentence(self) -> str:
        """Its text, with blanks for days and for names that releases have."""
        text = without_days(self.text[:LONGEST])
        for aside in (NAMED, EARLY):
            text = aside.sub(lambda match: " " * len(match[0]), text)
        return text

    def early_after(self, at: int) -> bool:
        """Return whether the text says there that a version is an early one."""
        return bool(EARLY.match(self.text, at))

    @property
    def closed(self) -> bool:
        """Whether it is a reply, a patch or the like: none of them is news."""
        said = ELSE.search(self.labels) or NEVER.search(self.text)
        return self.reply or bool(said)

    @property
    def doubtful(self) -> bool:
        """Whether it is a reply, a question, a plan, a patch or the like."""
        said = DOUBT.search(ASIDE.sub("", self.text)) or OTHER.search(self.labels)
        return self.closed or bool(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """How much of an announcement a subject is.

    It ``names`` a version, and may ``claim`` that something is out. It ``opens`` as one
    if nothing else stands before the versions, and ``closes`` if nothing else stands
    after them, or first that they are out. It is ``framed`` if the claim stands before
    them, ``stated`` if it is an announcement's, and ``titled`` if what follows is set
    apart.
    """

    names: bool
    claim: str
    opens: bool
    closes: bool
    framed: bool
    stated: bool
    titled: bool

    @classmethod
    def of(cls, heading: Heading, line: Line) -> Self:
        """Return how much of an announcement it is, given what it mentions."""
        first = line.mentions[0].start if line.mentions else 0
        label = ANNOUNCE.search(heading.labels)
        claim = label or CLAIM.search(heading.text)
        return cls(
            names=bool(line.mentions),
            claim=claim[0].lower() if claim else "",
            opens=_is_plain(line.before),
            closes=_is_plain(line.after) or bool(STATED.match(line.rest)),
            framed=bool(label or CLAIM.search(heading.text, 0, first)),
            stated=bool(
                label or LEADING.match(heading.text) or STATED.match(line.rest)
            ),
            titled=bool(TITLED.match(line.rest)),
        )

    @property
    def why(self) -> Iterator[str]:
        """What speaks for an announcement, in words."""
        if self.names:
            yield "subject names it"
        if self.claim:
            yield f'subject says "{self.claim}"'


def _is_plain(words: Sequence[str]) -> bool:
    return bool(PLAIN.fullmatch("".join(f"{word} " for word in words)))
