"""Read the worst changelogs that we can think of; whoever starts this waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.compare.changelog import between, entries, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

HUGE, LARGE, SMALL = 20_000_000, 2_000_000, 200_000  # letters
MANY, SOME = 1_000_000, 10_000  # headers
DEEP = 10_000  # bullets, each below the one before

STARTS = (
    *(
        "- ",
        "# 1.0 ",
        "# 1.0\n",
        "* Thu Oct 31 2024 ",
        "- Bug ",
        "- A since ",
        "| 1.0 | ",
    ),
    *("[", "  [", "<h2>", "Merge ", "r1 | ", "cup (1.0) ", "`", "1.0\n---\n", "* *"),
)
UNITS = (
    *("a, ", "ab#1, ", "(*", "-1.1", "1", "`a``b", "**a*", "[a](b) ", "<a> ", "Jan 1 "),
    *(
        "thanks to A B, ",
        "by @a and ",
        "(A B",
        "| ",
        "a- ",
        "1.",
        " ",
        "<li>",
        "http://",
        "1.1/",
        "1.1 -> ",
        "from 1 to ",
        " ---",
    ),
)
HEADERS = (
    *("1.1.1\n-----\n", "-----\n1.1\n", "-----\n", "=====\n1.1\n=====\n", "v1.1: a\n"),
    *("* Thu Oct 31 2024 a 1.1\n", "* Thu Oct 31 2024 a\n- b 1.1\n", "**1.1**\n\n"),
    *("cup (1.1-1) a; b\n\n  * c\n", "cup (1.1-1) a; b\n", "- 1.1\n", "<h2>1.1</h2>\n"),
    *("2024-10-31  A  <a@b.org>\n\t* x 1.1 y\n", "2024-10-31  A  <a@b.org>\n"),
    *("-----\nr1 | a | 2024-10-31 | 1 line\n\nBump version to 1.1\n", "Merge x:\n"),
    *("| 1.1 | b |\n", "=== ===\n", "version  b\n", "```\n# 1.1\n", "<!--\n", "-->\n"),
    *("commit 0123456\nAuthor: a\n\n    cup 1.1\n", "commit 0123456\nAuthor: a\n"),
    *("Changes since 1.1:\n", "--- 1.1 ---\n", "1.1: a\n2024-01-01\n", "2024-01-01\n"),
    *('<a name="1.1"></a>\n', ".. _1.1:\n\n", "- x::\n\n", "[a]\n", "a:\n", "\t- x\n"),
)


def main() -> None:
    """Read them all, from end to end."""
    for text in hostile():
        found = sections(text)
        for part in between(found, "0.1", "1.1")[:9]:
            assert part.changes is not None
        if len(text) < HUGE // 4:
            entries(text)


def hostile() -> Iterator[str]:
    """Yield texts, each made when it is asked for."""
    for letter in " =#[a":
        yield letter * HUGE
    for letter in "-*`<(.1|_~@:\t\n":
        yield letter * LARGE
    for start in STARTS:
        for unit in UNITS:
            yield start + unit * (SMALL // len(unit)) + " x\n  - y"
    yield "## 1.1\n" * MANY
    for header in HEADERS:
        yield header * SOME
        yield "1.0\n---\n" + header * SOME
    yield "".join(f"## cup{at}-1.{at}\n" for at in range(SOME))
    yield "\n".join(" " * at + "-+"[at % 2] + " x" for at in range(DEEP))
    yield "- x\n" + "\n  y\n" * SOME


if __name__ == "__main__":
    main()
