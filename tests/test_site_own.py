"""What a digest's site has of its own counts before what comes with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.site import build_site

REPOSITORY = Path(__file__).parent.parent
CONFIG = REPOSITORY / "mkdocs.yml"
THEME = REPOSITORY / "templates" / "site"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a digest with one page."""
    page = tmp_path / "content" / "en" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Tea\n", encoding="utf-8")
    (tmp_path / "content" / "index.md").write_text("# Tea\n", encoding="utf-8")
    return tmp_path


def made(root: Path) -> str:
    """Return the front page of a digest, as its site has it."""
    return (built(root) / "en" / "index.html").read_text("utf-8")


def built(root: Path) -> Path:
    """Return the site of a digest, with what it has of its own."""
    config, theme = root / "mkdocs.yml", root / "templates" / "site"
    return build_site(
        root,
        config_file=config if config.exists() else CONFIG,
        theme_dir=theme if theme.exists() else THEME,
    )


def test_configuration_key_by_key(root: Path) -> None:
    """What its mkdocs.yml says counts; the rest is as it comes with the program."""
    own = "site_name: Tea\nextra: {words: {en: {footer: Tea is good.}}}\n"
    (root / "mkdocs.yml").write_text(own, encoding="utf-8")

    page = made(root)

    assert '<p lang="en">Tea is good.</p>' in page
    assert "Skip to the text" in page


def test_languages_of_its_own(root: Path) -> None:
    """The languages of the site are those that its mkdocs.yml has words for."""
    own = "site_name: Tea\nextra: {words: {en: {footer: Tea is good.}}}\n"
    (root / "mkdocs.yml").write_text(own, encoding="utf-8")

    lost = (built(root) / "404.html").read_text("utf-8")

    assert "There is no such page" in lost
    assert "ページが見つかりません" not in lost


def test_words_of_the_program(root: Path) -> None:
    """A mkdocs.yml without words leaves those of the program."""
    (root / "mkdocs.yml").write_text("site_name: Tea\n", encoding="utf-8")

    assert "Every fact comes with its source." in made(root)


def test_inherits_from_a_file_of_its_own(root: Path) -> None:
    """A mkdocs.yml that inherits from another file is left to itself."""
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    base = f"INHERIT: {CONFIG}\nextra: {{words: {{en: {{footer: Based.}}}}}}\n"
    (root / "base.yml").write_text(base, encoding="utf-8")

    assert '<p lang="en">Based.</p>' in made(root)


def test_theme_file_by_file(root: Path) -> None:
    """A file of its own theme is taken, and what it extends from the program's."""
    theme = root / "templates" / "site"
    (theme / "assets").mkdir(parents=True)
    (theme / "assets" / "andrew.svg").write_text("<svg/>", encoding="utf-8")
    main = '{% extends "base.html" %}{% set here = frame(page.file.src_uri) %}'
    main += "{% set say = words[here.language] %}{% set title = page.title %}"
    main += "{% set description = '' %}{% block main %}My own tea{% endblock %}"
    (theme / "main.html").write_text(main, encoding="utf-8")

    page = made(root)

    assert "My own tea" in page
    assert "Skip to the text" in page
    assets = root / "site" / "assets"
    assert (assets / "andrew.svg").read_text("utf-8") == "<svg/>"
    assert (assets / "site.css").read_bytes() == (
        THEME / "assets/site.css"
    ).read_bytes()


@pytest.mark.parametrize(
    ("own", "error"),
    [
        (b"\xff", "not UTF-8"),
        (b"site_name: [", "MkDocs encountered an error parsing the configuration file"),
        (b"nav: 7", "nav"),
    ],
)
def test_configuration_that_cannot_be_used(root: Path, own: bytes, error: str) -> None:
    """What is wrong with its mkdocs.yml is told as that file's."""
    (root / "mkdocs.yml").write_bytes(own)

    with pytest.raises(DigestError) as caught:
        made(root)

    assert str(caught.value).startswith(f"{root / 'mkdocs.yml'}: ")
    assert error in str(caught.value)


@pytest.mark.parametrize("own", ["", "extra: {first_url: ''}"])
def test_no_words_of_its_own(root: Path, own: str) -> None:
    """Where it has no words, the program's languages are the site's."""
    (root / "mkdocs.yml").write_text(f"site_name: Tea\n{own}\n", encoding="utf-8")

    lost = (built(root) / "404.html").read_text("utf-8")

    assert "There is no such page" in lost
    assert "ページが見つかりません" in lost
