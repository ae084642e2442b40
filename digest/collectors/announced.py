"""Messages of any archive, to what they announce."""

from __future__ import annotations

__all__ = ["announced", "announced_records", "mails"]

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compare.announcement import listed_changes
from digest.errors import FetchError
from digest.mbox import NotAnArchive, messages, once
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Found,
    Heard,
    News,
    NewsKind,
    Record,
    Sighting,
)
from digest.recognise import VerdictKind, recognise
from digest.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.recognise import Named, Verdict

MANY = 200  # changes of one release that are listed; the rest is counted


def announced(
    found: Iterable[Message],
    want: Want,
    *,
    kind: EvidenceKind = EvidenceKind.MAIL,
    link: Callable[[Message], str] = lambda _: "",
) -> Iterator[Found]:
    """Yield a sign of life for each message of the window, and what it announces.

    Last, also where the messages break off, come the tips among their threads. Of
    messages with the same id the first counts: archives have some of them twice.
    ``link`` is asked where a message that announces something, or asks what a tip
    answers, can be read, if it does not say so itself.
    """
    threads = Threads(want)
    try:
        for message in once(found):
            day = message.sent and want.day(message.sent)
            if not day or day not in want.span:
                continue
            yield Heard(day=day)
            if kind is EvidenceKind.MAIL:
                threads.add(message)
            if verdict := recognise(message, want.projects, events=want.events):
                evidence = Evidence(
                    kind=kind,
                    source=want.source,
                    url=message.link or link(message),
                    day=day,
                    title=message.subject,
                    message_id=message.message_id,
                )
                yield from _told(verdict, evidence, message)
    except FetchError:
        yield from threads.tips(link)
        raise
    yield from threads.tips(link)


def announced_records(body: str, releases: Sequence[Named]) -> Iterator[Record]:
    """Yield a record for each release whose changes a message lists."""
    for named in releases:
        alone = len(releases) == 1
        changes = listed_changes(body, named.version, alone=alone)
        if changes:
            yield Record(
                project=named.project,
                version=named.version,
                changes_from=ChangesFrom.ANNOUNCEMENT,
                changes=changes[:MANY],
                left_out=len(changes[MANY:]),
            )


def _told(verdict: Verdict, evidence: Evidence, message: Message) -> Iterator[Found]:
    """Yield what a verdict means: releases with their changes, plans, or news."""
    if verdict.kind.released:
        for named in verdict.releases:
            yield Sighting(
                project=named.project, version=named.version, evidence=evidence
            )
        yield from announced_records(message.body, verdict.releases)
        return
    news = News(
        kind=NewsKind(verdict.kind),
        project=verdict.project,
        day=evidence.day,
        title=evidence.title,
        url=evidence.url,
        event_day=verdict.event_day,
        version=verdict.version,
        turn=verdict.turn,
        source=evidence.source,
        message_id=evidence.message_id,
    )
    planned = verdict.releases if verdict.kind is VerdictKind.PLANNED else ()
    for named in planned:
        yield replace(
            news, project=named.project, version=named.version, event_day=named.day
        )
    if not planned:
        yield news


def mails(
    url: str, want: Want, fetch: Fetch, *, post: bool = False, settled: bool = False
) -> Iterator[Message]:
    """Yield the mails of the window in the mbox at an address.

    Raises:
        FetchError: If there is no mbox at the address.
    """
    try:
        with fetch.open(url, post=post, settled=settled) as archive:
            yield from messages(archive, between=want.moments)
    except NotAnArchive as error:
        raise FetchError(error.what, where=url, hint=error.hint) from error
