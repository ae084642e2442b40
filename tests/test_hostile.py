"""Servers that mean no good, all at once: each is a gap, and costs nobody anything."""

from __future__ import annotations

import gzip
import tracemalloc

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.edition import Edition, Project
from digest.fetch import Fetch, Limits
from digest.fetch.limits import MEBIBYTE
from digest.gather import gather
from digest.model import Facts
from digest.months import Month, Window
from tests.peers import Peers, answer, drip, endless, redirect, silent

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"""\
From ann at example.org  Tue Jul 26 16:42:33 2011
From: ann at example.org (Ann)
Date: Tue, 26 Jul 2011 16:42:33 +0900
Subject: [ANNOUNCE] thing 1.4.1 released
Message-ID: <thing-1.4.1@example.org>

I am pleased to announce thing 1.4.1. The tarball is at
https://example.org/thing-1.4.1.tar.gz
"""
THING = Project(
    id="thing", name="Thing", about={}, aliases=("thing",), repository="", tags=()
)
EDITION = Edition(
    title={},
    timezone=ZoneInfo("Asia/Tokyo"),
    languages=("en",),
    watch=(),
    projects=(THING,),
)
ASKED = Facts(
    month=Month(2011, 8),
    window=Window.before(Month(2011, 8)),
    read_until=date(2011, 8, 1),
)
LIMITS = Limits(
    connect=0.5, read=0.5, whole=1, pause=0, patience=0.1, size=2 * MEBIBYTE
)
PACKED = "200 OK\r\nContent-Encoding: gzip"
BOMB = gzip.compress(bytes(64 * MEBIBYTE))
DRIP = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
PRIVATE = "leads to an address that is not public"
# What a server does, and why there is a gap; all in time and in memory.
HOSTILE = {
    "error": (answer("500 Oops"), "answers with status 500"),
    "later": (answer("429 Slow\r\nRetry-After: 3600"), "asks to come back later"),
    "never": (silent, "no answer within 0.5 seconds"),
    "slow": (drip(DRIP, "x"), "no answer within 1 seconds"),
    "slow-head": (drip("HTTP/1.1 200 OK\r\n", "x"), "no answer within 1 seconds"),
    "endless": (endless("200 OK"), "larger than 2 MiB"),
    "bomb": (answer(PACKED, BOMB), "larger than 2 MiB"),
    "bomb-within": (answer("200 OK", BOMB), "not an mbox: no message in it"),
    "wall": (answer("200 OK", b"<!doctype html><p>A bot?"), "a web page, not an mbox"),
    "empty": (answer("200 OK"), "an empty answer"),
    "cut": (answer("200 OK", MAIL, length=9999), "its answer broke off"),
    "cut-gzip": (answer("200 OK", gzip.compress(MAIL)[:-9]), "gzip data cut short"),
    "no-gzip": (answer(PACKED, b"<html>"), "cannot be unpacked"),
    "loop": (redirect("/"), "leads from one address to the next without end"),
    "file": (
        redirect("file:///etc/passwd"),
        "leads to something other than http or https",
    ),
    "private": (redirect("http://10.0.0.1/"), PRIVATE),
    "link-local": (redirect("http://169.254.169.254/latest/"), PRIVATE),
    "loopback": (redirect("http://127.0.0.2/"), PRIVATE),
}


def _source(name: str, url: str) -> Source:
    return Source(id=name, collector=MboxCollector(url=url))


def test_all_at_once(serve: Peers, tmp_path: Path) -> None:
    """Each becomes a gap with its reason, and the good ones are told whole."""
    hostile = {name: serve(script) for name, (script, _) in HOSTILE.items()}
    good = _source("good", serve(answer("200 OK", MAIL)))
    sources = [*(_source(name, url) for name, url in hostile.items()), good]
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)

    facts = gather(ASKED, EDITION, sources, fetch, date(2011, 8, 1))

    told = {gap.source: (gap.what, gap.url) for gap in facts.gaps}
    assert told == {name: (what, hostile[name]) for name, (_, what) in HOSTILE.items()}
    assert [sighting.version for sighting in facts.sightings] == ["1.4.1"]


@pytest.mark.parametrize("name", ["endless", "bomb", "bomb-within"])
def test_memory(name: str, serve: Peers, tmp_path: Path) -> None:
    """However much is sent, or comes out of what is sent, little of it is held."""
    source = _source(name, serve(HOSTILE[name][0]))
    fetch = Fetch(tmp_path / "cache", base=tmp_path, limits=LIMITS)
    reading = partial(gather, ASKED, EDITION, [source], fetch, date(2011, 8, 1))

    tracemalloc.start()
    try:
        facts = reading()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert facts.gaps
    assert peak < 24 * MEBIBYTE
