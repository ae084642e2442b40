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


def test_tip_in_another_language_says_so() -> None:
    """Of a tip that was written in another language all is in that language."""
    own = '<h3><a id="tip-2011-08-1"></a>Mine</h3><p>From August.</p><p>Tea.</p>'
    head = '<h3 id="s-1"><a id="tip-2011-08-2"></a><span lang="ja">話</span></h3>'
    line = "\n<p>From August (in Japanese only).</p>"
    words = "<p>お茶。</p><h4>People's own</h4><p>どうぞ。</p>"
    next_one = '<h2><a id="of-none"></a>Others</h2>'

    html = framed(own + head + line + words + next_one + head + line, "tips")

    first = f'{own}{head}{line}<div lang="ja">{words}</div>{next_one}'
    assert html == f'{first}{head}{line}<div lang="ja"></div>'
