"""What of a page MkDocs does not read, because it is found in the HTML."""

from __future__ import annotations

from markdown import Markdown
from markdown.preprocessors import HtmlBlockPreprocessor
from mkdocs.structure.pages import _RawHTMLPreprocessor

from digest.site.unread import Unread


def test_mkdocs_reads_no_ids() -> None:
    """MkDocs' own reader of ids is left out, by the name that MkDocs gives it."""
    converter = Markdown(extensions=[Unread()])

    _RawHTMLPreprocessor()._register(converter)

    kinds = {type(reader) for reader in converter.preprocessors}
    assert HtmlBlockPreprocessor in kinds
    assert _RawHTMLPreprocessor not in kinds


def test_others_are_read() -> None:
    """Whatever else is to read the Markdown does so, in its turn."""
    converter = Markdown(extensions=[Unread()])
    other = HtmlBlockPreprocessor(converter)

    converter.preprocessors.register(other, "other", 1)

    assert list(converter.preprocessors)[-1] is other
