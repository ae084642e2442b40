"""Files put in place whole, or not at all."""

from __future__ import annotations

__all__ = ["KEPT", "replace_file", "unreadable"]

import os

from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from digest.errors import DigestError

ANYBODY = 0o222  # somebody may write it
KEPT = "nothing was changed"


def replace_file(path: Path, text: bytes) -> bool:
    """Put a file in place whole, or leave what is there; return whether it changed.

    A link stays one, and what it leads to is replaced; who may read it stays, too.

    Raises:
        DigestError: If the file cannot be written, or nobody may.
    """
    target = Path(os.path.realpath(path))
    aside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        mode = S_IMODE(target.stat().st_mode) if target.is_file() else None
        if mode is not None and target.read_bytes() == text:
            return False
        if mode is not None and not mode & ANYBODY:
            raise DigestError("read-only", where=str(path), hint=f"chmod u+w; {KEPT}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            aside.chmod(mode)
        aside.replace(target)
    except OSError as error:
        raise unreadable(path, error) from error
    finally:  # after Ctrl-C, too
        with suppress(OSError):
            aside.unlink()
    return True


def unreadable(path: Path, error: OSError) -> DigestError:
    """Return the error of a file that the system does not let us have."""
    return DigestError((error.strerror or "no access").lower(), where=str(path))
