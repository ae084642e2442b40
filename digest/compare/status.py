"""What the words of a TODO file say of how far something is."""

from __future__ import annotations

__all__ = ["is_done", "is_open"]

import re

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
THINGS = r"(?: (?:items?|issues?|list|tasks?|things?|topics?|work))?"
# Corosync's file: "Finished can be: percentage or date merged to master".
DONE = re.compile(
    r"100 ?%"
    r"|(?:done|completed?|finished|merged|fixed|closed|resolved|implemented)"
    rf"(?:{THINGS}|[,:;].*| \(.*| (?:at|by|for|in|on|see|since|with)\b.*)"
    rf"|(?:[0-9]{{1,2}}[ .]+)?(?:{MONTH}[ ,]+)?(?:[0-9]{{1,2}}, ?)?"
    r"(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}",
    re.IGNORECASE | re.DOTALL,
)
OPEN = re.compile(
    r"(?:has |have )?not (?:yet )?(?:been )?(?:started|begun|done)(?: yet)?"
    rf"|no|never|(?:open|pending|planned|unfinished){THINGS}",
    re.IGNORECASE,
)


def is_done(said: str) -> bool:
    """Return whether a field's value, or a list's heading, says that it is done."""
    return DONE.fullmatch(said.strip(" .")) is not None


def is_open(said: str) -> bool:
    """Return whether it says that nobody has begun, or that it waits to be done."""
    return OPEN.fullmatch(said.strip(" .")) is not None
