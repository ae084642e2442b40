"""What the text of a mail says for an announcement, and against it."""

from __future__ import annotations

__all__ = ["Signals", "weigh"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.recognise.mentions import dissect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.recognise.mentions import Mention
    from digest.recognise.names import Names

SIGNATURE = re.compile(r"(?m)^-- ?$")
SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n\s*\n")
SAID = re.compile(
    r"(?i)\b(?:announc(?:e|es|ing)|releasing|here (?:it )?is|out now"
    r"|(?:is|are) (?:(?:now|hereby|finally|officially) )*(?:released|available|out)"
    r"|(?:has|have|i|we|(?<=')ve) (?:(?:just|now|been|also|finally|officially) )*"
    r"(?:released|tagged|published))\b"
    r"|(?:リリース|公開)(?:(?:いた)?しました|され|のお知らせ)"
)
PLANNED = re.compile(
    r"(?i)\b(?:will|'ll|going to|plan(?:ned|ning|s)?|scheduled|intend\w*|expect\w*"
    r"|aim\w*|about to)\b.{0,60}\b(?:releas\w+|tag|tagged|available|out)\b"
)
ASKED = re.compile(
    r"(?i)\b(?:any (?:idea|help|hint|advice)|please help|how (?:do|can|to|should)"
    r"|(?:does|did|has|is|can) any(?:one|body)|(?:does|did)n't work|not working"
    r"|i (?:get|see)|(?:i|we) (?:hit|tried|upgraded)"
    r"|(?:i|we) have an? (?:issue|problem|question)"
    r"|(?:i am|i'm|we are|we're) (?:facing|getting|running|seeing|stuck|trying|using"
    r"|wondering))\b"
)
QUOTED = re.compile(
    r"(?im)^.{0,200}(?:\n.{0,200})?\b(?:wrote|writes|schrieb|écrit|escribió|skrev|書きました)"
    r"\W{0,3}:\s*$|^-+ ?Original Message|^diff --git |^Signed-off-by: "
)
GOODS = {
    "links to the source": re.compile(
        r"(?i)https?://\S{1,300}?(?:\.tar\.|\.tgz|\.zip|/(?:tags?|releases?|archive|downloads?)/)"
    ),
    "says what changed": re.compile(
        r"(?i)\b(?:changes|changelog|new features?|release notes|highlights?|shortlog"
        r"|bug ?fix(?:es)?|fix(?:es|ed))\b"
    ),
    "says where to get it": re.compile(
        r"(?i)\b(?:tarballs?|download(?:ed|s)?|checksums?|sha\d+(?:sum)?|md5(?:sum)?"
        r"|git tag)\b"
    ),
    "asks to upgrade": re.compile(
        r"(?i)\b(?:(?:upgrade|update) (?:to|at|now|as)|recommend\w*|encourage\w*)\b"
    ),
}
LONGEST = 20_000
OPENING = 2_000
SHARE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a text says.

    ``announced`` are the versions in the sentences that announce something; ``goods``
    is what else comes with a release, in words. ``quoting`` is a reply or a patch.
    """

    empty: bool
    announcing: bool
    announced: tuple[Mention, ...]
    goods: tuple[str, ...]
    planning: bool
    asking: bool
    quoting: bool

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
    found = (mention for part in said for mention in dissect(part, names).mentions)
    quotes = sum(line.lstrip().startswith(">") for line in lines)
    return Signals(
        empty=not body.strip(),
        announcing=bool(said),
        announced=tuple(mention for mention in found if mention.known),
        goods=tuple(name for name, pattern in GOODS.items() if pattern.search(own)),
        planning=bool(PLANNED.search(opening)),
        asking=bool(ASKED.search(opening)),
        quoting=quotes * SHARE > len(lines) or bool(QUOTED.search("\n".join(lines))),
    )
