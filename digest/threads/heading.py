"""What a thread is about: a subject without what lists and mailers put before it."""

from __future__ import annotations

__all__ = ["Heading"]

import re

from dataclasses import dataclass
from typing import Self

PREFIX = re.compile(
    r"(?i)\s*(?:\[(?P<label>[^\[\]]{0,80})\]"
    r"|(?P<re>(?:re|aw|antw|odp|ref|res|rif|sv|vs|ynt|回复|答复)(?:\[\d+\]|\^\d+)?\s?[:：])"
    r"|(?P<fwd>(?:fwd?|fw|wg|tr|vl|转发)\s?[:：]))"
)
WAS = re.compile(r"(?i)\s*[(\[](?:was|war|old)\b.*\Z")
SOLVED = re.compile(
    r"(?i)\s*[(\[【<]\s?(?:solved|resolved|fixed|解決済?み?)\s?[>】\])]\s*"
)
# What comes under such labels, or with such words first, is no question of operators.
ELSE_LABEL = re.compile(
    r"(?i)\b(?:patch\w*|rf[ct]|pull|announce\w*|ann|bugs?|bug-?report|commits?|ci|syzbot"
    r"|job|cfp|regression|dependabot|kernel|linux-next|stable|git|svn|cvs|hg)\b"
    r"|\bv\d+\b|\d+/\d+"
)
ELSE = re.compile(
    r"(?i)(?:patch|git pull|call for|cfp|announc\w+|feature request|rfe|proposal"
    r"|(?:un)?subscribe|out of office|auto(?:matic)?[- ]?reply|undeliver\w*|delivery "
    r"(?:status|failure)|returned mail|commit in|build (?:failed|success\w*|failure)"
    r"|.{0,100}\bdigest, vol)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A subject, taken apart: its text, and what the rest of it says."""

    text: str
    reply: bool
    solved: bool
    other: bool

    @classmethod
    def of(cls, subject: str) -> Self:
        """Return a subject, taken apart.

        ``other`` says that it is no talk of operators: a patch, an announcement.
        """
        labels, reply, at = "", False, 0
        text, solved = SOLVED.subn(" ", subject)
        while match := PREFIX.match(text, at):
            labels += f" {match['label'] or ''}"
            reply = reply or bool(match["re"])
            at = match.end()
        text = " ".join(WAS.sub("", text[at:]).split())
        other = bool(ELSE_LABEL.search(labels) or ELSE.match(text))
        return cls(text=text, reply=reply, solved=bool(solved), other=other)
