"""What the text of a mail says for an announcement, and against it."""

from __future__ import annotations

__all__ = ["Signals", "weigh"]

import re

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from digest.recognise.days import without_days
from digest.recognise.mentions import dissect
from digest.versions import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.recognise.mentions import Mention
    from digest.recognise.names import Names

SIGNATURE = re.compile(r"(?m)^-- ?$")
SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n\s*\n")
SAID = re.compile(
    r"(?i)\b(?:announc(?:e|es|ing)|releasing|here (?:it )?is|out now"
    r"|proudly presents?|this is (?:an?|the) (?:\w{1,20} ){0,3}release of"
    r"|(?:is|are) (?:(?:now|hereby|finally|officially) )*(?:released|available|out)"
    r"|release announcement (?:for|of)|welcome to the (?:\S{1,40} ){1,3}release"
    r"|(?:has|have|i|we|(?<=')ve) (?:(?:just|now|been|also|finally|officially) )*"
    r"(?:released|tagged|published))\b"
    r"|(?:リリース|公開)(?:(?:いた)?しました|され|のお知らせ)"
)
# Nobody who asks says so; and who says so speaks of what is his.
FORMAL = re.compile(
    r"(?i)\b(?:happy|pleased|proud|glad|delighted|excited) to (?:announce|present"
    r"|release)"
    r"|\b(?:i|we|i've|we've) (?:have )?(?:just )?(?:hereby )?(?:announced?|released)\b"
)
# A release that speaks of itself, without saying that it is out.
ITSELF = re.compile(
    r"(?i)\bthis (?:\w{1,20}[ -]){0,2}(?:release|version) (?:\w{1,20} )?(?:add|bring"
    r"|contain"
    r"|consist|featur|fix|ha[sv]|includ|introduc|is|address|provid|resolv)\w*"
    r"|\b(?:th(?:is|ere) is|there's) (?:an?|another|our|the) (?:[\w.-]{1,30} ){0,4}"
    r"(?:(?:pre-?)?release|candidate|rc)\b"
    r"|\bplease (?:(?:help )?(?:us )?(?:to )?test(?:ing)?|upgrade)\b"
)
# A heading of what changed in it, named by lead words or by a ruler below.
HEADLINE = re.compile(
    r"(?im)^\W{0,9}(?:what'?s new|new|changes|changelog|release notes|highlights)"
    r" (?:in|for|of)\b.{0,80}$|^.{1,80}(?=\n[-=~*]{3,80}[ \t]{0,9}$)"
)
PLANNED = re.compile(
    r"(?i)\b(?:will|'ll|going to|plan(?:ned|ning|s)?|scheduled|intend\w*|expect\w*"
    r"|aim\w*|about to)\b.{0,60}\b(?:releas\w+|tag|tagged|available|out)\b"
)
ASKED = re.compile(
    r"(?i)\b(?:any (?:idea|help|hint|advice)|please help(?! (?:us |to )*test)"
    r"|how (?:do|can|to|should)"
    r"|(?:does|did|has|is|can) any(?:one|body)|(?:does|did)n't work|not working"
    r"|i (?:get|see)|(?:i|we) (?:hit|tried|upgraded)"
    r"|(?:i|we) have an? (?:issue|problem|question)"
    r"|(?:i|we)(?:'ve| have) (?:\w{1,20} ){0,3}(?:clusters?|machines?|nodes?|servers?)"
    r"|(?:i am|i'm|we are|we're) (?:facing|getting|running|seeing|stuck|trying|using"
    r"|wondering))\b"
    r"|(?m:^|(?<=[.!?,:]\s))(?:any|are|can|could|did|do|does|has|have|how|is|should"
    r"|what|when|where|which|who|why)\b[^.!?\n]{0,80}?\b(?:i|it|some(?:one|body)|there"
    r"|this|we)\b(?:[^.!?]|\.(?=\S)){0,160}\?"
)
QUOTED = re.compile(
    r"(?im)^.{0,200}(?:\n.{0,200})?\b(?:wrote|writes|schrieb|écrit|escribió|skrev"
    r"|書きました)"
    r"\W{0,3}:\s*$|^-+ ?Original Message|^diff --git |^Signed-off-by: "
)
LINK = re.compile(r"https?://\S+", re.IGNORECASE)
LINKED = "links to the source"
GOODS = {
    LINKED: re.compile(
        r"(?i)https?://\S{1,300}?(?:\.tar\.|\.tgz|\.zip|/(?:tags?|releases?|archive"
        r"|downloads?)(?:/|\b(?!-))|/compare/\S{1,100}?\.\.\.)"
    ),
    "says what changed": re.compile(
        r"(?i)\b(?:changes|changelog|what's new|new features?|release notes"
        r"|highlights?|shortlog|bug ?fix(?:es)?|fix(?:es|ed))\b"
    ),
    "says where to get it": re.compile(
        r"(?i)\b(?:tarballs?|download(?:ed|s)?|checksums?|sha\d+(?:sum)?|md5(?:sum)?"
        r"|git tag)\b"
    ),
    "asks to test": re.compile(
        r"(?i)\bplease (?:help )?(?:us )?(?:to )?test(?:ing)?\b|\b(?:happy|all) testing"
    ),
    "asks to upgrade": re.compile(
        r"(?i)\b(?:(?:upgrade|update) (?:to|at|now|as)|recommend\w*|encourage\w*)\b"
    ),
}
VERSION = re.compile(
    rf"(?<![\w.:-])v?({GRAMMAR})(?!\w|[.:-]\w)", re.ASCII | re.IGNORECASE
)
LONGEST = 20_000
OPENING = 2_000
SHARE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a text says.

    ``said`` are the sentences that announce something, ``joined`` the versions in each,
    and ``announced`` those in all; ``headed`` are the versions that have a section.
    ``itself`` is a release that speaks of itself. ``goods`` is what else comes with a
    release, in words. ``formal`` is the wording of who released it. ``quoting`` is a
    reply or a patch. ``own`` is the text itself, without quotes.
    """

    own: str
    empty: bool
    announcing: bool
    said: tuple[str, ...]
    joined: tuple[tuple[Mention, ...], ...]
    headed: tuple[str, ...]
    itself: bool
    goods: tuple[str, ...]
    planning: bool
    formal: bool
    asking: bool
    quoting: bool

    @property
    def announced(self) -> Iterator[Mention]:
        """The versions in the sentences that announce something."""
        return chain.from_iterable(self.joined)

    @property
    def why(self) -> Iterator[str]:
        """What speaks for an announcement, in words."""
        if self.announcing:
            yield "text announces it"
        yield from (f"text {good}" for good in self.goods)


def weigh(body: str, names: Names) -> Signals:
    """Return what a mail's text says, by its own words: not quotes, nor signature."""
    lines = SIGNATURE.split(body[:LONGEST])[0].splitlines()
    own = "\n".join(line for line in lines if not line.lstrip().startswith((">", "|")))
    opening = own.strip()[:OPENING]
    said = [
        " ".join(part.split()) for part in SENTENCE.split(opening) if SAID.search(part)
    ]
    quotes = sum(line.lstrip().startswith(">") for line in lines)
    formal = any(map(FORMAL.search, said))
    return Signals(
        own=own.strip(),
        empty=not body.strip(),
        announcing=bool(said),
        said=tuple(said),
        joined=tuple(dissect(part, names).mentions for part in said),
        headed=_headed(own),
        itself=bool(ITSELF.search(opening)),
        goods=tuple(_goods(own)),
        planning=bool(PLANNED.search(opening)),
        formal=formal,
        asking=bool(ASKED.search(opening)) and not formal,
        quoting=quotes * SHARE > len(lines) or bool(QUOTED.search("\n".join(lines))),
    )


def _goods(text: str) -> Iterator[str]:
    """Yield what comes with a release; what an address alone says is no word."""
    words = LINK.sub(" ", text)
    for name, pattern in GOODS.items():
        if pattern.search(text if name == LINKED else words):
            yield name


def _headed(text: str) -> tuple[str, ...]:
    """Return the versions that stand in a heading, if one alone does."""
    lines = (without_days(line[0]) for line in HEADLINE.finditer(text))
    found = [VERSION.findall(line) for line in lines]
    return tuple(dict.fromkeys(v[0].lower() for v in found if len(v) == 1))
