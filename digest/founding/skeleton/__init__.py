"""The files of a new digest, made of what it is to be."""

from __future__ import annotations

__all__ = ["files_of", "words_of"]

import json
import re
import tomllib

from importlib import resources
from typing import TYPE_CHECKING, Any

import jinja2

from digest.founding.workflows import workflows
from digest.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.founding.charter import Charter

HERE = resources.files(__name__)
# What JSON writes as it is, and TOML and YAML do not take.
ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
NAMED = 3  # projects in a sentence, before the others are only "others"
PLAIN = {
    ".gitignore": "gitignore",
    "templates/glossary.toml": "templates/glossary.toml",
    "templates/site/assets/andrew.svg": "mascot.svg",
    "templates/site/assets/favicon.svg": "mascot.svg",
}
MADE = {
    "projects.toml": "projects.toml.j2",
    "mkdocs.yml": "mkdocs.yml.j2",
    "README.md": "README.md.j2",
    "requirements.txt": "requirements.txt.j2",
}


def files_of(charter: Charter, watch: Sequence[str], version: str) -> dict[str, bytes]:
    """Return the files of a new digest by their names, below its folder.

    Args:
        charter: What it is to be.
        watch: The words by which a change is worth being shown first.
        version: Which version of the program it is made for.
    """
    jinja = _jinja()
    say = words_of()
    values: dict[str, Any] = {
        "charter": charter,
        "names": {language: _names(charter, say[language]) for language in say},
        "say": say,
        "version": version,
        "watch": watch,
    }
    words = {f"templates/words.{language}.toml": language for language in charter.title}
    files = {
        **{name: _read(source) for name, source in PLAIN.items()},
        **{n: jinja.get_template(t).render(values) for n, t in MADE.items()},
        **{
            name: jinja.get_template("templates/words.toml.j2").render(
                values, language=language
            )
            for name, language in words.items()
        },
        **workflows(),
    }
    return {name: text.encode() for name, text in sorted(files.items())}


def words_of() -> dict[str, dict[str, str]]:
    """Return by language what a new digest says of itself."""
    return tomllib.loads(_read("words.toml"))


def quoted(value: object) -> str:
    """Return a text, or a list of them, as TOML and YAML both write it."""
    text = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _jinja() -> jinja2.Environment:
    jinja = jinja2.Environment(  # noqa: S701 - TOML, YAML and Markdown: filters guard them
        loader=jinja2.FunctionLoader(_read),
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    jinja.filters |= {"toml": quoted, "md": inert}
    return jinja


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _names(charter: Charter, say: dict[str, str]) -> str:
    """Return the projects in a sentence, the first by name."""
    names = [project.name for project in charter.projects]
    # What stands between braces would be a blank of the sentence.
    shown = say["comma"].join(names[:NAMED]).replace("{", "{{").replace("}", "}}")
    return shown + (say["more"] if names[NAMED:] else "")
