"""Our side of MkDocs: languages, neighbours, and one strict build."""

from __future__ import annotations

__all__ = ["DigestPlugin", "build_site"]

from digest.site.building import build_site
from digest.site.plugin import DigestPlugin
