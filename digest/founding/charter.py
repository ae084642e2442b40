"""What a new digest is to be: for whom, in which languages, about what."""

from __future__ import annotations

__all__ = ["Charter", "Outlet", "Watched", "line", "read_titles"]

import re
import unicodedata

from dataclasses import dataclass
from inspect import get_annotations
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.collectors import COLLECTORS
from digest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

# What no line of text has: controls, halves of letters, ends of lines and paragraphs.
UNPRINTED = {"Cc", "Cn", "Cs", "Zl", "Zp"}
LANGUAGE = re.compile(r"([a-z]{2,3})=(.*)", re.DOTALL)
UNNAMED = re.compile(r"[^a-z0-9]+")
# Where forges show what is in a repository.
FORGES = {
    "github.com": {
        "tag_url": "{home}/releases/tag/{{tag}}",
        "file_url": "{home}/blob/{{tag}}/{{file}}",
        "compare_url": "{home}/compare/{{old}}...{{new}}",
        "commit_url": "{home}/commit/{{commit}}",
    },
    "gitlab.com": {
        "tag_url": "{home}/-/tags/{{tag}}",
        "file_url": "{home}/-/blob/{{tag}}/{{file}}",
        "compare_url": "{home}/-/compare/{{old}}...{{new}}",
        "commit_url": "{home}/-/commit/{{commit}}",
    },
    "codeberg.org": {
        "tag_url": "{home}/releases/tag/{{tag}}",
        "file_url": "{home}/src/tag/{{tag}}/{{file}}",
        "compare_url": "{home}/compare/{{old}}...{{new}}",
        "commit_url": "{home}/commit/{{commit}}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A project that is to be watched: what it is called, and its repository."""

    name: str
    repository: str

    @classmethod
    def parse(cls, text: str) -> Watched:
        """Return the project of a text such as ``Tea=https://example.org/tea.git``.

        Raises:
            UsageError: If it is none.
        """
        name, equals, repository = (part.strip() for part in text.partition("="))
        project = cls(name=line(name), repository=line(repository))
        if not equals or not name or not repository or not project.id:
            hint = "such as --project Tea=https://example.org/tea.git"
            what = f'no project: "{text}"'
            raise UsageError(what, where="--project NAME=REPOSITORY", hint=hint)
        return project

    @property
    def id(self) -> str:
        """What it is called in files and addresses: from its name, if that will do."""
        last = self.repository.rstrip("/").removesuffix(".git").rpartition("/")[2]
        return slug(self.name) or slug(last)

    @property
    def aliases(self) -> tuple[str, ...]:
        """What mails may call it."""
        return tuple(dict.fromkeys((self.name.lower(), self.id)))

    @property
    def addresses(self) -> Mapping[str, str]:
        """The addresses of tags, files and commits, where its forge is known."""
        parts = urlsplit(self.repository)
        home = self.repository.rstrip("/").removesuffix(".git")
        known = FORGES.get(parts.netloc, {}) if parts.scheme == "https" else {}
        sound = not re.search(r'[{}<>"?#\s]', home)
        return {k: form.format(home=home) for k, form in known.items() if sound}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A place where releases are announced: its kind, and where it is."""

    kind: str
    address: str

    @classmethod
    def parse(cls, text: str) -> Outlet:
        """Return the place of a text such as ``feed=https://example.org/feed``.

        Raises:
            UsageError: If it is none.
        """
        kind, equals, address = (part.strip() for part in text.partition("="))
        if not equals or not address or kind not in COLLECTORS:
            what, hint = f'no source: "{text}"', f"kinds are: {', '.join(COLLECTORS)}"
            raise UsageError(what, where="--source KIND=ADDRESS", hint=hint)
        return cls(kind=kind, address=line(address))

    @property
    def id(self) -> str:
        """What it is called in the projects file, and on pages."""
        last = self.address.rstrip("/").rpartition("/")[2]
        return slug(f"{self.kind} {last}") or self.kind

    @property
    def key(self) -> str:
        """The option of its kind that says where it is."""
        return next(iter(get_annotations(COLLECTORS[self.kind])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What a new digest is to be; its titles, by language, the first language first."""

    title: Mapping[str, str]
    timezone: str
    site: str
    projects: tuple[Watched, ...]
    sources: tuple[Outlet, ...]


def read_titles(texts: tuple[str, ...], known: tuple[str, ...]) -> dict[str, str]:
    """Return the titles of texts such as ``en=Tea Monthly``, by language.

    Raises:
        UsageError: If one names no language, or one that has no words.
    """
    found: dict[str, str] = {}
    for text in texts:
        match = LANGUAGE.fullmatch(text)
        if not match or match[1] not in known or not match[2].strip():
            what, hint = f'no title: "{text}"', f"languages are: {', '.join(known)}"
            raise UsageError(what, where="--title LANGUAGE=TITLE", hint=hint)
        found[match[1]] = line(match[2].strip())
    return found


def line(text: str) -> str:
    """Return a text that is one line, as it is.

    Raises:
        UsageError: If it is more than that, or has what cannot be seen.
    """
    if any(unicodedata.category(letter) in UNPRINTED for letter in text):
        what = "ends of lines and control characters cannot stand in it"
        raise UsageError(what, where=repr(text), hint="write it in one line")
    return text


def slug(name: str) -> str:
    """Return a name in small letters, digits and hyphens; nothing if it has none."""
    return UNNAMED.sub("-", name.lower()).strip("-")
