"""Messages of any archive, to what they announce."""

from __future__ import annotations

__all__ = ["announced", "mails"]

from typing import TYPE_CHECKING

from digest.errors import FetchError
from digest.mbox import NotAnArchive, messages, once
from digest.model import Evidence, EvidenceKind, Found, Heard, Sighting
from digest.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message


def announced(
    found: Iterable[Message],
    want: Want,
    *,
    kind: EvidenceKind = EvidenceKind.MAIL,
    link: Callable[[Message], str] = lambda _: "",
) -> Iterator[Found]:
    """Yield a sign of life for each message of the window, and what it announces.

    Of messages with the same id the first counts: archives have some of them twice.
    ``link`` is asked where a message that announces something can be read, if it does
    not say so itself.
    """
    for message in once(found):
        day = message.sent and want.day(message.sent)
        if not day or day not in want.span:
            continue
        yield Heard(day=day)
        verdict = recognise(message, want.projects)
        for named in verdict.releases if verdict else ():
            evidence = Evidence(
                kind=kind,
                source=want.source,
                url=message.link or link(message),
                day=day,
                title=message.subject,
                message_id=message.message_id,
            )
            yield Sighting(
                project=named.project, version=named.version, evidence=evidence
            )


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
