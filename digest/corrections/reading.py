"""``notes/MONTH.toml`` to corrections, or to all that is wrong with it."""

from __future__ import annotations

__all__ = ["read_corrections"]

import re
import tomllib

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from digest.codec import decode
from digest.corrections.lines import lines_of, placed
from digest.corrections.month import Corrections
from digest.errors import ConfigError, DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST = 256 * 1024
LONGEST = 2000  # letters of a line; a TOML key of very many parts takes very long
# What git leaves in a file that two people changed: a person has to choose.
CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |\r?$)|^={7}\r?$", re.MULTILINE)
PLACE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)\Z")
TABLES = tuple(item.name for item in fields(Corrections) if item.name != "lines")
HINT = f"there can be {', '.join(f'[[{name}]]' for name in TABLES)}"


def read_corrections(data: bytes, *, where: str) -> Corrections:
    """Return what a file of corrections says.

    Raises:
        DigestError: If the bytes are no TOML in UTF-8.
        ConfigError: If keys or values are wrong; every mistake is told.
    """
    text = _decoded(data, where)
    if found := CONFLICT.search(text):
        raise DigestError(
            "a merge conflict",
            where=f"{where}:{_line(text, found.start())}",
            hint="keep what is right of both sides, and take the marks out",
        )
    problems: list[Problem] = []
    lines = lines_of(text)
    try:
        told = dict(_tables(tomllib.loads(text), problems))
        corrections = decode(Corrections, told, problems)
        problems += _repeated(told, lines)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(str(error), text, where) from error
    except ValueError as error:  # Python's limit, against numbers that take for ever
        raise DigestError("a number of too many digits", where=where) from error
    except RecursionError as error:
        raise DigestError("not TOML: too deeply nested", where=where) from error
    if problems:
        raise ConfigError(placed(problems, lines), where=where, hint=HINT)
    return replace(cast("Corrections", corrections), lines=lines)


def _decoded(data: bytes, where: str) -> str:
    if len(data) > LARGEST:
        raise DigestError(f"larger than {LARGEST // 1024} KiB", where=where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError(
            "not UTF-8", where=f"{where}:{line}", hint="save it as UTF-8"
        ) from error
    for number, written in enumerate(text.split("\n"), start=1):
        if len(written) > LONGEST:
            what = f"a line of more than {LONGEST} letters"
            raise DigestError(what, where=f"{where}:{number}")
    return text


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _no_toml(said: str, text: str, where: str) -> DigestError:
    """Return what is wrong with a file that is no TOML, and in which line."""
    found = PLACE.search(said)
    line = (found and found[1]) or _line(text.rstrip(), len(text))
    what = PLACE.sub("", said)
    return DigestError(
        f"not TOML: {what[:1].lower()}{what[1:]}",
        where=f"{where}:{line}",
        hint="a # at the start of a line makes a comment of it",
    )


def _tables(data: dict[str, Any], problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    """Yield what stands at each key; a single table where several can be is told."""
    for key, value in data.items():
        if key not in TABLES:
            problems.append(Problem(f'unknown key "{key}"', f"$.{key}"))
        elif isinstance(value, dict):
            problems.append(Problem(f"write it as [[{key}]]", f"$.{key}"))
        elif isinstance(value, list):
            yield key, [_plain(item) for item in value]
        else:
            yield key, value


def _plain(table: object) -> object:
    """Return a table with its days as texts: TOML knows days, JSON does not."""
    if not isinstance(table, dict):
        return table
    return {k: str(v) if type(v) is date else v for k, v in table.items()}


def _repeated(told: dict[str, Any], lines: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a problem for each correction that stands there twice."""
    for key, tables in told.items():
        known: dict[str, int] = {}
        for index, table in enumerate(tables if isinstance(tables, list) else ()):
            first = known.setdefault(repr(table), index)
            if first != index:
                line = lines.get(f"$.{key}[{first}]", 0)
                also = f"in line {line}" if line else f"at $.{key}[{first}]"
                yield Problem(f"stands {also}, too", f"$.{key}[{index}]")
