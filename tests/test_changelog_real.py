"""The changelogs of the real upstreams, at every release tag."""

from __future__ import annotations

import re

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

import digest

from digest.collectors.tags import FORMAT, parse_tags
from digest.compare.changelog import between, entries, sections
from digest.compare.changelog.order import rank
from digest.config import read_plan
from digest.fetch import Fetch, Limits, text_of
from digest.versions import parse, previous, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.compare.changelog import Section
    from digest.edition import Project
    from digest.model import Tag
    from digest.versions import Version

PACKAGED = Path(digest.__file__).parent / "projects.toml"
PROJECTS = {project.id: project for project in read_plan(PACKAGED).edition.projects}
BUNDLES = (
    "cluster-glue",
    "corosync",
    "drbd",
    "drbd-utils",
    "libqb",
    "pacemaker",
    "resource-agents",
)
TOKYO = ZoneInfo("Asia/Tokyo")
# Releases whose own files say nothing of them, and why.
SILENT = {
    "cluster-glue": {
        # The file was empty until 1.0.2.
        *("1.0", "1.0.2-rc1", "1.0.2-rc2", "1.0.2-rc2a"),
        # A candidate's entry came with 1.0.12-rc1 only.
        *("1.0.4-rc1", "1.0.7-rc1", "1.0.8-rc1"),
    },
    "corosync": {
        # Nobody committed a bump of the version before 0.100.
        *("0.91", "0.92", "0.93", "0.94", "0.95", "0.96", "0.97", "0.98", "0.99"),
        # The log was printed before the commit that bumps the version.
        *("0.100", "1.0.0", "1.2.1"),
    },
    "pacemaker": {
        # A candidate's entry came with 1.1.14-rc1 only, and was forgotten once.
        *(f"1.1.10-rc{step}" for step in range(1, 8)),
        *(f"1.1.11-rc{step}" for step in range(1, 6)),
        *(f"1.1.12-rc{step}" for step in range(1, 5)),
        *(f"1.1.13-rc{step}" for step in range(1, 4)),
        "1.1.14-rc4",
        # A fourth number, which the file has not.
        "1.1.6.1",
    },
    "resource-agents": {
        # The file was empty until 1.0.2, and had no candidate's entry until 3.9.1.
        *("1.0", "1.0.2-rc1", "1.0.2-rc2", "1.0.3-rc1"),
        # A release that the file skips.
        "3.9.0",
    },
}
# Releases whose slice has what the slice before it had, and why. Of all others, what is
# told twice stands twice in their file.
GROWN = {
    "drbd": {
        # A candidate's heading was renamed, and its section went on.
        *("8.4.1rc2", "8.4.4rc2", "9.0.0pre1", "9.0.10-0rc2"),
    },
    "drbd-utils": {
        *("8.9.2rc3", "8.9.2rc4"),
        # Of 9.14.1, released from a branch, it repeats what its file has not.
        "9.15.0",
    },
    "pacemaker": {
        # Candidates have the section of their release, which grows.
        *("3.0.1-rc2", "3.0.2-rc2"),
    },
}
# DRBD's tags whose message is not the file's own section: it repeats what earlier
# candidates had, lacks what is of the tools, or a typo was mended in one of them.
REWORDED = {
    *("drbd-8.4.0rc2", "drbd-8.4.2rc2", "drbd-8.4.5rc1", "drbd-9.0.6", "drbd-9.2.0"),
}
# Sections of others, in the files of those who went on with their work.
FOREIGN = {"2.99.0", "2.99.1", "2.99.2"}  # Heartbeat's


@dataclass(frozen=True, eq=False)
class Book:
    """A project's release tags, and what its changelogs say at each of them."""

    project: Project
    tags: tuple[Tag, ...]
    texts: dict[tuple[str, str], str]

    def before(self, tag: Tag) -> Tag | None:
        """Return what a tag is compared with."""
        return previous(tag, self.tags, self.project.series)

    def files(self, tag: Tag) -> list[str]:
        """Return the changelogs that there are at a tag."""
        return [
            path for path in self.project.changelog if (tag.name, path) in self.texts
        ]

    def sections(self, tag: Tag, path: str) -> tuple[Section, ...]:
        """Return the sections of a changelog at a tag."""
        return _sections(self.texts[tag.name, path])

    def slice(self, tag: Tag, path: str, at: Tag | None = None) -> tuple[Section, ...]:
        """Return what a changelog has of a release, at its own tag or at another."""
        before = self.before(tag)
        since = before.version if before else None
        return between(self.sections(at or tag, path), since, tag.version)

    def pairs(self) -> Iterator[tuple[Tag, Tag, str]]:
        """Yield each release after the one before it, and a changelog of its."""
        for tag in self.tags:
            if before := self.before(tag):
                for path in self.files(tag):
                    yield before, tag, path

    def chains(self) -> Iterator[tuple[str, list[Tag]]]:
        """Yield the releases that lead to the newest of each series, by changelog.

        Only those whose file is there are in a chain, the newest first.
        """
        newest: dict[str, Tag] = {}
        finals = [tag for tag in self.tags if not _candidate(tag)]
        for tag in sorted(finals, key=lambda tag: _order(tag.version)):
            newest[series_of(tag.version, self.project.series)] = tag
        for last in newest.values():
            for path in self.files(last):
                chain = [last]
                while (older := self.before(chain[-1])) and path in self.files(older):
                    chain.append(older)
                yield path, chain


_sections = cache(sections)


def _order(version: str) -> Version:
    found = rank(version)
    assert found
    return found


def _candidate(tag: Tag) -> bool:
    version = parse(tag.version)
    return version is not None and version.prerelease


def _words(parts: Iterable[Section]) -> set[str]:
    return {change.text for part in parts for change in part.changes}


@cache
def _book(upstream: Path, cache: Path, name: str) -> Book:
    project = replace(PROJECTS[name], repository=f"{name}.bundle")
    fetch = Fetch(cache / "changelogs", base=upstream, limits=Limits())
    listing = fetch.git(project.repository, "for-each-ref", FORMAT, "refs/tags")
    tags = parse_tags(listing, project, TOKYO)
    keys = [(tag.name, path) for tag in tags for path in project.changelog]
    blobs = fetch.blobs(
        project.repository, [f"refs/tags/{tag}:{path}" for tag, path in keys]
    )
    found = zip(keys, blobs, strict=True)
    texts = {key: text_of(blob) for key, blob in found if blob is not None}
    return Book(project, tags, texts)


@pytest.fixture(params=BUNDLES)
def book(request: pytest.FixtureRequest, real_data: Path, cache: Path) -> Book:
    """Return each project that has a bundle, read once for all tests."""
    return _book(real_data / "upstream", cache, request.param)


def test_every_release_has_its_slice(book: Book) -> None:
    """Each release is in its own changelog, but for those known not to be."""
    told = {
        tag: [book.slice(tag, path) for path in book.files(tag)] for tag in book.tags
    }

    silent = {tag.version for tag, found in told.items() if found and not any(found)}

    assert silent == SILENT.get(book.project.id, set())


def test_slices_of_a_series_are_the_record(book: Book) -> None:
    """Laid end to end, the slices of a series are the sections since its start."""
    for path, chain in book.chains():
        whole = book.sections(chain[0], path)
        slices = [book.slice(tag, path, at=chain[0]) for tag in chain]
        oldest, newest = _order(chain[-1].version), _order(chain[0].version)

        told = sorted(part.place for found in slices for part in found)

        assert told == [
            part.place
            for part in whole
            if (found := rank(part.version)) and part.version not in FOREIGN
            if oldest < found <= newest or part in slices[-1]
        ]


def test_sections_are_the_file(book: Book) -> None:
    """Laid end to end, after what stands before them, the sections are the file."""
    for text in {*book.texts.values()}:
        found = _sections(text)

        slices = "".join(part.text for part in found)

        assert text.endswith(slices)
        assert not any(part.version for part in sections(text.removesuffix(slices)))


def test_silence_is_the_file_s(book: Book) -> None:
    """A release that has no slice is named nowhere in its files, by no line at all."""
    for tag in book.tags:
        if tag.version in SILENT.get(book.project.id, ()):
            spelling = re.escape(tag.version).replace(r"\-", r"[ -]?")
            named = re.compile(rf"(?<![\w.]){spelling}(?![\w.])")

            assert not any(
                named.search(book.texts[tag.name, path]) for path in book.files(tag)
            )


def test_nothing_is_told_twice(book: Book) -> None:
    """What one release was told, the next is told only if its file has it twice."""
    grown = set()
    for before, tag, path in book.pairs():
        old, new = book.slice(before, path, at=tag), book.slice(tag, path)
        had = _words(book.slice(before, path)) if path in book.files(before) else set()
        twice = had & _words(new)
        shared = {part.place for part in old} & {part.place for part in new}
        if shared or not twice <= _words(old):
            grown.add(tag.version)

    assert grown == GROWN.get(book.project.id, set())


@pytest.mark.parametrize("book", ["drbd"], indirect=True)
def test_tag_messages_repeat_the_slice(
    book: Book, real_data: Path, cache: Path
) -> None:
    """DRBD's tag messages have the entries of the file's own section, mostly."""
    fetch = Fetch(cache / "changelogs", base=real_data / "upstream", limits=Limits())
    annotated = fetch.git(
        "drbd.bundle", "for-each-ref", "refs/tags", "--format=%(objecttype) %(refname)"
    )
    names = [line[4:] for line in annotated.splitlines() if line.startswith("tag ")]
    blobs = fetch.blobs("drbd.bundle", names)
    messages = {
        name.removeprefix("refs/tags/"): entries(text_of(blob))
        for name, blob in zip(names, blobs, strict=True)
        if blob
    }

    other = {
        tag.name
        for tag in book.tags
        if tag.name in messages
        for own in [between(book.sections(tag, "ChangeLog"), None, tag.version)[:1]]
        if messages[tag.name] != own[0].changes
    }

    assert len(messages) == 124
    assert () not in messages.values()
    assert other == REWORDED


def test_figures(real_data: Path, cache: Path) -> None:
    """All histories together have as many releases, files and slices as we know of."""
    books = [_book(real_data / "upstream", cache, name) for name in BUNDLES]

    pairs = [tag for book in books for tag in book.tags if book.before(tag)]
    files = [(book, tag) for book in books for tag in book.tags if book.files(tag)]
    slices = [
        found
        for book, tag in files
        if any(found := book.slice(tag, path) for path in book.files(tag))
    ]

    assert (len(pairs), len(files), len(slices)) == (621, 478, 433)
