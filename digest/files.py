"""Commands on files, whatever digest they are of."""

from __future__ import annotations

__all__ = ["changelog", "todo"]

import sys

from typing import TYPE_CHECKING, Any

import click

from digest.codec import encode, layout
from digest.compare.changelog import between, sections
from digest.compare.readable import readable
from digest.compare.topics import compare_topics
from digest.errors import DigestError
from digest.fetch import text_of
from digest.options import AS_JSON, FILE, command
from digest.outline import outline_topics

if TYPE_CHECKING:
    from pathlib import Path

    from digest.compare.changelog import Section
    from digest.desk import Desk


@command(
    click.argument("file", type=FILE),
    click.option("--since", help="The version before the part that is wanted."),
    click.option("--to", required=True, help="The last version in it."),
    AS_JSON,
)
def changelog(
    desk: Desk, file: Path, since: str | None, to: str, *, as_json: bool
) -> None:
    """Print the part of a changelog after one version, up to and with another.

    Example: digest changelog ChangeLog --since 9.2.18 --to 9.2.19
    """
    del desk
    parts = sections(text_of(readable(_bytes(file), where=str(file))))
    found = between(parts, since, to)
    if not found:
        what, hint = f'no section for "{to}"', "spell it as the file does"
        if between(parts, None, to):
            what, hint = f'"{to}" is not newer than "{since}"', "turn them round"
        elif not any(part.version for part in parts):
            hint = "nothing in it reads as the heading of a version"
        raise DigestError(what, where=str(file), hint=hint)
    data = {"sections": [_section(part) for part in found]}
    text = "".join(part.text for part in found)
    click.echo(layout(data) if as_json else text, nl=False)


@command(click.argument("old", type=FILE), click.argument("new", type=FILE), AS_JSON)
def todo(desk: Desk, old: Path, new: Path, *, as_json: bool) -> None:
    """Print the topics that changed between two TODO files.

    Example: digest todo TODO.old TODO
    """
    del desk
    topics = compare_topics(
        _text(old), _text(new), since=str(old), to=str(new), file=new.name
    )
    data = {"topics": encode(topics)}
    click.echo(layout(data) if as_json else outline_topics(topics), nl=False)


def _text(file: Path) -> str:
    return text_of(_bytes(file))


def _bytes(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(file)) from error


def _section(part: Section) -> dict[str, Any]:
    return {
        "version": part.version,
        "day": encode(part.day),
        "heading": part.heading,
        "changes": encode(part.changes),
    }
