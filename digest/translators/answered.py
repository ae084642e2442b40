"""What services have answered, kept on disk, so that nothing is paid for twice."""

from __future__ import annotations

__all__ = ["Answered"]

import json
import os

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.translators.service import Answer

if TYPE_CHECKING:
    from pathlib import Path

HINT = "what translators answered is kept there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answers of one service in one language, by what was asked.

    An answer is kept as it came, good or not: what is wrong with it may be judged
    otherwise later. It is kept with all that it depends on, of which a key is no part.
    """

    folder: Path
    service: str
    language: str

    def find(self, text: str) -> Answer | None:
        """Return what was answered to a text, if that is known.

        Raises:
            DigestError: If it cannot be read.
        """
        path, known = self._path(text), self._known(text)
        try:
            kept = json.loads(path.read_bytes())
            found = Answer(text=kept.pop("answer"), why=kept.pop("why"))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(path, error) from error
        except (ValueError, RecursionError, KeyError, AttributeError, TypeError):
            return None  # what a full disk or a crash has left of it
        return found if kept == known else None

    def keep(self, text: str, answer: Answer) -> None:
        """Keep what was answered to a text.

        Raises:
            DigestError: If it cannot be written.
        """
        path = self._path(text)
        kept = self._known(text) | {"answer": answer.text, "why": answer.why}
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(kept), encoding="utf-8")
            aside.replace(path)
        except OSError as error:
            raise _unusable(path, error) from error

    def _known(self, text: str) -> dict[str, str]:
        return {"service": self.service, "language": self.language, "text": text}

    def _path(self, text: str) -> Path:
        name = sha256(json.dumps(self._known(text)).encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.json"


def _unusable(path: Path, error: OSError) -> DigestError:
    what = (error.strerror or "no access").lower()
    return DigestError(what, where=str(path), hint=HINT)
