"""What a TODO file says of a topic, against what it says of the same topic."""

from __future__ import annotations

__all__ = ["StatusContradiction", "contradictions"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from digest.compare.status import is_done, is_open
from digest.compare.todo import fields_of
from digest.release import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from digest.remarks.scene import Around

# Fields of a topic that may say that it waits, and that it is done. The list is the
# heading above it, and those above that.
LIST = "list"
WAITS = ("started", "status", LIST)
READY = ("finished", "status", LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusContradiction(Remark):
    """A topic of the TODO file is finished, and was never started or still waits.

    ``started`` is what says that it waits. ``listed`` is the heading of its list, if
    that is what says so, or what says that it is finished.
    """

    kind: ClassVar[str] = "status-contradiction"
    topic: str
    file: str
    started: str
    finished: str
    listed: str = ""


def contradictions(around: Around) -> Iterator[StatusContradiction]:
    """Yield the topics that changed and now say two things at once."""
    topics = {change.topic: change for change in around.release.topics}
    for topic in topics.values():
        said = dict(fields_of(topic.after))
        said |= {"List": topic.listed} if topic.listed else {}
        said |= {field.name: field.new for field in topic.fields}
        fields = {name.casefold(): value for name, value in said.items()}
        waits, ready = _first(WAITS, is_open, fields), _first(READY, is_done, fields)
        if topic.after and waits and ready:
            yield StatusContradiction(
                topic=topic.topic,
                file=topic.file,
                started=fields[waits],
                finished=fields[ready],
                listed=fields[LIST] if LIST in {waits, ready} else "",
            )


def _first(
    names: tuple[str, ...], says: Callable[[str], bool], fields: Mapping[str, str]
) -> str:
    """Return the first field that says something, or nothing."""
    return next((name for name in names if says(fields.get(name, ""))), "")
