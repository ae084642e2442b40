"""What the options of a collector are like."""

from __future__ import annotations

__all__ = ["RepositoryName", "WebAddress"]

from typing import Annotated

from digest.codec import Like

WebAddress = Annotated[
    str, Like("an http(s) address", r"https?://[^\s/?#@<>\"]+(?:[/?][^\s#<>\"]*)?")
]
RepositoryName = Annotated[
    str, Like('a name such as "owner/project"', r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
]
