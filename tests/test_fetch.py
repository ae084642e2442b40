"""The one door out: files, HTTP and git, each within its limits."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import git
import pytest

from digest.errors import DigestError, FetchError
from digest.fetch import Fetch, Limits, processes, text_of
from digest.fetch.command import Git
from digest.fetch.hosts import Gate
from digest.fetch.limits import MEBIBYTE, is_remote
from digest.fetch.offers import Offer
from digest.fetch.stop import Stop
from tests.peers import Peers, answer, redirect, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.peers import Script

    Make = Callable[[str, str], Path]

STREAM = """\
commit refs/heads/main
mark :1
committer A. Name <a@example.org> 1309500000 +0000
data 5
first
M 100644 inline TODO
data 4
one

M 120000 inline LINK
data 4
TODO
M 100644 inline folder/file
data 4
two

tag v1.0
from :1
tagger A. Name <a@example.org> 1309500000 +0000
data 4
v1.0
"""
LATER = """\
commit refs/heads/main
mark :1
committer A. Name <a@example.org> 1309600000 +0000
data 6
second
M 100644 inline TODO
data 6
other

reset refs/tags/v2.0
from :1

"""
NAMES = ("for-each-ref", "--format=%(refname)")
REFS = "refs/heads/main\nrefs/tags/v1.0\n"
GONE = "no such file or folder\n  hint: paths start from the projects file"
FORBIDDEN = "cannot be reached that way"
NEITHER = "neither a repository nor a bundle"
DAMAGED = "damaged or cut short"
LIMITS = Limits(
    connect=0.5, read=0.5, whole=1, git=30, pause=0.01, size=MEBIBYTE, file=100
)
SHORT = replace(LIMITS, git=0.5)


@pytest.fixture
def thing(repository: Make) -> Path:
    """Return a repository with one commit, one tag and a link."""
    return repository("thing.git", STREAM)


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    """Return a door whose limits are low."""
    return Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)


@pytest.mark.parametrize(
    ("url", "remote"),
    [
        ("https://example.org/a.git", True),
        ("ssh://example.org/a.git", True),
        ("git@example.org:a.git", True),
        ("file:///a.git", False),
        ("a.bundle", False),
        ("/a", False),
        ("-a", False),
        ("ext::sh -c true", False),
    ],
)
def test_remote(url: str, *, remote: bool) -> None:
    """What has a scheme or a user before its host is elsewhere; all else is a path."""
    assert is_remote(url) is remote


def test_offline(tmp_path: Path, thing: Path) -> None:
    """Offline, no address is asked; what is on this machine is read."""
    fetch = Fetch(tmp_path / "cache", base=tmp_path, offline=True, limits=LIMITS)
    url = "http://127.0.0.1:1/thing.git"

    with pytest.raises(FetchError) as read:
        fetch.read(url)
    with pytest.raises(FetchError) as cloned:
        fetch.git(url, *NAMES)

    assert str(read.value) == f"{url}: not in the cache, and asked to stay offline"
    assert str(cloned.value) == f"{url}: not in the cache, and asked to stay offline"
    assert fetch.git(str(thing), *NAMES) == REFS


def test_file(fetch: Fetch, tmp_path: Path) -> None:
    """A file is found from the projects file on, or by a whole path or address."""
    file = tmp_path / "archive.mbox"
    file.write_bytes(b"\xff\r\n")

    found = {fetch.read(url) for url in ("archive.mbox", str(file), f"file://{file}")}

    assert found == {b"\xff\r\n"}


def test_names(fetch: Fetch, tmp_path: Path) -> None:
    """A folder has the names of its files; what is no folder here has none."""
    (tmp_path / "lists" / "deeper").mkdir(parents=True)
    for name in ("b.mbox", "a.mbox"):
        (tmp_path / "lists" / name).touch()

    assert fetch.names("lists") == ("a.mbox", "b.mbox")
    assert fetch.names("lists/a.mbox") == ()
    assert fetch.names("https://example.org/lists") == ()


def test_names_of_a_bad_folder(fetch: Fetch) -> None:
    """A folder that cannot be looked into is told."""
    with pytest.raises(FetchError) as caught:
        fetch.names("a" * 300)

    assert str(caught.value).startswith("a" * 300 + ": file name too long")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_git_is_stopped(
    number: int, thing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git that was stopped by Ctrl-C tells nothing of the repository."""
    script = tmp_path / "git"
    script.write_text(f"#!/bin/sh\nkill -{number} $$\n")
    script.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    with pytest.raises(FetchError) as caught:
        Git(LIMITS, Stop()).run(["version"], where=str(thing))

    assert str(caught.value) == f"{thing}: git was stopped"


HANGING = """\
#!/bin/sh
case "$*" in
*"$HANG"*) trap '{}' TERM; {{ trap '{}' TERM; sleep 20; }} 3>"$HELD" & wait;;
*) exec {} "$@";;
esac
"""


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Have git hang at a command, with a child that holds the pipe that is returned."""

    def make(command: str, on_term: str = "-") -> Path:
        real, held = shutil.which("git"), tmp_path / "held"
        os.mkfifo(held)
        (tmp_path / "bin").mkdir()
        script = tmp_path / "bin" / "git"
        text = HANGING.format(on_term, on_term, real)
        script.write_text(text.replace("trap '-'", "trap -"), encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("HANG", command)
        monkeypatch.setenv("HELD", str(held))
        monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
        return held

    return make


@pytest.mark.parametrize("on_term", ["-", ""])
def test_stop_git(
    on_term: str,
    fetch: Fetch,
    thing: Path,
    hanging: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Stopped, git ends with all that it has started, and leaves nothing half made."""
    monkeypatch.setattr(processes, "GRACE", 0.1)
    held = hanging("fetch", on_term)

    with ThreadPoolExecutor() as pool:
        reading = pool.submit(fetch.git, str(thing), *NAMES)
        with held.open("rb") as pipe:  # opens when the child has it
            fetch.stop()
            assert pipe.read() == b""  # ends when nobody has it

    assert str(reading.exception()) == f"{thing}: git was stopped"
    assert [*(thing.parent / "cache" / "git").iterdir()] == []


def test_late_git(thing: Path, tmp_path: Path, hanging: Callable[..., Path]) -> None:
    """Git that takes too long ends with all that it has started."""
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=SHORT)
    held = hanging("fetch")

    with ThreadPoolExecutor() as pool:
        reading = pool.submit(fetch.git, str(thing), *NAMES)
        with held.open("rb") as pipe:
            assert pipe.read() == b""

    assert str(reading.exception()) == f"{thing}: no answer within 0.5 seconds"


@pytest.mark.parametrize("early", [True, False])
def test_stopped(fetch: Fetch, thing: Path, serve: Peers, *, early: bool) -> None:
    """Once stopped, nothing goes out any more."""
    url = serve(answer("200 OK", b"text"))
    if not early:
        fetch.read(url)
    fetch.stop()

    with pytest.raises(FetchError) as read:
        fetch.read(f"{url}other")
    with pytest.raises(FetchError) as cloned:
        fetch.git(str(thing), *NAMES)

    assert str(read.value) == f"{url}other: was stopped"
    assert str(cloned.value) == f"{thing}: was stopped"
    assert len(serve.asked) == (not early)


@pytest.mark.parametrize("taken", [0, 2])
def test_stop_waiting(taken: int, tmp_path: Path, serve: Peers) -> None:
    """Who waits, for a place or for the time to come, is told that we are stopped."""
    limits = replace(LIMITS, pause=0 if taken else 60)
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=limits)
    url = serve(answer("200 OK", b"text"))
    fetch.read(url)
    gate = fetch._out.asker.hosts.gate(url)

    with ThreadPoolExecutor(4) as pool, ExitStack() as places:
        for _ in range(taken):
            places.enter_context(gate.hold(url))
        reading = [pool.submit(fetch.read, f"{url}{number}") for number in range(4)]
        waiting = gate._places._cond._waiters  # type: ignore[attr-defined] # how else to see that they wait
        while not waiting:
            pass
        fetch.stop()
        wait(reading)

    told = {str(read.exception())[len(url) + 1 :] for read in reading}
    assert told == {": was stopped"}
    assert len(serve.asked) == 1


def test_signal_in_vain() -> None:
    """What has ended, seen or not, is told nothing."""
    with subprocess.Popen(["true"], process_group=0) as ended:
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        processes._signal(ended, signal.SIGTERM)
    processes._signal(ended, signal.SIGTERM)

    assert ended.returncode == 0


@pytest.mark.parametrize("status", [0, 1])
def test_git_that_goes_on(
    status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may go nowhere has failed if it would have, whatever it says of that."""
    script = tmp_path / "git"
    said = "fatal: transport 'http' not allowed"
    script.write_text(f'#!/bin/sh\necho "{said}" >&2\nexit {status}\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    with pytest.raises(FetchError) as caught:
        Git(LIMITS, Stop()).run(["version"], where="a", alone=True)

    assert str(caught.value) == f"a: {FORBIDDEN}"


def test_talkative_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git that complains without end is ended."""
    script = tmp_path / "git"
    script.write_text("#!/bin/sh\nexec yes not found >&2\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    with pytest.raises(FetchError) as caught:
        Git(LIMITS, Stop()).run(["version"], where="a")

    assert str(caught.value) == "a: no such repository"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("absent", GONE),
        ("a\0b", GONE),
        (".", "is a directory\n  hint: paths start from the projects file"),
        ("large", "larger than 1 MiB"),
    ],
)
def test_bad_file(url: str, what: str, fetch: Fetch, tmp_path: Path) -> None:
    """A file that is not there, is none or is too large is told so."""
    (tmp_path / "large").write_bytes(bytes(MEBIBYTE + 1))

    with pytest.raises(FetchError) as caught:
        fetch.read(url)

    assert str(caught.value) == f"{url}: {what}"


def test_large_file(fetch: Fetch, tmp_path: Path) -> None:
    """A file may be of any size for whoever reads it piece by piece."""
    (tmp_path / "large").write_bytes(bytes(MEBIBYTE) + b"end")

    with fetch.open("large", settled=True) as opened:
        opened.seek(MEBIBYTE)

        assert opened.read() == b"end"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"caf\xc3\xa9\ncaf\xe9\r\n", "café\ncafé\r\n"),
        (b"\xef\xbb\xbftext", "text"),
        (b"\0\x85", "\0\x85"),
    ],
)
def test_text_of(data: bytes, text: str) -> None:
    """Each line is UTF-8, or else Latin-1; a byte order mark is no text."""
    assert text_of(data) == text


def test_every_form_of_a_repository(fetch: Fetch, thing: Path, tmp_path: Path) -> None:
    """A path, a bundle and their addresses are all as good as a repository's URL."""
    bundle = tmp_path / "-thing.bundle"
    with git.Repo(thing) as repo:
        repo.git.bundle("create", bundle, "--all")

    urls = ("thing.git", str(thing), f"file://{thing}", bundle.name, f"file://{bundle}")

    assert {fetch.git(url, *NAMES) for url in urls} == {REFS}


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("absent.git", GONE),
        ("--upload-pack=touch harm", GONE),
        ("ext::touch harm", GONE),
        ("n" * 300, GONE),
        ("text", NEITHER),
        ("nothing", NEITHER),
        ("folder", NEITHER),
        ("half.bundle", DAMAGED),
        ("rotten.bundle", DAMAGED),
        ("unheard-of://example.org/a.git", FORBIDDEN),
        ("ssh://-oProxyCommand=touch%20harm/a", FORBIDDEN),
        ("-oProxyCommand@example.org:a", FORBIDDEN),
    ],
)
def test_no_repository(
    url: str, what: str, fetch: Fetch, thing: Path, tmp_path: Path
) -> None:
    """What is no repository is told so, and nothing in its name is obeyed."""
    whole = tmp_path / "whole.bundle"
    with git.Repo(thing) as repo:
        repo.git.bundle("create", whole, "--all")
    data = whole.read_bytes()
    (tmp_path / "half.bundle").write_bytes(data[: len(data) - 100])
    (tmp_path / "rotten.bundle").write_bytes(data[:-60] + bytes(20) + data[-40:])
    (tmp_path / "text").write_text("no repository\n", encoding="utf-8")
    (tmp_path / "nothing").touch()
    (tmp_path / "folder").mkdir()

    with pytest.raises(FetchError) as caught:
        fetch.git(url, *NAMES)

    assert str(caught.value) == f"{url}: {what}"
    assert not [*tmp_path.rglob("harm")]


def test_repository_without_commits(fetch: Fetch, repository: Make) -> None:
    """An empty repository has nothing to tell, and that is no mistake."""
    path = repository("empty.git", "")

    assert fetch.git(str(path), *NAMES) == ""


def test_repository_of_another_user(
    fetch: Fetch, thing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repository that git does not trust is told apart from one that is not there."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(FetchError) as caught:
        fetch.git(str(thing), *NAMES)

    assert str(caught.value) == f"{thing}: belongs to another user"


@pytest.mark.parametrize(
    ("script", "what"),
    [
        (
            answer('401 Who\r\nWWW-Authenticate: Basic realm="x"'),
            "asks for a password",
        ),
        (answer("403 No"), "asks for a password"),
        (answer("404 Not Found"), "no such repository"),
        (answer("200 OK", b"a web page\n"), NEITHER),
        (silent, "no answer within 0.5 seconds"),
    ],
)
def test_bad_server(script: Script, what: str, serve: Peers, tmp_path: Path) -> None:
    """A server that has no repository for us is told so in time; nobody is asked."""
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=SHORT)
    url = f"{serve(script)}thing.git"

    with pytest.raises(FetchError) as caught:
        fetch.git(url, *NAMES)

    assert str(caught.value) == f"{url}: {what}"


def test_no_server(fetch: Fetch) -> None:
    """A repository's server that is not there does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/thing.git"

    with pytest.raises(FetchError) as caught:
        fetch.git(url, *NAMES)

    assert str(caught.value) == f"{url}: does not answer"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and writes no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _GitOverHTTP(_Quiet):
    """Lets git itself answer."""

    def do_GET(self) -> None:
        """Answer what git says."""
        path, _, query = self.path.partition("?")
        size = int(self.headers.get("Content-Length") or 0)
        environment = {
            "CONTENT_TYPE": self.headers.get("Content-Type") or "",
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROJECT_ROOT": self.directory,
            "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
        }
        done = subprocess.run(
            ["git", "http-backend"],
            input=self.rfile.read(size),
            capture_output=True,
            check=True,
            env=environment | {"PATH": _path()},
        )
        self.wfile.write(b"HTTP/1.0 200 OK\r\n" + done.stdout)

    do_POST = do_GET  # noqa: N815 - the base class asks for this name


def _path() -> str:
    return str(Path(shutil.which("git") or "git").parent)


@pytest.fixture
def http(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve the test's folder over HTTP, by the handler that the test names."""
    handler = partial(request.param, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("http", [_Quiet, _GitOverHTTP], indirect=True)
def test_http_repository(http: str, fetch: Fetch, thing: Path) -> None:
    """A repository is read over HTTP, from a server that knows git and from another."""
    with git.Repo(thing) as repo:
        repo.git.update_server_info()
    url = f"{http}/{thing.name}"

    assert fetch.git(url, *NAMES) == REFS
    assert fetch.file(url, "refs/tags/v1.0", "TODO") == "one\n"


@pytest.mark.parametrize("http", [_Quiet], indirect=True)
def test_offline_mirror(http: str, thing: Path, tmp_path: Path) -> None:
    """What is in the cache is read offline, every file of it, and nobody is asked."""
    with git.Repo(thing) as repo:
        repo.git.update_server_info()
    url = f"{http}/{thing.name}"
    door = partial(Fetch, tmp_path / "cache", base=tmp_path, limits=LIMITS)
    door().git(url, *NAMES)
    thing.rename(tmp_path / "away")

    offline = door(offline=True)

    assert offline.file(url, "refs/tags/v1.0", "folder/file") == "two\n"


@pytest.mark.parametrize("http", [_GitOverHTTP], indirect=True)
def test_partial_mirror(http: str, thing: Path, tmp_path: Path) -> None:
    """Where a server offers it, only the files that are read are brought."""
    with git.Repo(thing) as repo:
        repo.git.config("uploadpack.allowFilter", "true")
    url = f"{http}/{thing.name}"
    door = partial(Fetch, tmp_path / "cache", base=tmp_path, limits=LIMITS)
    fetch = door()

    assert fetch.git(url, *NAMES) == REFS
    assert fetch.file(url, "refs/tags/v1.0", "TODO") == "one\n"
    (mirror,) = (tmp_path / "cache" / "git").iterdir()
    assert mirror.name.endswith(".partial.git")
    with git.Repo(mirror) as repo:
        there = repo.git.cat_file("--batch-all-objects", "--batch-check")
    assert there.count(" blob ") == 1

    thing.rename(tmp_path / "away")
    offline = door(offline=True)
    assert offline.file(url, "refs/tags/v1.0", "TODO") == "one\n"
    with pytest.raises(FetchError) as caught:
        offline.file(url, "refs/tags/v1.0", "folder/file")
    assert str(caught.value) == f"{url}: not in the cache, and asked to stay offline"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List for which addresses somebody has held a place at a host."""
    urls, hold = list[str](), Gate.hold

    def holding(gate: Gate, url: str) -> AbstractContextManager[None]:
        urls.append(url)
        return hold(gate, url)

    monkeypatch.setattr(Gate, "hold", holding)
    return urls


@pytest.mark.parametrize("http", [_GitOverHTTP], indirect=True)
def test_turn_in_a_partial_mirror(
    http: str, fetch: Fetch, thing: Path, held: list[str]
) -> None:
    """Git waits for its turn where it goes out for what is not here, and only there."""
    with git.Repo(thing) as repo:
        repo.git.config("uploadpack.allowFilter", "true")
        name = repo.git.rev_parse("v1.0:folder/file")
    url = f"{http}/{thing.name}"
    fetch.git(url, *NAMES)
    held.clear()

    fetch.git(url, *NAMES)
    assert held == []
    assert fetch.file(url, "refs/tags/v1.0", "TODO") == "one\n"
    assert held == [url]
    assert fetch.file(url, "refs/tags/v1.0", "TODO") == "one\n"
    assert held == [url]
    assert fetch.blobs(url, [name]) == (b"two\n",)
    assert held == [url] * 2
    with pytest.raises(FetchError, match="git cannot read it"):
        fetch.git(url, "cat-file", "blob", "refs/tags/none")


@pytest.mark.parametrize("http", [_GitOverHTTP], indirect=True)
def test_moved_repository(http: str, fetch: Fetch, thing: Path, serve: Peers) -> None:
    """A repository is found where its old address leads."""
    url = serve(redirect(f"{http}/{thing.name}/info/refs?service=git-upload-pack"))

    assert fetch.git(f"{url}old.git", *NAMES) == REFS
    assert serve.lines == ["GET /old.git/info/refs?service=git-upload-pack HTTP/1.1"]


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("http://10.0.0.1/thing.git", "leads to an address that is not public"),
        ("file:///thing.git", "leads to something other than http or https"),
        ("/", "leads from one address to the next without end"),
    ],
)
def test_repository_that_leads_astray(
    to: str, what: str, fetch: Fetch, serve: Peers
) -> None:
    """A repository's server may send us no further than any other."""
    url = f"{serve(redirect(to))}thing.git"

    with pytest.raises(FetchError) as caught:
        fetch.git(url, *NAMES)

    assert str(caught.value) == f"{url}: {what}"


@pytest.mark.parametrize("http", [_Quiet], indirect=True)
def test_only_git_is_led_astray(
    http: str, fetch: Fetch, thing: Path, serve: Peers
) -> None:
    """Git itself goes nowhere else, even if its server tells us apart."""
    with git.Repo(thing) as repo:
        repo.git.update_server_info()
    there = f"{http}/{thing.name}/info/refs?service=git-upload-pack"
    url = f"{serve(answer('404 Not Found'), redirect(there))}thing.git"

    with pytest.raises(FetchError) as caught:
        fetch.git(url, *NAMES)

    assert str(caught.value) == f"{url}: git cannot read it"


@pytest.mark.parametrize("http", [_Quiet], indirect=True)
def test_repository_with_a_user(http: str, fetch: Fetch, thing: Path) -> None:
    """A repository may be read as a user, of whom git alone tells its server."""
    with git.Repo(thing) as repo:
        repo.git.update_server_info()
    url = f"{http}/{thing.name}".replace("//", "//user:secret@")

    assert fetch.git(url, *NAMES) == REFS


@pytest.mark.parametrize("http", [_Quiet], indirect=True)
def test_git_waits_for_its_turn(
    http: str, fetch: Fetch, thing: Path, held: list[str]
) -> None:
    """Git counts as one of those who ask a host; but it has its own ways to it."""
    with git.Repo(thing) as repo:
        repo.git.update_server_info()
    gate = fetch._out.asker.hosts.gate(http)
    gate.close(FetchError("does not answer", where=http))

    assert fetch.git(f"{http}/{thing.name}", *NAMES) == REFS
    assert held == [f"{http}/{thing.name}"]


def test_deaf_host(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that answers neither us nor git is not asked for another repository."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(FetchError):
        fetch.git(f"{url}/thing.git", *NAMES)
    monkeypatch.setattr(Git, "run", None)

    with pytest.raises(FetchError) as caught:
        fetch.git(f"{url}/other.git", *NAMES)

    assert str(caught.value) == f"{url}/other.git: does not answer"


@pytest.mark.parametrize("http", [_Quiet], indirect=True)
def test_threads_share_a_mirror(
    http: str, fetch: Fetch, thing: Path, tmp_path: Path
) -> None:
    """Threads that read one repository at a time have one mirror, made once."""
    with git.Repo(thing) as repo:
        repo.git.update_server_info()

    with ThreadPoolExecutor(4) as pool:
        found = {*pool.map(lambda _: fetch.git(f"{http}/thing.git", *NAMES), range(8))}

    assert found == {REFS}
    assert len([*(tmp_path / "cache" / "git").iterdir()]) == 1


def test_leftovers(fetch: Fetch, thing: Path, tmp_path: Path) -> None:
    """What a killed run has left half made goes, when it is surely no one's."""
    mirror = fetch._out.mirrors._mirror(str(thing))
    old = mirror.with_suffix(".1.new")
    recent, other = mirror.with_suffix(".2.new"), mirror.with_name("other.1.new")
    for left in (old, recent, other):
        (left / "objects").mkdir(parents=True)
    for left in (old, other):
        os.utime(left, (0, 0))

    fetch.git(str(thing), *NAMES)

    assert {*(tmp_path / "cache" / "git").iterdir()} == {mirror, recent, other}


@pytest.mark.parametrize("http", [_GitOverHTTP], indirect=True)
def test_blobs_at_once(
    http: str, thing: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Objects of a mirror without files come by one request, however many they are."""
    url = f"{http}/{thing.name}"
    with git.Repo(thing) as repo:
        repo.git.config("uploadpack.allowFilter", "true")
        names = [repo.git.rev_parse(f"v1.0:{path}") for path in ("TODO", "folder/file")]
    fetch.git(url, *NAMES)
    asked: list[bytes] = []

    def counting(handler: _GitOverHTTP) -> None:
        asked.append(handler.headers.as_bytes())
        _GitOverHTTP.do_GET(handler)

    monkeypatch.setattr(_GitOverHTTP, "do_POST", counting)

    assert fetch.blobs(url, names) == (b"one\n", b"two\n")
    assert len(asked) == 1


def test_blobs(fetch: Fetch, thing: Path, tmp_path: Path) -> None:
    """Objects are found by any name of theirs; offline, too, where they are here."""
    with git.Repo(thing) as repo:
        own = repo.git.rev_parse("v1.0:TODO")
    offline = Fetch(tmp_path / "cache", base=tmp_path, offline=True, limits=LIMITS)
    names = [
        "refs/tags/v1.0:TODO",
        "refs/tags/v1.0:absent",
        "refs/tags/v1.0:folder/file",
    ]

    found = fetch.blobs(str(thing), names)

    assert found == offline.blobs(str(thing), names) == (b"one\n", None, b"two\n")
    assert fetch.blobs(str(thing), [own]) == (b"one\n",)


@pytest.mark.parametrize("http", [_Quiet], indirect=True)
def test_no_longer_partial(http: str, thing: Path, tmp_path: Path) -> None:
    """A server that no longer offers it gets a whole mirror, beside the partial one."""
    url = f"{http}/{thing.name}"
    with git.Repo(thing) as repo:
        repo.git.update_server_info()
    partly = Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)
    partly._out.mirrors._offers._offers[url] = Offer(url=url, partial=True)
    left = partly._out.mirrors._mirror(url)
    left.mkdir(parents=True)

    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)

    assert fetch.file(url, "refs/tags/v1.0", "TODO") == "one\n"
    assert fetch._out.mirrors._mirror(url) != left


def test_as_new_as_the_run(thing: Path, tmp_path: Path) -> None:
    """A mirror is as new as the first question of a run; tags that are gone, go."""
    door = partial(Fetch, tmp_path / "cache", base=tmp_path, limits=LIMITS)
    first = door()
    first.git(str(thing), *NAMES)
    with git.Repo(thing) as repo:
        repo.delete_tag("v1.0")  # type: ignore[arg-type] # a name is as good as a tag
        repo.create_tag("v1.1", "main")

    assert first.git(str(thing), *NAMES) == REFS
    assert door().git(str(thing), *NAMES) == "refs/heads/main\nrefs/tags/v1.1\n"


def _locked(name: str) -> Callable[[Path], None]:
    return lambda mirror: (mirror / f"{name}.lock").touch()


def _emptied(mirror: Path) -> None:
    for path in (mirror / "objects").glob("??/*"):
        path.chmod(0o644)
        path.write_bytes(b"")


def _without_trees(mirror: Path) -> None:
    with git.Repo(mirror) as repo:
        tree = repo.tags[0].commit.tree.hexsha
    shutil.rmtree(mirror / "objects" / tree[:2])


def _cleared(mirror: Path) -> None:
    shutil.rmtree(mirror)
    mirror.mkdir()


BREAKS: dict[str, Callable[[Path], object]] = {
    "locked settings": _locked("config"),
    "locked branch": _locked("refs/heads/main"),
    "locked tags": _locked("packed-refs"),
    "no objects": lambda mirror: shutil.rmtree(mirror / "objects"),
    "empty objects": _emptied,
    "no trees": _without_trees,
    "empty tag": lambda mirror: (mirror / "refs/tags/v1.0").write_bytes(b""),
    "no head": lambda mirror: (mirror / "HEAD").unlink(),
    "no settings": lambda mirror: (mirror / "config").write_bytes(b"[core"),
    "nothing": _cleared,
}


@pytest.mark.parametrize("name", BREAKS)
def test_broken_mirror(name: str, thing: Path, tmp_path: Path) -> None:
    """Whatever a killed run has left of a mirror, the next one reads as if anew."""
    door = partial(Fetch, tmp_path / "cache", base=tmp_path, limits=LIMITS)
    door().git(str(thing), *NAMES)
    (mirror,) = (tmp_path / "cache" / "git").iterdir()
    BREAKS[name](mirror)
    with git.Repo(thing) as repo, (tmp_path / "later").open("w+b") as later:
        later.write(LATER.encode())
        later.seek(0)
        repo.git.fast_import("--force", "--quiet", "--date-format=raw", istream=later)
        repo.delete_tag("v1.0")  # type: ignore[arg-type] # a name is as good as a tag

    assert door().file(str(thing), "refs/tags/v2.0", "TODO") == "other\n"
    assert door().git(str(thing), *NAMES) == "refs/heads/main\nrefs/tags/v2.0\n"
    assert [*mirror.parent.iterdir()] == [mirror]


def test_broken_mirror_offline(tmp_path: Path) -> None:
    """Offline, a broken mirror stays as it is; it may be all that there is."""
    url = "http://127.0.0.1:1/thing.git"
    fetch = Fetch(tmp_path / "cache", base=tmp_path, offline=True, limits=LIMITS)
    with pytest.raises(FetchError):
        fetch.git(url, *NAMES)
    mirror = fetch._out.mirrors._mirror(url)
    mirror.mkdir(parents=True)
    (mirror / "objects").mkdir()

    with pytest.raises(FetchError) as caught:
        fetch.git(url, *NAMES)

    assert str(caught.value) == f"{url}: damaged or cut short"
    assert [*mirror.iterdir()] == [mirror / "objects"]


def test_source_gone(thing: Path, tmp_path: Path) -> None:
    """A mirror whose source is gone is left alone, for the source may come back."""
    door = partial(Fetch, tmp_path / "cache", base=tmp_path, limits=LIMITS)
    door().git(str(thing), *NAMES)
    away = thing.rename(tmp_path / "away")

    with pytest.raises(FetchError) as caught:
        door().git(str(thing), *NAMES)
    away.rename(thing)

    assert str(caught.value) == f"{thing}: {GONE}"
    assert door().git(str(thing), *NAMES) == REFS


def test_names_that_look_like_options(fetch: Fetch, thing: Path) -> None:
    """Names that a shell or git would take for something else are only names."""
    names = ["--upload-pack=touch-harm", "v1.0;touch-harm", "$(touch-harm)"]
    with git.Repo(thing) as repo:
        for name in names:
            repo.git.update_ref(f"refs/tags/{name}", "refs/heads/main")

    found = fetch.git(str(thing), *NAMES)
    texts = {fetch.file(str(thing), f"refs/tags/{name}", "TODO") for name in names}

    assert set(found.splitlines()) > {f"refs/tags/{name}" for name in names}
    assert texts == {"one\n"}
    assert not [*thing.rglob("*harm")][len(names) :]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("TODO", "one\n"),
        ("folder/file", "two\n"),
        ("LINK", None),
        ("folder", None),
        ("absent", None),
        ("-r", None),
    ],
)
def test_file_of_a_repository(
    path: str, text: str | None, fetch: Fetch, thing: Path
) -> None:
    """Only what is a file at the revision is read: no link, no folder."""
    assert fetch.file(str(thing), "refs/tags/v1.0", path) == text


def test_large_file_of_a_repository(thing: Path, tmp_path: Path) -> None:
    """A file beyond the limit is not read."""
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(file=3))

    with pytest.raises(FetchError) as caught:
        fetch.file(str(thing), "refs/tags/v1.0", "TODO")

    assert str(caught.value) == f"{thing}: TODO is larger than 0 MiB"


def test_git_prints_too_much(thing: Path, tmp_path: Path) -> None:
    """What git prints is bounded as well: a tag's message may be of any length."""
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(size=20))

    with pytest.raises(FetchError) as caught:
        fetch.git(str(thing), *NAMES)

    assert str(caught.value) == f"{thing}: larger than 0 MiB"


def test_no_cache(thing: Path, tmp_path: Path) -> None:
    """Where no mirror can be kept, that is no source's fault, and is told as such."""
    (tmp_path / "cache").touch()
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)

    with pytest.raises(DigestError) as caught:
        fetch.git(str(thing), *NAMES)

    assert not isinstance(caught.value, FetchError)
    assert str(caught.value) == (
        f"{tmp_path}/cache/git: not a directory\n"
        "  hint: mirrors of repositories are kept there"
    )


def test_no_git(
    fetch: Fetch, thing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without git, that is what is told."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DigestError) as caught:
        fetch.git(str(thing), *NAMES)

    assert not isinstance(caught.value, FetchError)
    assert str(caught.value) == (
        "git: no such command\n  hint: install it, and see that it is in PATH"
    )


def test_no_git_to_import(tmp_path: Path) -> None:
    """Who only renders needs no git."""
    here = Path(__file__).parent.parent
    environment = {"PATH": str(tmp_path), "PYTHONPATH": str(here)}
    command = [sys.executable, "-c", "import digest.fetch"]

    done = subprocess.run(
        command, env=environment, capture_output=True, check=False, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
