"""A new ``notes/MONTH.toml``: an example of each correction, as a comment."""

from __future__ import annotations

__all__ = ["draft_corrections"]

import json

from typing import TYPE_CHECKING

from digest.inert import plain
from digest.model import NewsKind
from digest.release import State

if TYPE_CHECKING:
    from digest.release import Digest

TEXT = """\
# Corrections to {month}, a table each. To use an example, take the "# " off its lines.
# What does not fit is an error that says what would. CONTRIBUTING.md has the rules.
# This file is yours: it is never written to again.

# Not for this issue: a release; or news or a tip, by its url.
#
# [[hide]]
# project = {project}
# version = {version}
# reason = "say why"
#
# [[hide]]
# url = {news}

# A change to show first, or to fold away, by how its text begins.
#
# [[pick]]
# project = {picked}
# version = {of}
# change = {first}
#
# [[fold]]
# project = {picked}
# version = {of}
# change = {last}

# Another day than the sources say; the page tells why.
#
# [[redate]]
# project = {project}
# version = {version}
# day = {day}
# reason = "say why"              # or in each language: {{ ja = "わけ", en = "why" }}

# What the sources lack, with the page that proves it; without a kind it is a release.
#
# [[add]]
# project = {project}
# version = "{next}"
# day = {day}
# title = "what the page is called"
# url = "https://example.org/announcement"
#
# [[add]]
# kind = "event"                  # or project, list, packaging, planned, security
# day = {day}                # when it was said
# event_day = {later}          # when it is
# title = "what the page is called"
# url = "https://example.org/event"

# A version, or the title of news, that a source wrote wrongly.
#
# [[rename]]
# project = {project}
# version = {version}
# to = "{next}"
#
# [[rename]]
# url = {news}
# title = "what it is about"

# Taken for a release, and none: by its url, or by its Message-ID (message = "...").
#
# [[not_a_release]]
# url = {proof}

# What a later issue will tell; and in that issue, that it does.
#
# [[promise]]
# text = "how to tell a slow network from a dead one"
# month = "{after}"
#
# [[keep]]
# promise = {promise}
"""
START = 48  # letters of a change


def draft_corrections(digest: Digest) -> bytes:
    """Return a file that corrects nothing, with examples from the month."""
    shown = [release for release in digest.releases if not release.backdated]
    told = [
        (release, [change.text for change in release.changes if not change.also_in])
        for release in shown
    ]
    lead = next(iter(shown), None)
    rich, texts = next(((r, t) for r, t in told if t), (lead, ["how it begins"]))
    proofs = [proof.url for release in shown for proof in release.evidence if proof.url]
    urls = [news.url for news in digest.news if news.url]
    waiting = [m.news[-1] for m in digest.matters if m.state is not State.DONE]
    promises = [n.title for n in waiting if n.kind is NewsKind.PROMISE]
    blanks = {
        "project": lead.project if lead else "example",
        "version": lead.version if lead else "1.0.0",
        "picked": rich.project if rich else "example",
        "of": rich.version if rich else "1.0.0",
        "first": plain(texts[0])[:START],
        "last": plain(texts[-1])[:START],
        "proof": next(iter(proofs), "https://example.org/announcement"),
        "news": next(iter(urls), "https://example.org/news"),
        "promise": next(iter(promises), "how to tell a slow network"),
    }
    text = TEXT.format_map(
        {
            name: json.dumps(plain(value), ensure_ascii=False)
            for name, value in blanks.items()
        }
        | {
            "month": digest.month,
            "after": digest.month.plus(1),
            "day": lead.day if lead else digest.window.last,
            "later": digest.month.plus(2).first,
            "next": "1.0.1",
        }
    )
    return text.encode()
