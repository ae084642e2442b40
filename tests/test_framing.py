"""Releases of an issue stand in frames of their own."""

from __future__ import annotations

from digest.site.framing import framed

OPEN = '<section class="release">\n'


def test_release_ends_at_the_next_one() -> None:
    """Every release is a section, and nothing else is in one."""
    project = '<h3><a id="corosync"></a>Corosync</h3><p>About it.</p>'
    first = '<h4 id="s-1"><a id="corosync-1.4.1"></a>1.4.1</h4><p>One.</p>'
    second = '<h4><a id="corosync-1.4.0"></a>1.4.0</h4><p>Two.</p>'
    tips = '<h2><a id="tips"></a>Tips</h2><p>None.</p>'

    html = framed(project + first + second + tips, "issue")

    assert html == (
        f"{project}{OPEN}{first}</section>\n{OPEN}{second}</section>\n{tips}"
    )


def test_candidate_stays_with_its_release() -> None:
    """What a release came from, and the headings people write, are inside it."""
    release = '<h4><a id="corosync-1.4.1"></a>1.4.1</h4>'
    candidate = '<h5><a id="corosync-1.4.1-rc1"></a>1.4.1-rc1</h5>'
    written = "<h3>A word of ours</h3>"

    html = framed(release + candidate + written, "issue")

    assert html == f"{OPEN}{release}{candidate}{written}\n</section>"


def test_page_without_releases_stays_as_it_is() -> None:
    """A month in which nothing came out has no frames."""
    html = '<h2><a id="tips"></a>Tips</h2><p>None.</p>'

    assert framed(html, "issue") == html
    assert framed(html, "front") == html
    assert framed("", "issue") == ""


def test_front_page_frames_the_newest_issue() -> None:
    """Of the front page one part stands out."""
    newest = '<h2><a id="newest"></a>August</h2><p>Two releases.</p>'
    ways = '<h2><a id="ways"></a>Where next</h2>'

    html = framed(newest + ways, "front")

    assert html == f'<section class="cover">\n{newest}</section>\n{ways}'


def test_other_pages_have_no_frames() -> None:
    """A glossary is text from its beginning to its end."""
    html = '<h4><a id="quorum"></a>Quorum</h4>'

    assert framed(html, "glossary") == html
