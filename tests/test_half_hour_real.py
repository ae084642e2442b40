"""A maintainer's half hour with the issue of August 2011, from draft to pages."""

from __future__ import annotations

import json
import re

from typing import TYPE_CHECKING, Any

import pytest

from tests.histories import LIST, watch_histories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run

MAILS = """\
From a@example.org Sat Jul 30 10:00:00 2011
From: A. Name <a@example.org>
Date: Sat, 30 Jul 2011 10:00:00 +0000
Subject: [ANNOUNCE] LCMC 1.0.1 released
Message-ID: <1@example.org>

I am pleased to announce LCMC 1.0.1, now available for download:
https://example.org/lcmc-1.0.1.tar.gz
"""
# What is written at which places.
JAPANESE = {
    "opening": "蝉がうるさい季節です。\nサーバー室だけが涼しい。",
    "remark corosync 1.4.1 fix-after-release": "入れたばかりでした。",
    "release corosync 1.4.1": "デバッグの夜が、*少し*短くなりそう。",
    "tips": (
        "<!-- question -->\nノードが1台だけ黙りました。\n\n"
        "<!-- answer -->\nまずケーブルを見ましょう。\n\n"
        "```\nip link show\n```\n\n"
        "<!-- tip: https://example.org/quiet-node -->"
    ),
    "sign-off": "ではまた、スイカの種を飛ばしながら。",
}
ENGLISH = {
    "opening": "The cicadas are loud.\nOnly the server room is cool.",
    "remark corosync 1.4.1 fix-after-release": "We had just installed it.",
    "release corosync 1.4.1": "Nights of debugging may get a *little* shorter.",
    "tips": (
        "<!-- question -->\nOne of the nodes went quiet.\n\n"
        "<!-- answer -->\nLook at the cable first.\n\n"
        "```\nip link show\n```\n\n"
        "<!-- tip: https://example.org/quiet-node -->"
    ),
    "sign-off": "Until then, mind the melon seeds.",
}
# Below which headings that is, in the same order.
HEADINGS = {
    "ja": (
        "月刊あんどりゅーくん 2011年8月号",
        "Corosync 1.4.1（7月26日）",
        "Corosync 1.4.1（7月26日）",
        "知恵袋",
        "いまの最新版",
    ),
    "en": (
        "Monthly Andrew, August 2011",
        "Corosync 1.4.1 (26 July)",
        "Corosync 1.4.1 (26 July)",
        "Tips",
        "Current versions",
    ),
}
CORRECTIONS = """\
# こちらで直したところ
[[redate]]
project = "drbd"
version = "8.4.0"
day = 2011-07-15
reason = "タグより先に公開されていました"

[[hide]]
project = "libqb"
version = "0.5.1"
"""
TRANSLATIONS = {
    "Add some more stats for debugging": "デバッグのための統計を追加",
    "Install {1} for dbus": "dbusのために{1}をインストール",
    "Correct URL and {1}": "URLと{1}を訂正",
    "Handle rollower in passive rrp properly": "受動的なrrpの桁あふれを正しく扱う",
    "Fix tyop in RRP faulty error messages": "RRPの故障のメッセージの誤字を修正",
}


@pytest.fixture
def root(tmp_path: Path, real_data: Path, run: Run) -> Path:
    """Return a folder that watches the real histories, and has a draft."""
    watch_histories(tmp_path, real_data)
    assert run("draft", "2011-08", "--root", tmp_path).status == 0
    return tmp_path


class Maintainer:
    """Writes in a folder, and knows afterwards what was there."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        self.written: dict[Path, list[bytes]] = {}

    def write_notes(self, language: str, words: dict[str, str], end: str) -> None:
        """Write below the places, with such ends of lines, and no end of the last."""
        path = self.content / "notes" / f"2011-08.{language}.md"
        text = path.read_text("utf-8")
        for place, said in words.items():
            mark = f"<!-- digest: {place} -->\n"
            assert text.count(mark) == 1
            text = text.replace(mark, f"{mark}{said}\n")
        self._save(path, text.rstrip("\n").replace("\n", end))

    def translate(self) -> None:
        """Translate some sentences."""
        path = self.content / "memory" / "ja.po"
        text = path.read_text("utf-8")
        for sentence, said in TRANSLATIONS.items():
            entry = f'msgid "{sentence}"\nmsgstr "'
            assert text.count(f'{entry}"\n') == 1
            text = text.replace(f'{entry}"\n', f'{entry}{said}"\n')
        self._save(path, text)

    def correct(self) -> None:
        """Correct a day and hide a release."""
        self._save(self.content / "notes" / "2011-08.toml", CORRECTIONS)

    def _save(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8", newline="")
        self.written[path] = text.encode().splitlines(keepends=True)


def work_for_half_an_hour(root: Path, run: Run) -> Maintainer:
    """Write, translate, correct, collect from one more source, and make the pages."""
    maintainer = Maintainer(root)
    maintainer.write_notes("ja", JAPANESE, "\r\n")
    maintainer.write_notes("en", ENGLISH, "\n")
    maintainer.translate()
    maintainer.correct()
    with (root / "projects.toml").open("a", encoding="utf-8") as projects:
        projects.write(LIST)
    (root / "list.mbox").write_text(MAILS, encoding="utf-8")
    for command in ("collect", "draft", "render"):
        assert run(command, "2011-08", "--root", root).status == 0
    return maintainer


def heading_of(page: str, words: str) -> str:
    """Return the heading that the first such words stand below, without its id."""
    above = page[: page.index(words)]
    return str(re.findall(r"(?m)^#+ (?:<a .*?></a>)?(.*)$", above)[-1])


def lost(written: list[bytes], now: bytes) -> list[bytes]:
    """Return the lines that are no longer there, in the order they were written in.

    The last line may have got the end that it had not.
    """
    lines: Iterator[bytes] = iter(now.splitlines(keepends=True))
    first, last = written[:-1], written[-1]
    missing = [line for line in first if line not in lines]
    return missing + [last] * (
        not any(line.rstrip() == last.rstrip() for line in lines)
    )


def left(run: Run, root: Path) -> dict[str, Any]:
    """Return what the status says is left: its minutes, and the counts by kind."""
    told = run("status", "2011-08", "--json", "--root", root)
    assert (told.status, told.err) == (0, "")
    said = json.loads(told.out)
    return {"minutes": said["minutes"]} | {
        f"{chore['what']} {chore['language']}".strip(): chore["count"]
        for chore in said["left"]
    }


def test_half_an_hour(root: Path, run: Run) -> None:
    """What is written stays to the byte, is shown where it belongs, and is no chore."""
    before = left(run, root)

    maintainer = work_for_half_an_hour(root, run)
    after = left(run, root)

    for path, lines in maintainer.written.items():
        assert lost(lines, path.read_bytes()) == []
    corrections = root / "content" / "notes" / "2011-08.toml"
    assert corrections.read_bytes() == CORRECTIONS.encode()
    assert after["minutes"] < before["minutes"]
    done = {name: before[name] - after.get(name, 0) for name in before}
    assert [done["empty ja"], done["empty en"]] == [2, 2]
    # Hidden sentences are no chore, either.
    assert done["untranslated ja"] >= len(TRANSLATIONS)
    assert after["untranslated ja"] > 0
    assert "empty ja" not in after


@pytest.mark.parametrize(
    ("language", "words", "others"),
    [
        (
            "ja",
            JAPANESE,
            {
                "「タグより先に公開されていました」": "DRBD 8.4.0（7月15日）",
                "追記】この号が出たあとで見つけました": "LCMC 1.0.1（7月30日）",
                "デバッグのための統計を追加": "Corosync 1.4.1（7月26日）",
                "dbusのためにcorosync-signals.confを": "Corosync 1.4.1（7月26日）",
                "URLとsource0を訂正": "Corosync 1.4.1（7月26日）",
                "受動的なrrpの桁あふれを正しく扱う": "Corosync 1.4.0（7月18日）",
                "RRPの故障のメッセージの誤字を修正": "Corosync 1.4.0（7月18日）",
            },
        ),
        (
            "en",
            ENGLISH,
            {
                "タグより先に公開されていました": "DRBD 8.4.0 (15 July)",
                "Added on ": "LCMC 1.0.1 (30 July)",
                "Add some more stats for debugging": "Corosync 1.4.1 (26 July)",
            },
        ),
    ],
    ids=["ja", "en"],
)
def test_where_it_is_shown(
    language: str, words: dict[str, str], others: dict[str, str], root: Path, run: Run
) -> None:
    """All that was written is on the page, below the heading that it is about."""
    work_for_half_an_hour(root, run)

    page = (root / "content" / language / "issues" / "2011-08.md").read_text("utf-8")

    headings = dict(zip(words, HEADINGS[language], strict=True))
    for place, said in words.items():
        for line in filter(None, said.splitlines()):
            if line != "```" and not line.startswith("<!--"):
                assert heading_of(page, line) == headings[place]
    assert heading_of(page, "https://example.org/quiet-node)") == headings["tips"]
    for said, heading in others.items():
        assert heading_of(page, said) == heading
    assert page.index(words["opening"]) < page.index("(#corosync-1.4.1)")
    remark, release = list(words.values())[1:3]
    assert page.index("1.4.0") < page.index(remark) < page.index(release)
    assert page.index("</details>\n\n" + words["sign-off"]) > page.index('"newest"')
    assert "libqb 0.5.1" not in page
    assert run("render", "--check", "--root", root).status == 0
