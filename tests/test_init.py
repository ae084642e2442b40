"""A new digest for another community."""

from __future__ import annotations

import re
import stat
import tomllib

from io import StringIO
from typing import TYPE_CHECKING

import pytest
import yaml

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import read_plan
from digest.errors import DigestError, UsageError
from digest.founding import Charter, Outlet, Watched, found
from digest.founding.charter import line
from digest.founding.skeleton import quoted
from digest.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

STREAM = """\
commit refs/heads/main
committer A <a@example.org> 1309500000 +0000
data <<END
first
END
M 100644 inline CHANGES
data <<END
1.0.0
-----
 * the beginning
END

tag v1.0.0
from refs/heads/main
tagger A <a@example.org> 1306900000 +0000
data <<END
v1.0.0
END

commit refs/heads/main
committer A <a@example.org> 1310500000 +0000
data <<END
second
END
M 100644 inline CHANGES
data <<END
1.0.1
-----
 * a leak less

1.0.0
-----
 * the beginning
END

tag v1.0.1
from refs/heads/main
tagger A <a@example.org> 1310500000 +0000
data <<END
v1.0.1
END

"""
TEA = "--project", "Tea=https://example.org/tea.git"
TITLE = "--title", "en=Tea Monthly"
# What only the digest of Linux HA says of itself.
OURS = re.compile("Andrew|あんどりゅー|Linux-?HA|ClusterLabs|Corosync|DRBD|Pacemaker")
LETTERS = st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"])


class Terminal(StringIO):
    """A terminal at which somebody answers questions, a line each."""

    def isatty(self) -> bool:
        """Somebody is there."""
        return True


def charter(title: str = "Tea Monthly", name: str = "Tea") -> Charter:
    """Return what a digest is to be."""
    return Charter(
        title={"en": title},
        timezone="UTC",
        site="",
        projects=(Watched(name=name, repository="https://example.org/tea.git"),),
        sources=(),
    )


def files(folder: Path) -> set[str]:
    """Return the names of all files below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("ja", "en")])
def test_works_at_once(
    languages: tuple[str, ...],
    run: Run,
    repository: Callable[[str, str], Path],
    tmp_path: Path,
) -> None:
    """Drafted and built, a new digest has its own name everywhere, and no other's."""
    tea, root = repository("tea.git", STREAM), tmp_path / "digest"
    titles = [word for code in languages for word in ("--title", f"{code}=Chá {code}")]
    asked = (*titles, "--project", f"Tea={tea}", "--site", "https://tea.example/r/")
    started = run("init", root, *asked, "-q")

    stages = [
        run("render", "--check", "--root", root, "-q"),
        run("build", "--root", root, "-q"),
        run("draft", "2011-08", "--root", root, "-q"),
        run("build", "--root", root, "-q"),
        run("links", root / "site"),
    ]

    assert [stage.status for stage in (started, *stages)] == [0] * 6, stages
    site = root / "site"
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    for path, page in pages.items():
        assert not OURS.search(page), path
    fronts = [pages[site / code / "index.html"] for code in languages]
    assert all(
        f"Chá {code}" in page for code, page in zip(languages, fronts, strict=True)
    )
    issues = [page for path, page in pages.items() if "2011-08" in str(path)]
    assert all("a leak less" in issue for issue in issues)
    assert len(issues) == len(languages)
    folders = {path.name for path in site.iterdir() if len(path.name) == 2}
    assert folders == set(languages)
    assert ('<nav class="languages"' in fronts[0]) == (len(languages) > 1)


def test_tells_what_is_next(run: Run, tmp_path: Path) -> None:
    """The folder's files are told, and the commands to run in it."""
    root = tmp_path / "a digest"

    outcome = run("init", root, *TITLE, *TEA)

    assert outcome.status == 0
    assert outcome.out == (
        "next:\n"
        f"  cd '{root}'\n"
        "  digest sources --check   # is what you named there?\n"
        "  digest draft MONTH       # collect, make places for notes, make the pages\n"
        "  digest status            # what is left to do\n"
        "  digest preview           # the site on this machine\n"
    )
    made = re.findall(r"^made (.*)$", outcome.err, re.MULTILINE)
    pages = files(root / "content")
    assert pages >= {"index.md", "en/index.md", "en/glossary.md"}
    told = {str(root / name) for name in files(root)} - set(made)
    assert told == {str(root / "content" / page) for page in pages}


def test_what_is_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal what is missing is asked for, until it is an answer."""
    (tmp_path / "tea.git").mkdir()
    monkeypatch.chdir(tmp_path)
    answers = [
        *("fr", "ja, en", "月刊お茶", "Tea Monthly", "Mars", "Europe/Vienna"),
        *("example.org", "https://example.org/tea/", "Tea", "tea.git"),
        *("Milk", "https://github.com/example/milk", "", "letters", "marc", "tea-l"),
        *("feed", "https://example.org/feed.xml", ""),
    ]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join([*answers, ""])))

    outcome = run("init", "new")

    assert outcome.status == 0
    for error in (
        "fr: languages are: en, ja",
        "Mars: no such time zone\n  hint: such as Europe/Vienna",
        "example.org: an http(s) address expected",
        "letters: kinds are: pipermail, hyperkitty, public-inbox, mbox, feed,",
    ):
        assert f"Error: {error}" in outcome.err
    plan = read_plan(tmp_path / "new" / "projects.toml")
    assert plan.edition.languages == ("ja", "en")
    assert plan.edition.title == {"ja": "月刊お茶", "en": "Tea Monthly"}
    assert plan.edition.timezone.key == "Europe/Vienna"
    tea, milk = plan.edition.projects
    assert (tea.id, tea.repository) == ("tea", str(tmp_path / "tea.git"))
    assert milk.commit_url == "https://github.com/example/milk/commit/{commit}"
    assert [source.id for source in plan.sources] == ["marc-tea-l", "feed-feed-xml"]
    site = (tmp_path / "new" / "mkdocs.yml").read_text("utf-8")
    assert '!ENV [SITE_URL, "https://example.org/tea/"]' in site


def test_nothing_is_asked_if_enough_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a title and a project there is no question, even at a terminal."""
    monkeypatch.setattr("sys.stdin", Terminal())

    outcome = run("init", tmp_path / "new", *TITLE, *TEA, "-q")

    assert (outcome.status, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (
            TEA,
            (
                "--title: needed without a terminal\n  hint: such as --title "
                "en='Tea Monthly' --project Tea=https://example.org/t.git"
            ),
        ),
        (
            TITLE,
            (
                "--project: needed without a terminal\n  hint: such as --title "
                "en='Tea Monthly' --project Tea=https://example.org/t.git"
            ),
        ),
        (
            (*TEA, "--title", "fr=Thé"),
            '--title LANGUAGE=TITLE: no title: "fr=Thé"\n  hint: languages are: en, ja',
        ),
        (
            (*TEA, "--title", "en= "),
            '--title LANGUAGE=TITLE: no title: "en= "\n  hint: languages are: en, ja',
        ),
        (
            (*TEA, "--title", "Tea"),
            '--title LANGUAGE=TITLE: no title: "Tea"\n  hint: languages are: en, ja',
        ),
        (
            (*TEA, "--title", "en=Tea\nMonthly"),
            (
                r"'Tea\nMonthly': ends of lines and control characters "
                "cannot stand in it"
                "\n  hint: write it in one line"
            ),
        ),
        (
            (*TITLE, "--project", "Tea"),
            (
                '--project NAME=REPOSITORY: no project: "Tea"\n'
                "  hint: such as --project Tea=https://example.org/tea.git"
            ),
        ),
        (
            (*TITLE, "--project", "茶=お茶"),
            (
                '--project NAME=REPOSITORY: no project: "茶=お茶"\n'
                "  hint: such as --project Tea=https://example.org/tea.git"
            ),
        ),
        (
            (*TITLE, *TEA, "--source", "news=https://example.org/"),
            (
                '--source KIND=ADDRESS: no source: "news=https://example.org/"\n'
                "  hint: kinds are: pipermail, hyperkitty, public-inbox, mbox, feed, "
                "discourse, github, marc"
            ),
        ),
        (
            (*TITLE, *TEA, "--timezone", "Mars"),
            "Mars: no such time zone\n  hint: such as Europe/Vienna",
        ),
        (
            (*TITLE, *TEA, "--site", "example.org"),
            "example.org: an http(s) address expected",
        ),
    ],
)
def test_what_is_no_answer(
    said: tuple[str, ...], error: str, run: Run, tmp_path: Path
) -> None:
    """An option that cannot be used is wrong usage, told at once; nothing is made."""
    outcome = run("init", tmp_path / "new", *said)

    assert (outcome.status, outcome.err) == (2, f"error: {error}\n")
    assert not (tmp_path / "new").exists()


def test_checked_as_any_projects_file(run: Run, tmp_path: Path) -> None:
    """What a projects file must not have is told in one run; nothing is made."""
    root = tmp_path / "new"

    outcome = run("init", root, *TITLE, *TEA, *TEA, "--source", "pipermail=letters")

    assert outcome.status == 1
    assert "@ $.source[0].url\n" in outcome.err
    assert '"tea" stands there 2 times @ $.project\n' in outcome.err
    assert outcome.err.endswith("  hint: nothing was written\n")
    assert not root.exists()


def test_keeps_what_is_there(run: Run, tmp_path: Path) -> None:
    """A folder with files of other names gets the digest beside them."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("mine")

    outcome = run("init", tmp_path, *TITLE, *TEA)

    assert outcome.status == 0
    assert (tmp_path / "LICENSE").read_text() == "mine"


@pytest.mark.parametrize("name", ["README.md", "templates/words.en.toml"])
def test_replaces_nothing(name: str, run: Run, tmp_path: Path) -> None:
    """Where one of its files is there, it says so in a line and writes none."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")

    outcome = run("init", tmp_path, *TITLE, *TEA)

    assert (outcome.status, outcome.err) == (
        1,
        (
            f"error: {tmp_path}: there already: {name}\n"
            "  hint: nothing was written; name a new folder, "
            "or move them out of the way\n"
        ),
    )
    assert files(tmp_path) == {name}


def test_replaces_no_link(tmp_path: Path) -> None:
    """A link is there, even if it leads nowhere."""
    (tmp_path / "README.md").symlink_to("gone")

    with pytest.raises(DigestError, match=r"there already: README\.md"):
        found(tmp_path, charter())


def test_no_folder(tmp_path: Path) -> None:
    """A file cannot be made a digest."""
    path = tmp_path / "file"
    path.touch()

    with pytest.raises(DigestError) as caught:
        found(path, charter())

    assert str(caught.value) == f"{path}: not a folder\n  hint: nothing was written"


@pytest.mark.parametrize(
    "error", [DigestError("no space", where="x"), KeyboardInterrupt()]
)
def test_all_or_nothing(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a file cannot be written, or we are stopped, those before it go again."""
    write = replace_file

    def failing(path: Path, text: bytes) -> bool:
        if path.name == "mkdocs.yml":
            raise error
        return write(path, text)

    monkeypatch.setattr("digest.founding.replace_file", failing)

    with pytest.raises(type(error)):
        found(tmp_path / "deep" / "new", charter())

    assert list(tmp_path.iterdir()) == []


@settings(max_examples=20)
@given(title=st.text(LETTERS, min_size=1), name=st.text(LETTERS, min_size=1))
def test_any_title_round_trips(
    title: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever a title and a name are, the files say the same when they are read."""
    folder = tmp_path_factory.mktemp("digest")
    assert line(title) == title

    found(folder, charter(title, name))

    edition = read_plan(folder / "projects.toml").edition
    assert (edition.title["en"], edition.projects[0].name) == (title, name)
    text = (folder / "mkdocs.yml").read_text("utf-8").replace("!ENV", "")
    site = yaml.safe_load(text)
    assert site["site_name"] == site["extra"]["words"]["en"]["title"] == title
    words = tomllib.loads((folder / "templates/words.en.toml").read_text("utf-8"))
    said = words["versions_description"].format(last="today")
    assert said == f"{name}: the newest releases as of today"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_quoted(text: str) -> None:
    """Any text is read from TOML as it was."""
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


def test_line_of_text() -> None:
    """What cannot be seen is refused by its escapes."""
    with pytest.raises(UsageError, match=r"'\\u2028'"):
        line("\u2028")


@pytest.mark.parametrize(
    ("repository", "addresses"),
    [
        (
            "https://gitlab.com/a/b.git/",
            {
                "tag_url": "https://gitlab.com/a/b/-/tags/{tag}",
                "file_url": "https://gitlab.com/a/b/-/blob/{tag}/{file}",
                "compare_url": "https://gitlab.com/a/b/-/compare/{old}...{new}",
                "commit_url": "https://gitlab.com/a/b/-/commit/{commit}",
            },
        ),
        ("git@github.com:a/b.git", {}),
        ("https://github.com/{tag}/b", {}),
        ("https://example.org/a/b", {}),
    ],
)
def test_addresses(repository: str, addresses: dict[str, str]) -> None:
    """Where a forge is known, so are the addresses of what is in a repository."""
    assert Watched(name="b", repository=repository).addresses == addresses


def test_names() -> None:
    """A project without a letter for an id has its repository's; mails say either."""
    tea = Watched(name="お茶", repository="https://example.org/Green_Tea.git")

    assert (tea.id, tea.aliases) == ("green-tea", ("お茶", "green-tea"))
    assert Outlet(kind="feed", address="/").id == "feed"


def test_names_a_few_projects(tmp_path: Path) -> None:
    """The front page names three projects, and says that there are others."""
    projects = tuple(Watched(name=name, repository="r") for name in "abcd")
    watching = Charter(
        title={"en": "T"}, timezone="UTC", site="", projects=projects, sources=()
    )

    found(tmp_path, watching)

    words = (tmp_path / "templates/words.en.toml").read_text("utf-8")
    assert 'front_intro = "a, b, c and others: what came out' in words


def test_workflows(tmp_path: Path) -> None:
    """The workflows are ours, with the program installed, and without its tests."""
    found(tmp_path, charter())

    github = tmp_path / ".github"
    flows = {path.stem: path.read_text("utf-8") for path in github.glob("workflows/*")}
    assert {"ci", "draft", "publish"} <= flows.keys()
    assert list(yaml.safe_load(flows["ci"])["jobs"]) == ["site"]
    for name, flow in flows.items():
        assert not re.search(
            r"\bmake (?:install|lint|test)|requirements/|digest/projects", flow
        ), name
        assert "pip install --requirement requirements.txt" in flow, name
        assert yaml.safe_load(flow)["permissions"] == {}
        for script in re.findall(r"run: (\.github/\S+)|^ +(\.github/\S+)", flow):
            mode = (tmp_path / "".join(script)).stat().st_mode
            assert mode & stat.S_IXUSR


def test_pinned(tmp_path: Path, run: Run) -> None:
    """The workflows install the version that made the digest."""
    version = run("--version").out.split()[-1]

    found(tmp_path, charter())

    required = (tmp_path / "requirements.txt").read_text("utf-8").splitlines()
    assert required[-1] == f"monthly-andrew=={version}"
