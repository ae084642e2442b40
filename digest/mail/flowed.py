"""Text whose lines were broken by its writer's program, put together again."""

from __future__ import annotations

__all__ = ["unflowed"]

SIGNATURE = "-- "


def unflowed(text: str, *, delsp: bool) -> str:
    """Return a text in format=flowed with each paragraph on one line (RFC 3676, 4).

    With ``delsp`` the space at which a line was broken is none of the text's own, as
    in scripts that do without spaces.
    """
    paragraphs: list[list[str]] = []
    under_way = None
    for written in text.split("\n"):
        unquoted = written.lstrip(">")
        depth = len(written) - len(unquoted)
        line = unquoted.removeprefix(" ")
        flows = line.endswith(" ") and line != SIGNATURE
        said = line[:-1] if flows and delsp else line
        if depth == under_way and line != SIGNATURE:
            paragraphs[-1].append(said)
        else:
            paragraphs.append([">" * depth + " " * bool(depth and said), said])
        under_way = depth if flows else None
    return "\n".join(map("".join, paragraphs))
