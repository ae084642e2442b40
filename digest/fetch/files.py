"""Files of what is kept, which show whether they are whole."""

from __future__ import annotations

__all__ = ["Files"]

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from cachecontrol.caches import SeparateBodyFileCache

if TYPE_CHECKING:
    from datetime import datetime

SEAL = sha256().digest_size


class Files(SeparateBodyFileCache):
    """Files, all under a seal: what a full disk has cut short counts as none.

    The seal of a body is in its head.
    """

    def get(self, key: str) -> bytes | None:
        """Return the head that is kept, if it is whole."""
        kept = super().get(key) or b""
        seal, value = kept[:SEAL], kept[SEAL:]
        return value if value and seal == sha256(value).digest() else None

    def set(
        self, key: str, value: bytes, expires: int | datetime | None = None
    ) -> None:
        """Keep a head."""
        super().set(key, sha256(value).digest() + value, expires)

    def get_body(self, key: str) -> BytesIO | None:
        """Return the body that is kept; there is nothing to close."""
        file = super().get_body(key)
        if not file:
            return None
        with file:
            return BytesIO(file.read())

    def delete(self, key: str) -> None:
        """Keep it all the same.

        The library throws away what is old and has no ETag, before it can be asked
        about by its date: https://github.com/psf/cachecontrol/issues/243
        """

    def forget(self, key: str) -> None:
        """Throw away what is kept."""
        super().delete(key)
