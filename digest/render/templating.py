"""Templates to text, in which nothing from outside is markup."""

from __future__ import annotations

__all__ = ["Templates"]

import re

from typing import TYPE_CHECKING

import jinja2

from markupsafe import Markup

from digest.errors import DigestError
from digest.inert import anchor, code, inert, link, page_link, quoted_html, target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BLANK_LINES = re.compile(r"\n{3,}")


class Templates:
    """The templates of an edition.

    Args:
        folders: Where they are, the first first.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._jinja = jinja2.Environment(  # noqa: S701 - pages are Markdown: `_inert` guards every value
            loader=jinja2.FileSystemLoader(folders),
            finalize=_inert,
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        # What a template says as JSON is read by YAML, and by people in a diff.
        self._jinja.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._jinja.filters |= {"code": code, "html": quoted_html}
        self._jinja.globals |= {
            "anchor": anchor,
            "indent": lambda depth: Markup("    ") * depth,
            "link": link,
            "page": page_link,
            "strong": Markup("**{}**").format,
            "target": target,
        }

    def text(self, name: str, **context: object) -> str:
        """Return what a template makes of values, without a line's end behind it.

        Raises:
            DigestError: If the template does not fit.
        """
        try:
            text = self._jinja.get_template(name).render(context)
        except jinja2.TemplateError as error:
            line = f":{error.lineno}" if hasattr(error, "lineno") else ""
            what = f"template does not fit: {error.message}"
            raise DigestError(what, where=f"templates/{name}{line}") from error
        return BLANK_LINES.sub("\n\n", text).rstrip("\n")


def _inert(value: object) -> Markup:
    """Make whatever a template prints inert, unless it is markup already."""
    return value if isinstance(value, Markup) else inert(value)
