"""What became of topics and options, before and after, in one language's words."""

from __future__ import annotations

__all__ = ["Compared"]

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from digest.changes import How
from digest.inert import code, inert, link, quoted_html
from digest.remarks import StatusContradiction
from digest.render.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.changes import Field, TopicChange
    from digest.compare.options.table import OptionRow
    from digest.render.comparisons import Comparison
    from digest.render.view import Entry

NOTHING = "–"


class Compared(Speech):
    """Sentences about what two versions have, side by side."""

    def after(self, topic: TopicChange, entry: Entry) -> Markup:
        """Return a topic's lines as they are, with an arrow at each that changed."""
        arrows = {
            field.name.casefold(): self.words.raw(_arrow(field), old=field.old)
            for field in topic.fields
        }
        contradicts = any(
            isinstance(remark, StatusContradiction) and remark.topic == topic.topic
            for remark in entry.release.remarks
        )
        if contradicts:
            arrow = self.words.raw("arrow_contradiction", subject=topic.topic)
            arrows.setdefault("started", arrow)
        return code("\n".join(_pointed(topic.after, arrows)))

    def item(self, topic: TopicChange) -> Markup:
        """Return in one line what became of a topic."""
        return inert(self._item(topic))

    def _item(self, topic: TopicChange) -> str:
        if topic.how is not How.CHANGED:
            return self.words.raw(f"topic_{topic.how}", topic=topic.topic)
        fields = self.words.raw("comma").join(
            self.words.raw(
                "field_changed", name=f.name, old=f.old or "-", new=f.new or "-"
            )
            for f in topic.fields
        )
        return self.words.raw("topic_changed", topic=topic.topic, fields=fields)

    def topic_at(self, file: str, tag: str, entry: Entry) -> Markup:
        """Return which file of which tag is quoted, linked to the tag."""
        project = self._projects.get(entry.release.project)
        pattern = project.file_url or project.tag_url if project else ""
        url = pattern.replace("{tag}", tag).replace("{file}", file)
        return link(self.words("topic_at", tag=tag, file=file), url)

    def item_html(self, topic: TopicChange) -> Markup:
        """Return in one line what became of a topic, where Markdown is not read."""
        return escape(self._item(topic))

    def heading_html(self, side: str, comparison: Comparison) -> Markup:
        """Return what is above one side of a table: a series or a version."""
        if not side:
            return escape(NOTHING)
        key = "of_series" if comparison.of_series else "of_version"
        return escape(self.words.raw(key, of=side))

    def sides_html(self, row: OptionRow) -> tuple[Markup, Markup]:
        """Return how an option reads before and after; a dash is where it is not."""
        match row.what:
            case How.ADDED:
                return escape(NOTHING), self._option(row.new, row)
            case How.REMOVED:
                return self._option(row.old, row), escape(NOTHING)
        return quoted_html(row.old or NOTHING), quoted_html(row.new or NOTHING)

    def _option(self, said: str, row: OptionRow) -> Markup:
        """Return all that is stated of an option that is on one side only."""
        stated = {"option_has_default": row.default, "option_has_range": row.limits}
        more = [self.words.raw(key, said=own) for key, own in stated.items() if own]
        shown = quoted_html(said or self.words.raw("option_there"))
        small = Markup(" <small>{}</small>").format(self.words.raw("comma").join(more))
        return shown + small if more else shown


def _arrow(field: Field) -> str:
    """Return how a changed field is pointed at; what had several lines is not told."""
    if not field.old:
        return "arrow_added"
    return "arrow_rewritten" if "\n" in field.old else "arrow_changed"


def _pointed(text: str, arrows: Mapping[str, str]) -> Iterator[str]:
    """Yield lines with the arrow of the field that each of them starts with."""
    left = dict(arrows)
    for line in text.splitlines():
        arrow = left.pop(line.partition(":")[0].casefold(), "")
        yield f"{line}  {arrow}" if arrow else line
