"""The order of versions as changelogs spell them, which is more ways than tags have."""

from __future__ import annotations

__all__ = ["PACKAGED", "rank"]

import re

from functools import lru_cache

from digest.versions import FINAL, Version

PACKAGED, UNBORN = -1, -2  # before any candidate
STAGES = {
    **dict.fromkeys(("dev", "snapshot", "nightly"), UNBORN),
    **dict.fromkeys(("alpha", "a"), 0),
    **dict.fromkeys(("beta", "b"), 1),
    **dict.fromkeys(("pre", "preview", "next", "canary", "milestone", "m"), 2),
    **dict.fromkeys(("rc", "cr", "c"), 3),
}
WORDS = "|".join(word for word in STAGES if len(word) > 1)
SPELLING = re.compile(
    # 2.1.9, 9.34.0-rc.1, 9.0.10-0rc2, 8.0_pre1, 1.11.0~rc.1-1, 4.0.0-M1
    r"(?P<numbers>[0-9]{1,9}(?:\.[0-9]{1,9}){0,15})"
    rf"(?:(?:-0)?[-._~+]*(?P<stage>(?:{WORDS})(?![a-z])|[abcm](?=[-._]?[0-9]))"
    r"[-._]*(?P<step>[0-9]{0,9})(?P<letter>[a-z]?)"
    # 1.0.5-0.7.c9120a53a6ae.hg, 1.3.0~git2020: what was there before the version.
    # But 1.0.6-4~bpo50 is a backport, of what was there already.
    r"|(?P<snapshot>(?:-0\.|(?P<before>~)(?!bpo))(?P<count>[0-9]{0,9}).*))?"
    # 2.0.0.Final, 1.2.3+dfsg-1
    r"(?:[-._+]?(?:final|ga|release|stable|dfsg|ds|repack)(?![a-z])[0-9.]*)?"
    # 3.7c, 9.3p2, 1.2.3.post1, 1.0.6+hg20091102
    r"(?:[-._+]?(?P<word>[a-z]+)(?P<number>[0-9]{0,9}))?"
    # 1.0.7-2, 1.5.2-99.0.8ec8e011.git, 1.2.3-2ubuntu1
    r"(?:-(?P<revision>[0-9]{1,9}))?"
    r"(?:(?![0-9]).*)?",
    re.DOTALL,
)
SERIES = {"x"}  # 1.2.x
LONG = 100  # letters, and no version has as many


@lru_cache(maxsize=1 << 14)  # a file's versions are asked for with each tag
def rank(written: str) -> Version | None:
    """Return what a version sorts by, or none if it is none.

    It is what `digest.versions.parse` says, where that knows the spelling, but for a
    letter behind the numbers: tmux 3.7b comes after 3.7, and is no beta of it. The
    revision of a package comes after the version, its snapshots come before.
    """
    text = "".join(written.split()).lower()
    found = SPELLING.fullmatch(text) if len(text) <= LONG else None
    if not found or found["word"] in SERIES:
        return None
    numbers = [int(number) for number in found["numbers"].split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    stage = STAGES[found["stage"]] if found["stage"] else FINAL
    if found["snapshot"]:
        stage = UNBORN if found["before"] else PACKAGED
    revision = int(found["revision"] or 0)
    return Version(
        tuple(numbers),
        stage,
        int(found["step"] or found["count"] or found["number"] or 0),
        found["letter"] or found["word"] or "",
        0 if revision == 1 else revision,
    )
