"""Real archives and announcements: what is read of them, and what is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest import config, mbox
from digest.edition import Project
from digest.mbox import NotAnArchive, messages
from digest.mbox.packed import unpack
from digest.mbox.postings import split
from digest.recognise import recognise

if TYPE_CHECKING:
    from digest.message import Message


@dataclass(frozen=True)
class Samples:
    """Real announcements and look-alikes, and the projects that are watched."""

    folder: Path
    projects: tuple[Project, ...]

    def mails(self, name: str) -> list[Message]:
        """Return the mails of an archive."""
        return list(messages(BytesIO((self.folder / name).read_bytes())))

    def told(self, mail: Message, *projects: Project) -> set[tuple[str, str]]:
        """Return the releases that a mail announces, of these projects or of all."""
        verdict = recognise(mail, projects or self.projects)
        return {(n.project, n.version) for n in verdict.releases} if verdict else set()


@pytest.fixture
def samples(real_data: Path) -> Samples:
    """Return the samples, and the projects of the packaged projects file."""
    plan = config.read_plan(Path(config.__file__).parent / "projects.toml")
    return Samples(folder=real_data / "archives", projects=plan.edition.projects)


def named(name: str) -> Project:
    """Return a project of which only its name is known."""
    return Project(
        id=name, name=name, about={}, aliases=(name,), repository="", tags=()
    )


def test_every_mail_is_read(samples: Samples) -> None:
    """Of 3,060 mails each is read, with subject, day and id; three came twice.

    Two say nothing: one has an attachment only, one has nothing but the list's footer.
    """
    data = (samples.folder / "drbd-dev.mbox.gz").read_bytes()
    every = list(mbox._messages(split(unpack(BytesIO(data), mbox.LIMIT))))

    assert len(every) == 3060
    assert all(mail.message_id and mail.subject and mail.sent for mail in every)
    assert sum(not mail.body for mail in every) == 2
    assert not any("no-message-id" in mail.message_id for mail in every)
    assert len(list(messages(BytesIO(data)))) == 3057


@pytest.mark.parametrize(
    ("name", "since", "number"),
    [
        ("drbd-dev.mbox.gz", date(2022, 4, 1), 212),
        ("hyperkitty/export-2023-02.mbox.gz", date(2023, 2, 1), 37),
        ("pipermail/twisted-web/2013-June.txt.gz", date(2013, 6, 1), 26),
        ("public-inbox/search-announcements.mbox.gz", date(2023, 2, 1), 8),
    ],
)
def test_month(samples: Samples, name: str, since: date, number: int) -> None:
    """Asked for a month, an archive gives just the mails that were sent in it."""
    first = datetime.combine(since, time(), UTC)
    last = (first + timedelta(days=31)).replace(day=1)
    data = (samples.folder / name).read_bytes()

    found = [*messages(BytesIO(data), between=(first, last))]

    mails = samples.mails(name)
    assert found == [mail for mail in mails if mail.sent and first <= mail.sent < last]
    assert len(found) == number


def test_no_mail_of_a_list_without_announcements_is_one(samples: Samples) -> None:
    """None of 3,060 mails among developers is taken for an announcement."""
    drbd = next(project for project in samples.projects if project.id == "drbd")
    mails = samples.mails("drbd-dev.mbox.gz")
    taken = [mail.subject for mail in mails if samples.told(mail)]
    taken += [mail.subject for mail in mails if samples.told(mail, drbd)]
    taken += [mail.subject for mail in mails if recognise(mail, (), unknown=True)]

    assert taken == []


def test_every_sample_is_read_or_refused(samples: Samples) -> None:
    """Whatever a server may answer is read, or refused as no archive."""
    read, refused = 0, 0
    for path in sorted(samples.folder.rglob("*.*")):
        if path.is_dir():
            continue
        try:
            found = list(messages(BytesIO(path.read_bytes())))
        except NotAnArchive:
            refused += 1
            continue
        read += sum(bool(repr(mail).encode()) for mail in found)

    assert read == 3444
    assert refused


@pytest.mark.parametrize(
    ("archive", "versions"),
    [
        ("announcements/gfs2-utils-announcements.mbox", ["3.3.0", "3.5.0"]),
        (
            "public-inbox/search-announcements.mbox.gz",
            ["3.3.0", "3.4.0", "3.4.1", "3.5.0", "3.5.1"],
        ),
        ("public-inbox/search-month-2023-02.mbox.gz", ["3.5.0"]),
        ("public-inbox/message-gfs2-utils-3.5.0.raw.eml", ["3.5.0"]),
        ("hyperkitty/export-2023-02.mbox.gz", ["3.5.0"]),
        ("hyperkitty/export-thread-gfs2-utils-3.5.0.mbox.gz", ["3.5.0"]),
    ],
)
def test_announcements_among_replies(
    samples: Samples, archive: str, versions: list[str]
) -> None:
    """Announcements are found in what real servers answered, replies are not."""
    gfs2 = named("gfs2-utils")
    mails = samples.mails(archive)

    assert sorted(v for mail in mails for _, v in samples.told(mail, gfs2)) == versions


@pytest.mark.parametrize(
    ("archive", "versions"),
    [
        ("2011-April.txt", ["11.0.0"]),
        ("2011-October.txt.gz", []),
        ("2013-June.txt.gz", ["13.1.0", "13.1.0", "13.1.0pre1"]),
    ],
)
def test_announcements_in_pipermail(
    samples: Samples, archive: str, versions: list[str]
) -> None:
    """Where replies have lost their Re:, announcements are told from them."""
    twisted = named("twisted")
    mails = samples.mails(f"pipermail/twisted-web/{archive}")
    found = sorted(v for mail in mails for _, v in samples.told(mail, twisted))

    assert found == versions
