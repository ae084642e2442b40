"""The key of a service, which is in the environment and nowhere else."""

from __future__ import annotations

__all__ = ["key_of"]

import re

from typing import TYPE_CHECKING

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.translators.service import Service

KEY = re.compile(r"[\x21-\x7e]+")
MISSING, NO_WORD = "no key", "empty, or more than a word"


def key_of(service: Service, environment: Mapping[str, str]) -> str:
    """Return the key of a service, or nothing if it needs none and there is none.

    Raises:
        DigestError: If it is needed and not there, or can be none.
    """
    key = environment.get(service.variable)
    if key is None:
        if service.translator.needs_key:
            hint = f"set it to your key for {service.translator.kind}"
            raise DigestError(MISSING, where=service.variable, hint=hint)
        return ""
    if not KEY.fullmatch(key.strip()):
        raise DigestError(NO_WORD, where=service.variable)
    return key.strip()
