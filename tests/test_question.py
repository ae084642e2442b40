"""Questions with a secret: who is shown it, and how often they are asked."""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

import pytest

from digest.errors import DigestError, FetchError, StatusError
from digest.fetch import Fetch, Limits
from digest.fetch.question import Question
from tests.interpreters import cut, interpreting, says, silent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interpreters import Script

SECRET = "s3cr3t-k3y"  # noqa: S105 - of a test
LIMITS = Limits(connect=0.5, read=0.5, whole=1, patience=60, pause=0, size=1 << 20)
OVERHEARD = "would be overheard\n  hint: write https, unless it is on this machine"
OK = says({"done": True})


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    """Return a door that waits for nobody."""
    return Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)


def question(url: str, authorization: str = f"Bearer {SECRET}") -> Question:
    """Return a question with two secrets."""
    data = {"q": ["Überlauf"], "api_key": SECRET}
    return Question(url=url, data=data, authorization=authorization)


def test_asked(fetch: Fetch, tmp_path: Path) -> None:
    """Data goes out as JSON with the secret, and nothing of it is kept."""
    with interpreting(OK) as service:
        told = fetch.ask(question(f"{service.url}/v2/translate"))
        again = fetch.ask(question(service.url, authorization=""))

    first, second = service.asked
    assert json.loads(told) == json.loads(again) == {"done": True}
    assert first.path == "/v2/translate"
    assert first.data == {"q": ["Überlauf"], "api_key": SECRET}
    assert first.head["Content-Type"] == "application/json"
    assert first.head["Authorization"] == f"Bearer {SECRET}"
    assert "Authorization" not in second.head
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_secret(fetch: Fetch, caplog: pytest.LogCaptureFixture) -> None:
    """The secret is in no error, no log and nothing that is written of a question."""
    caplog.set_level("DEBUG")
    with (
        interpreting(says(f"no: {SECRET}", 401)) as service,
        pytest.raises(StatusError) as caught,
    ):
        fetch.ask(question(service.url))

    assert SECRET not in f"{caught.value}{caught.value!r}{caplog.text}"
    assert SECRET not in repr(question("https://example.org/"))


@pytest.mark.parametrize("status", [302, 307, 308])
def test_sent_on(status: int, fetch: Fetch) -> None:
    """Nobody is told anything by a redirect, not even the same host."""
    with interpreting(OK) as other:
        script = says("", status, Location=other.url)
        with interpreting(script) as service, pytest.raises(StatusError) as caught:
            fetch.ask(question(service.url))

    assert caught.value.status == status
    assert not other.asked


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://example.org/", f"http://example.org/: {OVERHEARD}"),
        ("http://[::1", "http://[::1: leads to what is no address"),
    ],
)
def test_overheard(url: str, told: str, fetch: Fetch) -> None:
    """What others on the way could read is not said."""
    with pytest.raises(FetchError) as caught:
        fetch.ask(question(url))

    assert str(caught.value) == told


def test_this_machine_by_name(fetch: Fetch) -> None:
    """This machine may be asked by its usual name, too."""
    with interpreting(OK) as service:
        told = fetch.ask(question(service.url.replace("127.0.0.1", "localhost")))

    assert json.loads(told) == {"done": True}


def test_no_proxy(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy is shown nothing that it could read."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with interpreting(says("{}")) as proxy, interpreting(OK) as service:
        monkeypatch.setenv("http_proxy", proxy.url)
        told = fetch.ask(question(service.url))

    assert json.loads(told) == {"done": True}
    assert not proxy.asked


def test_offline(tmp_path: Path) -> None:
    """Whoever stays offline asks nothing."""
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS, offline=True)

    with pytest.raises(FetchError, match="asked to stay offline"):
        fetch.ask(question("https://example.org/"))


# What a service does, what is said of it, and how often it is asked.
ANSWERS: dict[str, tuple[Script, str, int]] = {
    "too many": (says("", 429), "answers with status 429", 3),
    "too many, for a moment": (
        says("", 429, Retry_After="0"),
        "answers with status 429",
        3,
    ),
    "too many, for long": (
        says("", 429, Retry_After="3600"),
        "asks to come back later",
        1,
    ),
    "busy": (says("", 503), "answers with status 503", 3),
    "no more": (says("", 456), "answers with status 456", 1),
    "silent": (silent, "no answer within 0.5 seconds", 1),
    "cut": (cut, "its answer broke off", 1),
    "nothing": (says(""), "an empty answer", 1),
    "too much": (says(" " * (2 << 20)), "larger than 1 MiB", 1),
}


@pytest.mark.parametrize(("script", "told", "times"), ANSWERS.values(), ids=ANSWERS)
def test_errors(script: Script, told: str, times: int, fetch: Fetch) -> None:
    """Who says no is asked again; who may have done it, and been paid, is not."""
    with interpreting(script) as service, pytest.raises(DigestError) as caught:
        fetch.ask(question(service.url))

    assert caught.value.what == told
    assert len(service.asked) == times


def test_asked_later(fetch: Fetch) -> None:
    """Who was busy for a moment is asked once more."""
    with interpreting(says("", 429, Retry_After="0"), OK) as service:
        told = fetch.ask(question(service.url))

    assert json.loads(told) == {"done": True}
    assert len(service.asked) == 2
