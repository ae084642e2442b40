"""What comes with the program: templates, words, a theme, workflows."""

from __future__ import annotations

__all__ = ["packaged"]

from pathlib import Path


def packaged(name: str) -> Path:
    """Return a file or folder of the package, or beside the package in a checkout."""
    package = Path(__file__).parent
    return package / name if (package / name).exists() else package.parent / name
