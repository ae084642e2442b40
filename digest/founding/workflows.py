"""The workflows of a new digest: the program's own, without what makes the program."""

from __future__ import annotations

__all__ = ["workflows"]

import re

from digest.packaged import packaged

FOLDER = ".github"
PATTERNS = ("*.sh", "workflows/*.yml")
# What only the program's repository has, and what a digest's has instead of it.
JOBS = re.compile(r"^  (?:lint|test):\n(?:(?:    .*)?\n)+", re.MULTILINE)
INSTEAD = (
    (JOBS, ""),
    (
        re.compile(r"run: \|\n +make install\n +echo .*"),
        "run: python -m pip install --requirement requirements.txt",
    ),
    (re.compile(r"requirements/run\.txt"), "requirements.txt"),
    (re.compile(r", 'digest/projects\.toml'"), ""),
    (re.compile(r"^(?:#.*\n)+(?=name: CI$)", re.MULTILINE), ""),
)


def workflows() -> dict[str, str]:
    """Return the workflows and their scripts by name, below a digest's folder."""
    folder = packaged(FOLDER)
    paths = (path for pattern in PATTERNS for path in folder.glob(pattern))
    return {
        f"{FOLDER}/{path.relative_to(folder).as_posix()}": _adapted(
            path.read_text("utf-8")
        )
        for path in sorted(paths)
    }


def _adapted(text: str) -> str:
    for pattern, other in INSTEAD:
        text = pattern.sub(other, text)
    return text
