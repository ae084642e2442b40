"""Archives that file mails by their Date, asked for a month at a time."""

from __future__ import annotations

__all__ = ["LATEST", "by_month"]

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Protocol

from digest.errors import FetchError, StatusError
from digest.months import Month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.message import Message

# A mail comes late where a moderator has to let it pass. Of 3,060 at
# https://lore.kernel.org/drbd-dev/, 93 came more than 15 days after their Date, 19 more
# than 60, and the last 127.
LATEST = timedelta(days=130)
SERVER_ERROR = 500


class ReadMonth(Protocol):
    """Reads the mails that are dated in a month of UTC."""

    def __call__(self, month: Month, *, settled: bool) -> Iterator[Message]:
        """Yield them; nothing more will come to a month that is ``settled``."""


def by_month(want: Want, read: ReadMonth) -> Iterator[Message]:
    """Yield what is read of each month that the span touches, oldest first.

    Months are read whole: so the same is asked for whatever the window, and what is
    settled is kept for all of them.

    Raises:
        FetchError: If a month cannot be read; this is said when the others have been
            read, unless it is the archive itself that is not as it should be.
    """
    since, until = (moment.astimezone(UTC) for moment in want.moments)
    month, last = Month.of(since.date()), (until - timedelta(microseconds=1)).date()
    failure = None
    while month.first <= last:
        settled = want.settled(month.plus(1).first, after=LATEST)
        try:
            yield from read(month, settled=settled)
        except FetchError as error:
            if isinstance(error, StatusError) and error.status < SERVER_ERROR:
                raise
            failure = failure or error
        month = month.plus(1)
    if failure:
        raise failure
