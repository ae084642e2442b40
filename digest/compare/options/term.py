"""The line that names an option, to its names and what it takes."""

from __future__ import annotations

__all__ = ["Term", "read_term"]

import re

from dataclasses import dataclass

MANY = 50  # options that a line may name; what comes after them is not read
LONG = 60  # letters of a name; what is longer is none
WORDS = 4  # "group add" is a command, "a node that has failed" is prose
PLAIN = 6  # words beside what stands for something else

DASHED = re.compile(r"-{1,2}(?:\[no-\])?[A-Za-z0-9?][\w.-]*+")
# What may stand between "-f <file>" and "--file=<file>": a comma, a bar, "or", a blank
BETWEEN = re.compile(
    r"(?:[= ]?(?:<[^<>]*+>|[A-Z][A-Z_]*+))?(?:,| ?\||/| or )? ?(?=-{1,2}[\w?\[])"
)
WORD = re.compile(r"[A-Za-z0-9_][\w.@+/-]*+(?:\{[\w-]+(?:,[\w-]+)++\}[\w-]*+)?")
INNER = re.compile(
    r"\[?(?<![\w-])(?P<term>--[A-Za-z][\w-]*+(?:\[?[= ]?(?:<[^<>]*+>|\{[^{}]*+\}))?)\]*"
)
CHOICE = re.compile(r"\{([^{}<>]*+)\}")
PIECE = re.compile(r"(?P<open>[<(\[{])|(?P<close>[>)\]}])|[^<>()\[\]{}\s]++")
LITERAL = re.compile(r"=([\w.-]+)")
BULLETS = frozenset({"o"})  # what groff draws a bullet with


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How an option is called: its name, other spellings, and what it takes.

    ``values`` are the words that it takes, where the line lists them, ``inner`` are
    the options that a command's line names, each with what it takes.
    """

    name: str
    aliases: tuple[str, ...]
    usage: str
    takes: str
    values: tuple[str, ...]
    inner: tuple[str, ...]


def read_term(line: str) -> Term | None:
    """Return what a line names, or nothing if it names none.

    What stands for something else is written ``<so>``.
    """
    usage = " ".join(line.split())
    names, end = _dashed(usage) if usage.startswith("-") else _words(usage)
    takes, inner = usage[end:].strip(), ()
    if not names or _bare(takes) > PLAIN:
        return None
    name = next((name for name in names if name.startswith("--")), names[0])
    if not name.startswith("-"):
        inner = tuple(INNER.findall(takes))[:MANY]
        takes = " ".join(INNER.sub(" ", takes).split())
    return Term(
        name=name,
        aliases=tuple(other for other in names if other != name),
        usage=usage,
        takes=takes,
        values=_values(takes),
        inner=tuple(dict.fromkeys(inner)),
    )


def _dashed(usage: str) -> tuple[list[str], int]:
    """Return the spellings that a line starts with, and where they end."""
    names: list[str] = []
    end = at = 0
    while match := DASHED.match(usage, at):
        names.append(match[0])
        end = at = match.end()
        if between := BETWEEN.match(usage, at):
            at = between.end()
    return [name for name in names if len(name) <= LONG], end


def _words(usage: str) -> tuple[list[str], int]:
    """Return the name that a line starts with, and where it ends.

    Words in capitals after the first stand for something else; a line that starts
    like a sentence, or has many words, is prose.
    """
    found: list[str] = []
    end = at = 0
    while len(found) <= WORDS and (match := WORD.match(usage, at)):
        if found and not match[0][0].islower():
            break
        found.append(match[0])
        end = match.end()
        at = end + 1 if usage.startswith(" ", end) else len(usage)
    name = " ".join(found)
    prose = len(found) > WORDS or (len(found) > 1 and name[0].isupper())
    letters = any(letter.isalpha() for letter in name) and not name.endswith(".")
    if prose or not letters or len(name) > LONG or name in BULLETS:
        return [], 0
    return [name], end


def _bare(takes: str) -> int:
    """Return how many words stand outside of brackets."""
    count = depth = 0
    for piece in PIECE.finditer(takes):
        depth += bool(piece["open"]) - (bool(piece["close"]) and depth > 0)
        count += not depth and not piece["close"]
    return count


def _values(takes: str) -> tuple[str, ...]:
    """Return the words of "{yes|no}" and "=no"; one in capitals is no value."""
    if choice := CHOICE.search(takes):
        words = choice[1].split("|")
    elif (literal := LITERAL.fullmatch(takes)) and not literal[1].isupper():
        words = [literal[1]]
    else:
        words = []
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
