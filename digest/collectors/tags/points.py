"""What a version was made of: its tag, or the commit that released it without one."""

from __future__ import annotations

__all__ = ["Untagged", "reference"]

from dataclasses import dataclass

from digest.model import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Untagged(Tag):
    """A version that no tag names: its release commit, whose id is the name.

    ``title`` is the commit's subject.
    """

    title: str


def reference(tag: Tag) -> str:
    """Return how git is asked for what a version was made of."""
    return tag.name if isinstance(tag, Untagged) else f"refs/tags/{tag.name}"
