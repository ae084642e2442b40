"""The text of a manual page or a schema to the options that it describes."""

from __future__ import annotations

__all__ = ["read_options"]

import re

from itertools import islice
from typing import TYPE_CHECKING

from digest.compare.options.docbook import read_docbook
from digest.compare.options.entries import options_of
from digest.compare.options.groff import read_groff
from digest.compare.options.lists import read_asciidoc, read_help, read_pod
from digest.compare.options.metadata import read_metadata
from digest.compare.options.schema import read_schema

if TYPE_CHECKING:
    from digest.compare.options.option import Option

MANY = 5000  # options of one file; what comes after them is not read

METADATA = re.compile(r"<resource-agent\b")
SCHEMA = re.compile(r"<(?:\w{1,20}:)?grammar\s")
PAGES = (
    (re.compile(r"<(?:refentry|variablelist|drbdsetup_options?)\b"), read_docbook),
    (re.compile(r"^\.(?:TH|Dd|SH|Sh|TP|It)\b", re.MULTILINE), read_groff),
    (re.compile(r"^=(?:item|head\d|over|pod)\b", re.MULTILINE), read_pod),
    (re.compile(r"^\S.*(?:::|;;)[ \t]*$", re.MULTILINE), read_asciidoc),
)


def read_options(text: str) -> tuple[Option, ...]:
    """Return the options that a text describes, in their order.

    What kind of text it is, is seen from what is in it; of any other there are none.
    """
    if METADATA.search(text):
        found = read_metadata(text)
    elif SCHEMA.search(text):
        found = read_schema(text)
    else:
        read = next((read for sign, read in PAGES if sign.search(text)), read_help)
        found = options_of(read(text))
    return tuple(islice(found, MANY))
