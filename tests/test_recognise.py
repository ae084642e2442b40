"""What is an announcement of a release, and what only looks like one."""

from __future__ import annotations

import textwrap

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

import digest

from digest.codec import encode
from digest.config import read_plan
from digest.edition import Project
from digest.mbox import messages
from digest.message import Message
from digest.recognise import Named, Verdict, VerdictKind, recognise
from digest.versions import tag_pattern
from tests.conftest import cases

if TYPE_CHECKING:
    from tests.conftest import Expect


def project(name: str, *aliases: str, **known: Any) -> Project:
    """Return a project of which little but its names is known."""
    place = f"https://github.com/{name}/{name}.git"
    usual = {"repository": place, "tags": (tag_pattern("v{version}"),)}
    return Project(
        id=name, name=name, about={}, aliases=aliases or (name,), **(usual | known)
    )


PROJECTS = (
    project("corosync", "corosync", "needle", "flatiron"),
    project("pacemaker"),
    project("drbd"),
    project("drbd-utils"),
    project("libqb"),
    project("resource-agents", tags=(tag_pattern("agents-{version}"),)),
    project("crmsh", "crmsh", "crm shell"),
    project("linstor-server", "linstor-server", "linstor"),
    project("cluster-glue", "cluster-glue", "cluster glue", "glue"),
    project("pm-extra-tools", "pm_extra_tools"),
    project("fence-agents"),
    project("sbd"),
    project("pcs"),
    project("booth"),
    project("kronosnet", "kronosnet", "knet"),
    project("hawk", "hawk", "ha web konsole"),
    project("lcmc", "lcmc", "linux cluster management console", "drbd-mc"),
    project("drbd-reactor", "drbd-reactor", "drbdd"),
    project("corosync-qdevice"),
)
# What this repository's own projects file counts among the events.
EVENTS = read_plan(Path(digest.__file__).with_name("projects.toml")).edition.events


def message(subject: str, body: str = "") -> Message:
    """Return a mail that opens a thread."""
    return Message(
        message_id="one@example.org",
        subject=subject,
        author="",
        sent=None,
        in_reply_to="",
        references=(),
        link="",
        body=body,
    )


def told(archive: Path, *projects: Project, unknown: bool = False) -> Any:
    """Return what each mail of an archive announces, as plain data."""
    found = messages(BytesIO(archive.read_bytes()))
    return [
        {"subject": mail.subject, "verdict": encode(verdict, sparse=True)}
        for mail in found
        for verdict in [recognise(mail, projects, events=EVENTS, unknown=unknown)]
    ]


@pytest.mark.parametrize(
    "archive", cases("recognise", "*.mbox"), ids=lambda path: path.stem
)
def test_recognise(archive: Path, expect: Expect) -> None:
    """Every mail is recognised as what is written beside its archive."""
    expect(told(archive, *PROJECTS), archive.with_suffix(".json"))


@pytest.mark.parametrize(
    "archive", cases("recognise/own-list", "*.mbox"), ids=lambda path: path.stem
)
def test_own_list(archive: Path, expect: Expect) -> None:
    """On a project's own list, a version without a name is the project's."""
    expect(told(archive, project("libqb")), archive.with_suffix(".json"))


@pytest.mark.parametrize(
    "archive", cases("recognise/strangers", "*.mbox"), ids=lambda path: path.stem
)
def test_strangers(archive: Path, expect: Expect) -> None:
    """If wanted, names that no project has count as well."""
    expect(told(archive, *PROJECTS, unknown=True), archive.with_suffix(".json"))


@pytest.mark.parametrize(
    ("subject", "versions"),
    [
        ("DRBD-9.2.9, DRBD-9.1.20 & drbd-utils 9.28", ["9.2.9", "9.1.20", "9.28"]),
        ("Corosync release 1.4.1 plus 1.3.3", ["1.4.1", "1.3.3"]),
        ("Corosync 1.4.1, Corosync-1.4.1", ["1.4.1"]),
        ("drbd 9.0.19-1", ["9.0.19-1"]),
        ("drbd 9.0.10-0rc2", ["9.0.10-0rc2"]),
        ("Corosync-2.0.0-final", ["2.0.0"]),
        ("Corosync v. 2.0.0", ["2.0.0"]),
        ("Corosync 2.0.0 Beta", ["2.0.0-beta"]),
        ("Corosync 2.0.0, RC #3", ["2.0.0-rc3"]),
        ("Corosync 2.0.0 pre-release 1", ["2.0.0-pre1"]),
        ("Corosync cluster resource manager 2.0.0", ["2.0.0"]),
        ("Pacemaker 2", []),
        ("Corosync 2.0.0-stable-queue", []),
    ],
)
def test_versions(subject: str, versions: list[str]) -> None:
    """Versions are taken as upstream writes them, whatever stands around them."""
    verdict = recognise(message(f"Announcing {subject}"), PROJECTS)

    assert (
        [named.version for named in verdict.releases] == versions
        if (verdict)
        else not versions
    )


def test_verdict() -> None:
    """A verdict says what is announced, and what speaks for it."""
    text = (
        "Get the tarball at https://example.org/releases/a.tar.gz, and upgrade now.\n"
    )

    assert recognise(message("Corosync 1.4.1 released", text), PROJECTS) == Verdict(
        kind=VerdictKind.RELEASE,
        releases=(Named(project="corosync", version="1.4.1"),),
        why=(
            "subject names it",
            'subject says "released"',
            "text links to the source",
            "text says where to get it",
            "text asks to upgrade",
        ),
    )


SUBJECT = "[Example] Pacemaker 2.1.5 final release now available"
BODY = (
    "Hi all,\n\nThe final release of Pacemaker 2.1.5 is now available at:\n\n"
    "https://example.org/pacemaker/releases/tag/Pacemaker-2.1.5\n\n"
    "Highlights include bug fixes."
)
SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----\n\niQEc\n-----END PGP SIGNATURE-----\n"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (SUBJECT.upper(), BODY.upper()),
        (SUBJECT.lower(), BODY.lower()),
        (SUBJECT.replace(" ", "\t "), BODY.replace("\n", "\r\n")),
        (SUBJECT.replace(" ", "\N{NO-BREAK SPACE}"), BODY),
        (SUBJECT, textwrap.fill(BODY, 30)),
        (SUBJECT, " ".join(BODY.split())),
        (SUBJECT, SIGNED + BODY + SIGNATURE),
        (f"{SUBJECT}!!!", BODY),
        (f"\N{PARTY POPPER} {SUBJECT} \N{PARTY POPPER}", BODY),
        ('"Pacemaker 2.1.5" released', BODY),
        ("pacemaker\N{NON-BREAKING HYPHEN}2.1.5 released", BODY),
        ("", BODY),
    ],
    ids=[
        *("capitals", "small letters", "carriage returns", "hard blanks", "wrapped"),
        *("on one line", "signed", "exclaimed", "a party", "quoted", "a hard hyphen"),
        "no subject",
    ],
)
def test_any_shape(subject: str, body: str) -> None:
    """What is announced does not hang on how it is laid out."""
    verdict = recognise(message(subject, body), PROJECTS)

    assert verdict
    assert verdict.kind is VerdictKind.RELEASE
    assert verdict.releases == (Named(project="pacemaker", version="2.1.5"),)


@pytest.mark.parametrize(
    "scrap",
    [
        *(
            "1.1 of ",
            "and ",
            "v1.",
            "http://a",
            "> ",
            "a wrote",
            "(",
            "[a]",
            "we have ",
        ),
        *(
            "1 May ",
            "July 1-",
            "cfp? ",
            "new a list ",
            "https://a/b/c/tags/",
            "packages ",
        ),
        *(
            "Lantern 1.4.1 May 1 ",
            "is planned for 1 May ",
            "2011-",
            "7月",
            "1.1\n---\n",
            "\n\n",
        ),
        *(
            "where is it ",
            "this is the a ",
            "https://a/compare/a.",
            "0a",
            "please help us ",
        ),
    ],
)
def test_long_mails(scrap: str) -> None:
    """What says the same a thousand times says nothing, and is soon read."""
    mail = message(scrap * 20_000, scrap * 20_000)

    assert recognise(mail, PROJECTS, unknown=True) is None


WORDS = st.sampled_from(
    [
        *("corosync", "drbd-", "1.4.1", " and ", "release candidate", "of the", "rc1"),
        *(
            "[",
            "]",
            "Re:",
            "Fwd:",
            "announce",
            "released",
            "?",
            "\n",
            "is out",
            "公開",
            " ",
        ),
    ]
)


@given(st.lists(WORDS | st.text(max_size=3)), st.lists(WORDS | st.text(max_size=3)))
def test_any_text(subject: list[str], body: list[str]) -> None:
    """Whatever a mail says, recognising it raises nothing."""
    mail = message("".join(subject), "".join(body))
    for projects in (PROJECTS, PROJECTS[:1], ()):
        verdict = recognise(mail, projects, unknown=True)
        known = recognise(mail, projects)

        assert verdict is None or all(named.version for named in verdict.releases)
        assert not known or {n.project for n in known.releases} <= {
            p.id for p in projects
        }


@pytest.mark.parametrize(
    ("events", "subject", "kind"),
    [
        (("HA", "linux*"), "HA meeting on 5 September 2011", VerdictKind.EVENT),
        (("HA", "linux*"), "Ha! A meeting on 5 September 2011", None),
        (("HA", "linux*"), "OSHA meeting on 5 September 2011", None),
        (("HA", "linux*"), "LinuxTag meeting on 5 September 2011", VerdictKind.EVENT),
        (("HA", "linux*"), "uLinux meeting on 5 September 2011", None),
        (("storage",), "Storage meeting on 5 September 2011", VerdictKind.EVENT),
        (("storage",), "Storages meeting on 5 September 2011", None),
        (("c++",), "C++ meeting on 5 September 2011", VerdictKind.EVENT),
        (("茶",), "HA茶会ミーティング 2011年9月5日", VerdictKind.EVENT),
        (("tea",), "HA meeting on 5 September 2011", None),
        ((), "HA meeting on 5 September 2011", None),
        ((), "Corosync meeting on 5 September 2011", VerdictKind.EVENT),
    ],
)
def test_events(
    events: tuple[str, ...], subject: str, kind: VerdictKind | None
) -> None:
    """An event is told if it is a project's, or about one of the edition's words."""
    verdict = recognise(message(subject, "All are welcome."), PROJECTS, events=events)

    assert (verdict and verdict.kind) is kind
