"""Which line of a file in TOML a mistake is on."""

from __future__ import annotations

__all__ = ["lines_of", "placed"]

import re

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from digest.errors import Problem

TABLE = re.compile(r"[ \t]*(?P<open>\[\[?)[ \t]*\"?(?P<name>[\w-]+)\"?[ \t]*\]")
KEY = re.compile(r"[ \t]*\"?(?P<name>[\w-]+)\"?[ \t]*=")
LAST = re.compile(r"(?:\.(?P<key>[^.\[\]]+)|\[[0-9]+\])\Z")


def lines_of(text: str) -> Mapping[str, int]:
    """Return on which line each table and each of its keys is, by its path.

    The paths are those of `digest.codec.decode`: ``$.hide[0].version``.
    """
    found: dict[str, int] = {}
    for path, line in _paths(text):
        found.setdefault(path, line)
    return found


def placed(
    problems: Iterable[Problem], lines: Mapping[str, int]
) -> tuple[Problem, ...]:
    """Return the problems with their lines, in their order, each with its key."""
    told = (_placed(problem, lines) for problem in problems)
    return tuple(sorted(told, key=lambda problem: problem.line))


def _placed(problem: Problem, lines: Mapping[str, int]) -> Problem:
    path, what = problem.at, problem.what
    last = LAST.search(path)
    if last and last["key"] and path not in lines and last["key"] not in what:
        what = f'{what}: "{last["key"]}"'
    while path not in lines and (shorter := LAST.sub("", path)) != path:
        path = shorter
    return replace(problem, what=what, line=lines.get(path, 0))


def _paths(text: str) -> Iterator[tuple[str, int]]:
    many, inside = Counter[str](), "$"
    for number, line in enumerate(text.split("\n"), start=1):
        if table := TABLE.match(line):
            inside = name = f"$.{table['name']}"
            if table["open"] == "[[":
                inside = f"{name}[{many[name]}]"
                many[name] += 1
            yield inside, number
        elif key := KEY.match(line):
            yield f"{inside}.{key['name']}", number
