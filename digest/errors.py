"""What can go wrong, and how we say it."""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DigestError",
    "FetchError",
    "Problem",
    "StatusError",
    "UsageError",
]

from dataclasses import dataclass


class DigestError(Exception):
    """A problem that the reader of the message can fix.

    Args:
        what: What is wrong, in lower case, without a full stop.
        where: The file, place or argument it is wrong in.
        hint: What to do next, if that is not obvious.
    """

    def __init__(self, what: str, *, where: str, hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        """Return the message: where, what, and on a second line the hint."""
        message = f"{self.where}: {self.what}"
        return f"{message}\n  hint: {self.hint}" if self.hint else message


class FetchError(DigestError):
    """A source that could not be read; collecting turns it into a gap."""


class StatusError(FetchError):
    """An http(s) address that answers with another status than 200.

    ``said`` is how its answer begins, as text.
    """

    def __init__(
        self, status: int, *, where: str, said: str = "", hint: str = ""
    ) -> None:
        super().__init__(f"answers with status {status}", where=where, hint=hint)
        self.status, self.said = status, said


class UsageError(DigestError):
    """A command called with an argument that it cannot take."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file, and the key it is at; its line, where that is known."""

    what: str
    at: str
    line: int = 0

    def told(self, where: str) -> tuple[str, str]:
        """Return the place of it, given the file, and what is wrong there."""
        if self.line:
            return f"{where}:{self.line}", self.what
        return where, f"{self.what} @ {self.at}"


class ConfigError(DigestError):
    """All the mistakes of one file, told together."""

    def __init__(
        self, problems: tuple[Problem, ...], *, where: str, hint: str = ""
    ) -> None:
        self.problems, self.file = problems, where
        (at, first), *others = (problem.told(where) for problem in problems)
        more = "".join(f"\n{place}: {what}" for place, what in others)
        super().__init__(first + more, where=at, hint=hint)
