"""Bugs in upstream's words lead to where they can be looked up."""

from __future__ import annotations

from html import unescape

import pytest

from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from digest.changes import Change
from digest.compare.changelog.wording import read_change
from digest.edition import Project
from digest.render.pieces import as_html, as_markdown, pieces_of

RHBZ = "https://bugzilla.redhat.com/show_bug.cgi?id=12"
CVE = "https://www.cve.org/CVERecord?id=CVE-2011-0001"
HERE = "https://github.com/example/alpha/issues/7"
COMMIT = "https://example.org/commit/a"
LIKE = "GH #1", "pr#2", "rhbz#1", "LP:#1", "LP: #12", "bsc#PM-1", "(see:#12)", "a:#3"
MENTIONS = *LIKE, "closes: #3", "CVE-2011-0001", "GHSA-aaaa-bbbb-cccc", "RHEL-1", "a"
ALPHA = Project(
    id="alpha",
    name="Alpha",
    about={},
    aliases=(),
    repository="https://github.com/example/alpha.git",
    tags=(),
)
CASES = {
    "no bug": (Change(text="a fix"), "a fix"),
    "the commit": (Change(text="(a fix)", url=COMMIT), f"[(a fix)]({COMMIT})"),
    "in place": (
        Change(text="a fix (rhbz#12)", refs=("rhbz#12",)),
        f"a fix ([rhbz#12]({RHBZ}))",
    ),
    "one's own": (Change(text="a fix (#7)", refs=("#7",)), f"a fix ([&#35;7]({HERE}))"),
    "written otherwise": (
        Change(text="a fix, RHBZ: #12.", refs=("rhbz#12",)),
        f"a fix, [RHBZ: #12]({RHBZ}).",
    ),
    "after a word": (
        Change(text="a fix, see #7", refs=("#7",)),
        f"a fix, see [&#35;7]({HERE})",
    ),
    "with letters": (
        Change(text="a fix (jsc#PM-12, PM-12)", refs=("jsc#PM-12",)),
        "a fix (jsc#PM-12, PM-12)",
    ),
    "no tracker": (Change(text="fix odd#1", refs=("odd#1",)), "fix odd#1"),
    "not in the words": (
        Change(text="a fix", refs=("rhbz#12", "odd#1", "CVE-2011-0001")),
        f"a fix ([rhbz#12]({RHBZ}), odd#1, [CVE-2011-0001]({CVE}))",
    ),
    "part of a longer one": (
        Change(text="fix rhbz#123", refs=("rhbz#12",)),
        f"fix rhbz#123 ([rhbz#12]({RHBZ}))",
    ),
    "in code": (
        Change(text="fix `rhbz#12` of rhbz#12", refs=("rhbz#12",)),
        f"fix `rhbz#12` of [rhbz#12]({RHBZ})",
    ),
    "bug and commit": (
        Change(text="mend it (rhbz#12): again", refs=("rhbz#12",), url=COMMIT),
        f"[mend it]({COMMIT}) ([rhbz#12]({RHBZ})): again",
    ),
    "bug alone": (
        Change(text="rhbz#12", refs=("rhbz#12",), url=COMMIT),
        f"[rhbz#12]({RHBZ})",
    ),
    "no picture": (
        Change(text="mend it!rhbz#12", refs=("rhbz#12",)),
        f"mend it&#33;[rhbz#12]({RHBZ})",
    ),
    "severe": (
        Change(text="High: crmd: mend it", severity="high", url=COMMIT),
        f"**High**: [crmd: mend it]({COMMIT})",
    ),
    "less severe": (
        Change(text="Med: crmd: mend it", severity="medium"),
        "Med: crmd: mend it",
    ),
    "severity elsewhere": (
        Change(text="crmd: mend it", severity="critical"),
        "**Critical**: crmd: mend it",
    ),
}


@pytest.mark.parametrize(("change", "said"), CASES.values(), ids=CASES)
def test_pieces(change: Change, said: str) -> None:
    """Bugs are linked where they stand, or behind; the longest words to the commit."""
    assert as_markdown(pieces_of(change, ALPHA)) == said


@pytest.mark.parametrize("change", [c for c, _ in CASES.values()], ids=CASES)
def test_both_ways(change: Change) -> None:
    """What is said where Markdown is not read is the same."""
    pieces = pieces_of(change, ALPHA)

    html = as_html(pieces)

    read = markdown(as_markdown(pieces))
    assert f"<p>{html}</p>" == unescape(read)


def test_no_project() -> None:
    """A number of a project that nobody knows leads nowhere."""
    pieces = pieces_of(Change(text="a fix (#7)", refs=("#7",)), None)

    assert as_markdown(pieces) == "a fix (#7)"


@given(st.lists(st.sampled_from(MENTIONS), max_size=6))
def test_what_is_read_is_found(words: list[str]) -> None:
    """Each bug that an entry is read to mention is found where it stands."""
    change = read_change(", ".join(words))

    pieces = pieces_of(change, ALPHA)

    assert "".join(piece.text for piece in pieces) == change.text


def test_very_many() -> None:
    """Of a merge that names hundreds of bugs, the first are linked."""
    refs = tuple(f"rhbz#{number}" for number in range(1, 300))

    pieces = pieces_of(Change(text=" ".join(refs), refs=refs), ALPHA)

    assert sum(bool(piece.url) for piece in pieces) == 20


@given(
    st.text("a #1[]()!`*:<>&\\_ ", max_size=40),
    st.lists(st.text("a#1[]!*<`", max_size=4), max_size=3),
    st.sampled_from(["", "high", "low", "a"]),
    st.sampled_from(["", COMMIT]),
)
def test_nothing_takes_effect(
    text: str, refs: list[str], severity: str, url: str
) -> None:
    """Whatever stands in an entry, nothing of it becomes markup but links and code."""
    change = Change(text=text, refs=tuple(refs), severity=severity, url=url)

    html = markdown(f"- {as_markdown(pieces_of(change, ALPHA))}")

    for tag in ("ul", "li", "a", "code", "strong"):
        html = html.replace(f"</{tag}>", "").replace(f"<{tag}>", "")
    html = html.replace(f'<a href="{COMMIT}">', "")
    assert "<" not in html.replace(
        '<a href="https://github.com/example/alpha/issues/', ""
    )
