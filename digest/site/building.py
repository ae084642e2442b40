"""The site, built of the pages by MkDocs: strictly, and whole or not at all."""

from __future__ import annotations

__all__ = ["build_part", "build_site", "strictly"]

import logging
import re
import shutil

from contextlib import contextmanager
from dataclasses import dataclass
from logging.handlers import BufferingHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException

from digest.errors import DigestError
from digest.inert import plain
from digest.site.own import load
from digest.site.partly import Breath, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

COMPLAINT = re.compile(r"(?s)(?:Doc file|Error \w+ page) '(.+?)':? (.+?)\.?")


def build_site(
    root: Path,
    *,
    config_file: Path,
    theme_dir: Path,
    site_dir: Path | None = None,
    preview: Callable[[], object] | None = None,
) -> Path:
    """Return where the site now is, built strictly from the pages below ``root``.

    The site that was there stays until the new one is complete. What it has beyond
    the new one goes, hidden files excepted. A preview leads to no published page, and
    lets the script in that reloads it; it is called before each page, and what it
    raises breaks the build off.

    Raises:
        DigestError: If MkDocs complains of anything, or if the site would replace
            something that is none.
    """
    target = site_dir or root / "site"
    _refuse_other(target)
    kitchen = _Kitchen(root, config_file, theme_dir)
    with TemporaryDirectory() as place:
        made = Path(place, "site")
        kitchen.make(made, Breath(preview) if preview else None)
        shutil.copytree(made, target, dirs_exist_ok=True)
        _remove_others(target, made)
    return target


def build_part(
    root: Path,
    *,
    config_file: Path,
    theme_dir: Path,
    site_dir: Path,
    wanted: Collection[str],
) -> None:
    """Build some pages of a preview, and put them and what is the theme's in place.

    ``wanted`` are their sources below ``content``. What else is in the site stays, and
    so does what is made of all pages.

    Raises:
        DigestError: If MkDocs complains of anything.
    """
    with TemporaryDirectory() as place:
        made = Path(place, "site")
        _Kitchen(root, config_file, theme_dir).make(made, Part(wanted))
        shutil.copytree(made, site_dir, dirs_exist_ok=True)


@dataclass(frozen=True, slots=True)
class _Kitchen:
    """Where MkDocs builds: of whose content, how configured, in which theme."""

    root: Path
    config_file: Path
    theme_dir: Path

    def make(self, made: Path, preview: Breath | Part | None) -> None:
        """Build the site at a new place, with the hooks of a preview if it is one."""
        with strictly(self.config_file, self.theme_dir):
            config = load(
                self.config_file,
                self.theme_dir,
                docs_dir=str(self.root.resolve() / "content"),
                site_dir=str(made),
                strict=True,
                watch=[],
                site_url="" if preview else None,
            )
            if preview:
                config.plugins["preview"] = preview
            if isinstance(preview, Part):  # what is made of all pages is not made
                config.plugins.events["post_build"].clear()
                config.theme.static_templates &= {"404.html"}
            command: Literal["serve", "build"] = "serve" if preview else "build"
            config.plugins.on_startup(command=command, dirty=False)
            build(config)


def _refuse_other(target: Path) -> None:
    """Raise a DigestError where there is something that is no site."""
    something = target.is_file() or any(target.glob("[!.]*"))
    if something and not (target / "404.html").is_file():
        raise DigestError(
            "is no site, and a site would replace it",
            where=str(target),
            hint="name a new or an empty directory",
        )


def _remove_others(target: Path, made: Path) -> None:
    """Remove what a site has beyond the one just made, hidden files excepted."""
    for path in sorted(target.rglob("*"), reverse=True):
        inside = path.relative_to(target)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or (made / inside).exists():
            continue
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()


@contextmanager
def strictly(config_file: Path, theme_dir: Path) -> Iterator[None]:
    """Make MkDocs' complaints our errors, however quiet logging is set to be."""
    logger, ear = logging.getLogger("mkdocs"), BufferingHandler(10**9)
    ear.setLevel(logging.WARNING)
    before = logger.level, logger.propagate
    logger.propagate = False  # it is told once, by whoever catches the error
    logger.setLevel(min(logger.getEffectiveLevel(), logging.WARNING))
    logger.addHandler(ear)
    try:
        yield
    except TemplateError as error:
        raise DigestError(plain(error), where=str(theme_dir)) from error
    except MkDocsException as error:
        messages = [record.getMessage() for record in ear.buffer] or [str(error)]
        raise _complaint(messages, config_file) from error
    finally:
        logger.removeHandler(ear)
        logger.level, logger.propagate = before


def _complaint(messages: Sequence[str], config_file: Path) -> DigestError:
    """Return the first of MkDocs' complaints as ours, and say how many others."""
    more = f" (and {len(messages) - 1} more)" if messages[1:] else ""
    if not (match := COMPLAINT.fullmatch(messages[0])):
        return DigestError(plain(messages[0]) + more, where=str(config_file))
    return DigestError(
        plain(match[2]) + more,
        where=f"content/{match[1]}",
        hint="pages are made: mend the notes or the facts, then run: digest build",
    )
