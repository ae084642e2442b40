"""First drafts of translations: of a phrase table, and of services, if one is asked.

Whatever comes is a suggestion, for a person to look at. No service is asked unless it
is named; it is shown the sentences that have no translation, and nothing else.
"""

from __future__ import annotations

__all__ = ["TRANSLATORS", "Service", "read_service"]

import re

from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.codec import decode
from digest.errors import Problem
from digest.translators.deepl import DeepL
from digest.translators.libretranslate import LibreTranslate
from digest.translators.openai import OpenAI
from digest.translators.service import Service, Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

# To add a kind of service: a module beside this one, and a line here.
TRANSLATORS: Mapping[str, type[Translator]] = MappingProxyType(
    {kind.kind: kind for kind in (DeepL, LibreTranslate, OpenAI)}
)
ID = re.compile(r"[a-z0-9-]+")


def read_service(table: object, problems: list[Problem], at: str) -> Service | None:
    """Return the service that a ``[[translator]]`` of projects.toml names.

    Every mistake in it is appended to the problems; then it must not be used.
    """
    if not isinstance(table, dict):
        problems.append(Problem("a table expected", at))
        return None
    options = {key: table[key] for key in table if key not in {"id", "kind"}}
    name, kind = table.get("id"), table.get("kind")
    if not (isinstance(name, str) and ID.fullmatch(name)):
        what = 'required: a name of a-z, 0-9 and "-"'
        problems.append(Problem(what, f"{at}.id"))
    if not (isinstance(kind, str) and kind in TRANSLATORS):
        what = f"required: one of {', '.join(TRANSLATORS)}"
        problems.append(Problem(what, f"{at}.kind"))
        return None
    translator = decode(TRANSLATORS[kind], options, problems, at)
    return Service(id=str(name), translator=translator)
