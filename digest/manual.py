"""Help as a manual page has it: what is read, what is written, how it ends."""

from __future__ import annotations

__all__ = ["Manual", "Overview"]

import inspect
import re

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A paragraph of a command's docstring that begins so is a part of its own.
PART = re.compile(r"(Reads|Writes|Status|Example): ")
STATUS = (
    ("0", "Done."),
    ("1", "An error that you can mend, told in one line; nothing is half written."),
    ("2", "Wrong usage."),
)
FILES = (
    ("projects.toml", "What is watched, and for whom; else the program's own."),
    ("mkdocs.yml", "The site, where it is not as it comes with the program."),
    ("templates/", "Words, templates and theme of your own, before the program's."),
    ("content/facts/", "What was collected, one file a month; to be reviewed."),
    ("content/notes/", "What people write: prose, corrections. Yours alone."),
    ("content/memory/", "Translations of upstream's sentences. Yours alone."),
    ("content/LANGUAGE/", "The pages that were made; not to be edited."),
    ("site/", "The site that was built."),
    ("~/.cache/monthly-andrew/", "Mirrors and answers; may be removed at any time."),
)
ENVIRONMENT = (
    (
        "GITHUB_TOKEN, GH_TOKEN",
        "Shown to api.github.com, which then answers more often.",
    ),
    (
        "DIGEST_KEY_<ID>",
        "The key of the translator of that id, such as DIGEST_KEY_DEEPL.",
    ),
    ("SITE_URL", "Where the site is published, for links that need the whole address."),
    ("HTTP_PROXY, HTTPS_PROXY, NO_PROXY", "As other programs have them."),
    ("XDG_CACHE_HOME", "The folder to keep the cache in, if not ~/.cache."),
    ("CI", "If set, no progress is drawn."),
)


class Manual(click.Command):
    """A command whose help ends with what it reads and writes, and its status."""

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what the command does."""
        del ctx
        told = (text for name, text in self._parts() if not name)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(told))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command reads and writes, how it ends, and an example."""
        del ctx
        parts = [(name, text) for name, text in self._parts() if name]
        for name in ("Reads", "Writes"):
            _section(formatter, name, [text for key, text in parts if key == name])
        with formatter.section("Exit status"):
            formatter.write_dl(
                _statuses(text for key, text in parts if key == "Status")
            )
        examples = [text for key, text in parts if key == "Example"]
        with formatter.section("Example"):
            for example in examples:  # a line to copy is not broken
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")

    def _parts(self) -> Iterator[tuple[str, str]]:
        """Yield the docstring's paragraphs, each with its part's name, if any."""
        for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(self.help or "")):
            text = " ".join(paragraph.split())
            found = PART.match(text)
            yield (found[1], text[found.end() :]) if found else ("", text)


class Overview(click.Group):
    """The help of all commands, which ends with files and environment."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write which files there are, what the environment says, and how it ends."""
        del ctx
        gaps = (
            "3",
            "Done, with gaps: a source that could not be read, a note not used.",
        )
        for name, entries in (
            ("Files", FILES),
            ("Environment", ENVIRONMENT),
            ("Exit status", (*STATUS, gaps)),
        ):
            with formatter.section(name):
                formatter.write_dl(entries)


def _statuses(own: Iterable[str]) -> list[tuple[str, str]]:
    """Return what each status says, with what a command says of its own."""
    found = dict(STATUS)
    for text in own:
        code, said = text.split(" ", 1)
        usual = found.get(code, "") if code == "1" else ""
        found[code] = f"{usual} {said}".strip()
    return sorted(found.items())


def _section(formatter: click.HelpFormatter, name: str, texts: list[str]) -> None:
    with formatter.section(name):
        for text in texts or ["Nothing."]:
            formatter.write_text(_begun(text))


def _begun(text: str) -> str:
    """Return a text with a capital letter first, unless that is a file's name."""
    name = any(sign in text.partition(" ")[0] for sign in "/._")
    return text if name else text[:1].upper() + text[1:]
