"""What runs that were killed have left."""

from __future__ import annotations

__all__ = ["clear"]

import shutil
import time

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DAY = 24 * 60 * 60


def clear(mirror: Path) -> None:
    """Throw away what runs that were killed have left where they made a mirror."""
    for left in mirror.parent.glob(f"{mirror.with_suffix('').name}.*new"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - DAY:
                shutil.rmtree(left, ignore_errors=True)
