"""What a person reads when something is wrong."""

from __future__ import annotations

import pytest

from digest.errors import ConfigError, DigestError, FetchError, Problem, UsageError


@pytest.mark.parametrize("kind", [DigestError, FetchError, UsageError])
def test_message(kind: type[DigestError]) -> None:
    """A message says where, what, and on a line of its own what to do next."""
    error = kind("no facts", where="facts/2011-08.json", hint="collect them")

    assert str(error) == "facts/2011-08.json: no facts\n  hint: collect them"


def test_message_without_hint() -> None:
    """A message without a hint is one line."""
    error = DigestError("no facts", where="facts/2011-08.json")

    assert str(error) == "facts/2011-08.json: no facts"


def test_every_mistake() -> None:
    """Each mistake in a file has a line with its key; the hint comes last."""
    problems = (Problem("unknown key", "$.a"), Problem("a number expected", "$.b[0]"))

    error = ConfigError(problems, where="a.toml", hint="look it up")

    assert str(error) == (
        "a.toml: unknown key @ $.a\n"
        "a.toml: a number expected @ $.b[0]\n"
        "  hint: look it up"
    )


def test_lines_of_mistakes() -> None:
    """A mistake whose line is known is told there, as others are."""
    problems = (Problem("unknown key", "$.a", line=3), Problem("a text", "$.b"))

    error = ConfigError(problems, where="a.toml")

    assert str(error) == "a.toml:3: unknown key\na.toml: a text @ $.b"
    assert (error.where, error.file) == ("a.toml:3", "a.toml")


def test_one_family() -> None:
    """All that can go wrong is caught in one place."""
    error = ConfigError((Problem("unknown key", "$.a"),), where="a.toml")

    assert isinstance(error, DigestError)
    assert str(error) == "a.toml: unknown key @ $.a"
