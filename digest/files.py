"""Commands on files, whatever digest they are of."""

from __future__ import annotations

__all__ = ["changelog", "recognise", "todo"]

import sys

from typing import TYPE_CHECKING, Any

import click

from digest.codec import encode, layout
from digest.compare.changelog import between, sections
from digest.compare.readable import readable
from digest.compare.topics import compare_topics
from digest.errors import DigestError
from digest.fetch import text_of
from digest.inert import plain
from digest.mbox import NotAnArchive, messages
from digest.model import Turn
from digest.options import AS_JSON, FILE, command
from digest.outline import outline_topics
from digest.recognise import recognise as judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.compare.changelog import Section
    from digest.desk import Desk
    from digest.edition import Edition
    from digest.message import Message
    from digest.recognise import Verdict


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

    With --json an object: sections, a list of objects: version, day, heading, changes.

    Reads: FILE; "-" is standard input.

    Writes: the lines as the file has them, headings included, to standard output.

    Status: 1 Or, there is no such version in it.

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

    With --json an object: topics, a list of objects: topic, how, old, new, file,
    fields, before, after.

    Reads: OLD and NEW; "-" is standard input.

    Writes: the topics to standard output.

    Example: digest todo TODO.old TODO
    """
    del desk
    topics = compare_topics(
        _text(old), _text(new), since=str(old), to=str(new), file=new.name
    )
    data = {"topics": encode(topics)}
    click.echo(layout(data) if as_json else outline_topics(topics), nl=False)


@command(click.argument("mbox", type=FILE), AS_JSON)
def recognise(desk: Desk, mbox: Path, *, as_json: bool) -> None:
    """Tell which messages of an mbox announce what, and why it seems so.

    The mbox may be gzipped, or a single mail. What is no release, candidate, plan,
    event, change of a project or a list, package or advisory is left out. Projects are
    those of the projects file; others go by the name that the mail gives them, in lower
    case.

    With --json a list of objects: message_id, subject, day, kind, releases (project,
    version; day if it is planned), why, and project, version, event_day, turn of news.

    Reads: MBOX, "-" is standard input; projects.toml.

    Writes: a line for each message to standard output.

    Example: digest recognise 2011-July.txt.gz --json
    """
    edition = desk.plan.edition
    ours, events = edition.projects, edition.events
    found = [
        _judged(message, verdict, edition)
        for message in _messages(mbox)
        if (verdict := judge(message, ours, events=events, unknown=True))
    ]
    text = layout(found) if as_json else "".join(map(_line, found))
    click.echo(text, nl=False)


def _messages(mbox: Path) -> Iterator[Message]:
    """Yield the messages of an mbox, or say in a line why there are none."""
    try:
        if str(mbox) == "-":
            yield from messages(sys.stdin.buffer)
        else:
            with mbox.open("rb") as archive:
                yield from messages(archive)
    except OSError as error:
        raise _unreadable(mbox, error) from error
    except NotAnArchive as error:
        raise DigestError(error.what, where=str(mbox), hint=error.hint) from error


def _judged(message: Message, verdict: Verdict, edition: Edition) -> dict[str, Any]:
    """Return what is told of a message, as plain data."""
    day = message.sent and message.sent.astimezone(edition.timezone).date()
    told = {
        "message_id": message.message_id,
        "subject": message.subject,
        "day": encode(day),
        "kind": str(verdict.kind),
        "releases": encode(verdict.releases, sparse=True),
        "why": encode(verdict.why),
    }
    news = ("project", "version", "event_day", "turn")
    known = encode(verdict)
    return told | ({} if verdict.kind.released else {key: known[key] for key in news})


def _line(told: dict[str, Any]) -> str:
    """Return the same in a line, with nothing in it that plays tricks on a terminal."""
    named = (
        f"{each['project']} {each['version']}{_on(each)}" for each in told["releases"]
    )
    turn = told.get("turn", Turn.NEW)
    kind = told["kind"] if turn == Turn.NEW else f"{told['kind']} ({turn})"
    other = f"{told.get('project') or ''}{_on({'day': told.get('event_day')})}"
    what = (", ".join(named) or other).strip()
    said = f"{told['subject']} ({'; '.join(told['why'])})"
    parts = filter(None, (f"{told['day'] or 'no day'} {kind}", what, said))
    return f"{plain(': '.join(parts))}\n"


def _on(dated: dict[str, Any]) -> str:
    return f" on {dated['day']}" if dated.get("day") else ""


def _text(file: Path) -> str:
    """Return a file's text; a list of nothing to do may well be empty."""
    data = _bytes(file)
    return text_of(readable(data, where=str(file)) if data.strip() else data)


def _bytes(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> DigestError:
    what = (error.strerror or "cannot be read").lower()
    return DigestError(what, where=str(file))


def _section(part: Section) -> dict[str, Any]:
    return {
        "version": part.version,
        "day": encode(part.day),
        "heading": part.heading,
        "changes": encode(part.changes),
    }
