"""Files in TOML to plain data."""

from __future__ import annotations

__all__ = ["read_toml"]

import tomllib

from typing import TYPE_CHECKING, Any

from digest.errors import DigestError

if TYPE_CHECKING:
    from pathlib import Path


def read_toml(path: Path, *, hint: str = "") -> dict[str, Any]:
    """Return what a file in TOML says; ``hint`` is what to do if it cannot be read.

    Raises:
        DigestError: If it cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(path), hint=hint) from error
    except (ValueError, RecursionError) as error:
        raise DigestError(f"not TOML: {error}", where=str(path)) from error
