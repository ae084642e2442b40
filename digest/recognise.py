"""What a message announces, if anything.

A subject that says that our versions are out, and nothing else, is enough. One that
only names them, or says more, needs a text that announces them. So does a mail in a
thread: pipermail takes ``Re:`` off the replies, and an announcement that was forwarded
has an In-Reply-To, too.
"""

from __future__ import annotations

__all__ = ["Named", "Verdict", "VerdictKind", "recognise"]

import re

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.mentions import Names, dissect
from digest.signals import weigh
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.edition import Project
    from digest.mbox import Message
    from digest.mentions import Line, Mention
    from digest.signals import Signals

LABEL = re.compile(r"\s*\[([^\[\]]{0,80})\]")
REPLY = re.compile(
    r"(?i)\s*(?:re|aw|antw|odp|ref|res|rif|sv|vs|ynt|回复|答复)(?:\[\d+\])?\s*[:：]"
)
FORWARD = re.compile(r"(?i)\s*(?:fwd?|fw|wg|tr|vl|转发)\s*[:：]")
# A label after which nothing is an announcement; questions, plans, and what is not so.
ELSE = re.compile(
    r"(?i)\b(?:patch|rf[ct]|pull|bugs?|question|poll|regression|cfp|job)\b"
)
DOUBT = re.compile(
    r"(?i)[?？]|予定|\b(?:will|would|should|shall|may|might|can|could|cannot|can't|won't"
    r"|how|why|when|where|who|anyone|before|not|never|yet|no|plans?|planned|planning"
    r"|schedul\w+|roadmap|coming|upcoming|soon|freeze|frozen|delay\w*|postpon\w+"
    r"|propos\w+|request\w*|discuss\w*|help|vote|draft|withdrawn|retracted|eol"
    r"|end[ -]of[ -]life)\b"
)
ANNOUNCE = re.compile(r"(?i)\bann(?:ounc\w*)?\b")
CLAIM = re.compile(
    r"(?i)\b(?:announc\w+|releas(?:e|ed|es|ing)|available|out|final|candidate|published)\b"
    r"|リリース|公開"
)
STATED = re.compile(
    r"(?i)\W*(?:(?:is|are|has|have|been|was|now|just|finally|officially|version)\W+)*"
    r"(?:released|available|out|published|announced)\b"
)
PLAIN = re.compile(
    r"(?:(?:notes|announcement|release) for |(?:announc\w+|an?|and|are|availab\w+|as|been"
    r"|bug-?fix|candidate|final|finally|first|has|have|is|it|just|latest|maintenance"
    r"|major|minor|new|notes|now|of|official|officially|our|out|point|published|rel"
    r"|releases?|released|releasing|security|series|stable|tagged|the|this|today|two"
    r"|update|upstream|v|versions?|we|(?:リリース|公開|お知らせ|ました|[しのをが版])+) )*"
)
LIST_KIND = re.compile(r"[-_ ](?:announce|devel?|developers|discuss|general|users?)$")
ENOUGH = 2


class VerdictKind(StrEnum):
    """What sort of news a message is."""

    RELEASE = "release"
    PRERELEASE = "prerelease"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A version that a message announces, as upstream writes it, without prefix."""

    project: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a message announces, in its order, and the signals that say so."""

    kind: VerdictKind
    releases: tuple[Named, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A subject without what lists and mailers put before it."""

    labels: tuple[str, ...]
    reply: bool
    forward: bool
    text: str


def recognise(
    message: Message, projects: Sequence[Project], *, unknown: bool = False
) -> Verdict | None:
    """Return what a message announces of these projects, or none.

    Where there is one project only, a version without a name is its. With ``unknown``,
    names that are no project's count too, as the mail writes them, in lower case.
    """
    heading = _heading(message.subject)
    labels = " ".join(heading.labels)
    if heading.reply or ELSE.search(labels) or DOUBT.search(heading.text):
        return None
    claim = bool(ANNOUNCE.search(labels) or CLAIM.search(heading.text))
    names = _names(heading, projects, strangers=unknown and claim)
    line = dissect(heading.text, names)
    own = line.projects[0] if len(line.projects) == 1 else names.alone
    signals = weigh(message.body, replace(names, alone=own, strangers=False))
    ...
