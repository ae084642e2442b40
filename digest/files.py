"""Commands on files, whatever digest they are of."""

from __future__ import annotations

__all__ = ["changelog", "todo"]

import sys

from typing import TYPE_CHECKING, Any

import click

from digest.codec import encode, layout
from digest.compare.changelog import between, sections
from digest.compare.topics import compare_topics
from digest.errors import DigestError
from digest.fetch import text_of
from digest.options import AS_JSON, FILE, command
from digest.outline import outline_topics

if TYPE_CHECKING:
    from pathlib import Path

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
    found = between(sections(_text(file)), since, to)
    if not found:
        hint = "spell it as the file does"
        raise DigestError(f'no section for "{to}"', where=str(file), hint=hint)
    data = {"sections": [_without_text(encode(section)) for section in found]}
    text = "".join(section.text for section in found)
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
    try:
        return text_of(
            sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        )
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(file)) from error


def _without_text(section: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key != "text"}
