"""What an entry says beside what changed: where, how bad, which bug, who did it."""

from __future__ import annotations

__all__ = ["read_change"]

import re

from digest.changes import Change

SEVERITY = re.compile(r"(?i)(critical|high|med(?:ium)?|low)(?: \([^()]*\))?:\s+")
NO_COMPONENT = re.compile(
    r"(?:feature|fix(?:e[sd])?|bug(?:fix)?|dev|notes?):\s+"
    r"|Bug (?:[A-Za-z]{2,9}#[0-9]+(?:, )?)+ - ",
    re.IGNORECASE,
)
# Two words only where the second says what the first is: prose has colons, too.
NAME = (
    r"[A-Za-z][\w./+-]*+"
    r"(?: (?:agents?|daemon|events|manager|options|plugin|RAs?|Remote|scripts?|spec"
    r"|subagent|tools)\b)?+"
)
# As in "crmd, pengine: fix it", "lib/util.h (versionsSupported): fix it".
COMPONENT = re.compile(rf"(?P<names>{NAME}(?:, ?{NAME})*+)(?: \([^()]{{1,200}}\))?+:\s")
REFERENCE = re.compile(
    r"[()]|(?<!\w)(?:CVE-[0-9]{4}-[0-9]{4,9}|GHSA(?:-[0-9a-z]{4}){3}|RHEL-[0-9]+"
    r"|(?:GH|PR) ?#[0-9]+|LP: ?#[0-9]+|[A-Z]{2,9}#(?:[A-Z]{2,9}-)?[0-9]+"
    r"|(?P<told>(?:bug|closes|fix(?:e[sd])?|issue|pull request|resolves):? )?"
    r"(?P<bare>#[0-9]+))(?!\w)",
    re.IGNORECASE,
)
BLANK = re.compile(r":? ")  # "GH #12" is GH#12, "LP: #12" is LP#12
# "(thanks to A. Name)", "Patch from A. Name and B. Name", "by @name in #12"
CREDIT = re.compile(
    r"\b(?:thanks(?: to|,)|patch (?:from|by)|by(?= @)) (?P<who>[^()\[\];:#]{1,200})",
    re.IGNORECASE,
)
# "(A. Name, B. Name)" at the very end
SIGNED = re.compile(r"[(\[](?P<who>[^()\[\]#]{3,200})[)\]]\.?")
BETWEEN = re.compile(r",? and | & |(?<=[a-z])\.(?: |$)| (?=for |in |who )")
HANDLE = re.compile(r"@[\w-]{1,40}")
PERSON = re.compile(
    r"[^\W\d_][\w.'\u2019-]{0,40}(?:,? [^\W\d_][\w.'\u2019-]{0,40}){0,3}"
)
PARTICLES = {"al", "da", "de", "den", "der", "di", "la", "le", "van", "von", "zu"}


def read_change(text: str, group: str = "", depth: int = 0) -> Change:
    """Return an entry as a change: its words, and what they say beside it.

    ``component`` is what stands before a colon, ``severity`` is upstream's own word,
    ``refs`` are bugs and the like, ``by`` is who is thanked.
    """
    small = text.lower()
    severity = SEVERITY.match(text)
    word = severity[1].lower() if severity else ""
    rest = text[severity.end() :] if severity else text
    if prefix := NO_COMPONENT.match(rest):
        rest = rest[prefix.end() :]
    component = COMPONENT.match(rest)
    return Change(
        text=text,
        group=group,
        component=component["names"] if component else "",
        severity="medium" if word == "med" else word,
        depth=depth,
        refs=_refs(text) if _refers(small) else (),
        by=_people(text, thanked=_thanks(small)),
    )


def _refers(small: str) -> bool:
    """Return whether a text in small letters may name a bug: most do not."""
    return "#" in small or "cve-" in small or "ghsa-" in small or "rhel-" in small


def _thanks(small: str) -> bool:
    """Return whether a text in small letters may thank somebody."""
    return "thanks" in small or "patch " in small or "by @" in small


def _refs(text: str) -> tuple[str, ...]:
    """Return bugs in order; bare numbers only from parentheses, or where it is said."""
    found: dict[str, None] = {}
    deep = 0
    for match in REFERENCE.finditer(text):
        if match[0] in "()":
            deep = max(0, deep + (1 if match[0] == "(" else -1))
        elif not match["bare"] or match["told"] or deep:
            found[BLANK.sub("", match["bare"] or match[0])] = None
    return tuple(found)


def _people(text: str, *, thanked: bool) -> tuple[str, ...]:
    """Return who is thanked in the text, or named in brackets at its end."""
    found: dict[str, None] = {}
    for credit in CREDIT.finditer(text) if thanked else ():
        found |= dict.fromkeys(filter(_is_name, _listed(credit["who"])))
    if text.endswith((")", "]", ").", "].")):
        signed = SIGNED.fullmatch(text, max(text.rfind("("), text.rfind("[")))
        names = _listed(signed["who"]) if signed else []
        if all(map(_is_name, names)):
            found |= dict.fromkeys(names)
    return tuple(found)


def _listed(who: str) -> list[str]:
    """Return the members of a list; "MATSUDA, Daiki" are one."""
    found: list[str] = []
    for part in BETWEEN.split(who):
        names = part.split(", ")
        found += names if any(" " in x or x[:1] == "@" for x in names) else [part]
    return [name for name in found if name]


def _is_name(words: str) -> bool:
    """Return whether words are as a person is called: two with a capital, or @name."""
    if words[0] == "@" or not PERSON.fullmatch(words):
        return HANDLE.fullmatch(words) is not None
    parts = words.split()
    return len(parts) > 1 and all(x[0].isupper() or x in PARTICLES for x in parts)
