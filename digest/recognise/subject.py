"""A subject: what stands before it, and how much of an announcement it is."""

from __future__ import annotations

__all__ = ["Heading", "Subject"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.recognise.mentions import Line

PREFIX = re.compile(
    r"(?i)\s*(?:\[(?P<label>[^\[\]]{0,80})\]"
    r"|(?P<re>(?:re|aw|antw|odp|ref|res|rif|sv|vs|ynt|回复|答复)(?:\[\d+\])?\s*[:：])"
    r"|(?P<fwd>(?:fwd?|fw|wg|tr|vl|转发)\s*[:：]))"
)
# A label after which nothing is an announcement; questions, plans, and what is not so.
ELSE = re.compile(
    r"(?i)\b(?:patch|rf[ct]|pull|bugs?|question|poll|regression|cfp|job)\b"
)
DOUBT = re.compile(
    r"(?i)[?？]|予定|\b(?:will|would|should|shall|could|cannot|can't|won't"
    r"|how|why|when|where|who|anyone|before|not|never|yet|no|plans?|planned|planning"
    r"|to be|tomorrow|next (?:week|month|year)|packages|packaged|rpms?|debs?|epel|ppa"
    r"|schedul\w+|roadmap|coming|upcoming|soon|freeze|frozen|delay\w*|postpon\w+"
    r"|propos\w+|request\w*|discuss\w*|help|vote|draft|withdrawn|retracted|eol"
    r"|end[ -]of[ -]life)\b"
)
ASIDE = re.compile(r"\([^()]*\)")
ANNOUNCE = re.compile(r"(?i)\bann(?:ounc\w*)?\b")
CLAIM = re.compile(
    r"(?i)\b(?:announc\w+|releas(?:e|ed|es|ing)|available|out|is here|final|candidate"
    r"|published)\b|\bann(?=:)|リリース|公開"
)
STATED = re.compile(
    r"(?i)\W*(?:(?:is|are|has|have|been|was|now|just|finally|officially|version)\W+)*"
    r"(?:released|available|out|here|there|published|announced)\b"
)
TITLED = re.compile(r"\s*[-:;,.!(–—]")
PLAIN = re.compile(
    r"(?:(?:notes|announcement|release) for |cluster (?:engine|resource manager) "
    r"|(?:alpha|ann|announc\w+|an?|and|are|availab\w+"
    r"|as|been|beta|bug-?fix|candidate|final|finally|first|ga|has|have|is|it|just|latest"
    r"|maintenance|major|minor|new|notes|now|of|official|officially|our|out|point"
    r"|published|rel|releases?|released|releasing|security|series|stable|tagged|the"
    r"|this|today|two|update|upstream|v|versions?|we"
    r"|(?:リリース|公開|お知らせ|ました|[しのをが版])+) )*"
)
LIST_KIND = re.compile(r"(?i)[-_ ](?:announce|devel?|discuss|general|users?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A subject, and what lists and mailers put before it.

    ``labels`` is all that was in brackets.
    """

    labels: str
    reply: bool
    forward: bool
    text: str

    @classmethod
    def of(cls, subject: str) -> Self:
        """Return a subject, taken apart."""
        labels, reply, forward, at = "", False, False, 0
        while match := PREFIX.match(subject, at):
            labels += f" {match['label'] or ''}"
            reply, forward = reply or bool(match["re"]), forward or bool(match["fwd"])
            at = match.end()
        return cls(labels=labels, reply=reply, forward=forward, text=subject[at:])

    @property
    def list_name(self) -> str:
        """What a label may say of the list: a project, in ``[Pacemaker]``."""
        return LIST_KIND.sub(" ", self.labels)

    @property
    def doubtful(self) -> bool:
        """Whether it is a reply, a question, a plan, a patch or the like."""
        said = DOUBT.search(ASIDE.sub("", self.text)) or ELSE.search(self.labels)
        return self.reply or bool(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """How much of an announcement a subject is.

    It ``names`` a version, and may ``claim`` that something is out. It ``opens`` as one
    if nothing else stands before the versions, and ``closes`` if nothing else stands
    after them, or first that they are out. It is ``framed`` if the claim stands before
    them, and ``titled`` if what follows is set apart.
    """

    names: bool
    claim: str
    opens: bool
    closes: bool
    framed: bool
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
