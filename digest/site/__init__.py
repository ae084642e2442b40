"""Our side of MkDocs: languages, neighbours, and one strict build."""

from __future__ import annotations

__all__ = ["DigestPlugin", "build_part", "build_site", "read_articles"]

from digest.site.building import build_part, build_site
from digest.site.plugin import DigestPlugin
from digest.site.reading import read_articles
