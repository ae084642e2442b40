"""Where a bug that an entry mentions can be looked up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import digest

from digest.compare.trackers import address_of
from digest.config import read_plan

PLAN = read_plan(Path(digest.__file__).parent / "projects.toml")
DRBD = next(project for project in PLAN.edition.projects if project.id == "drbd")


@pytest.mark.parametrize(
    ("ref", "page"),
    [
        ("rhbz#1234567", "https://bugzilla.redhat.com/show_bug.cgi?id=1234567"),
        ("bz#1234567", "https://bugzilla.redhat.com/show_bug.cgi?id=1234567"),
        ("bsc#1138115", "https://bugzilla.suse.com/show_bug.cgi?id=1138115"),
        ("BNC#702907", "https://bugzilla.suse.com/show_bug.cgi?id=702907"),
        ("boo#2", "https://bugzilla.opensuse.org/show_bug.cgi?id=2"),
        ("cl#5167", "https://bugs.clusterlabs.org/show_bug.cgi?id=5167"),
        ("lf#2613", "https://developerbugs.linuxfoundation.org/show_bug.cgi?id=2613"),
        ("deb#715391", "https://bugs.debian.org/715391"),
        ("LP#77", "https://bugs.launchpad.net/bugs/77"),
        ("CVE-2026-10649", "https://www.cve.org/CVERecord?id=CVE-2026-10649"),
        ("cve-2026-10649", "https://www.cve.org/CVERecord?id=CVE-2026-10649"),
        ("GHSA-1A2B-3c4d-5e6f", "https://github.com/advisories/GHSA-1a2b-3c4d-5e6f"),
        ("RHEL-7604", "https://issues.redhat.com/browse/RHEL-7604"),
        # No tracker that we know, or none that everybody may read.
        ("fate#1", ""),
        ("jsc#PED-16433", ""),
        ("cov#1", ""),
        ("#12", ""),
        ("words", ""),
    ],
)
def test_address_of(ref: str, page: str) -> None:
    """A bug is on its tracker's page, if that is known."""
    assert address_of(ref) == page


@pytest.mark.parametrize("ref", ["#12", "GH#12", "PR #12", "ghissue#12"])
def test_address_of_a_project(ref: str) -> None:
    """What has no tracker's name is the project's own, if that is on GitHub."""
    assert address_of(ref, DRBD) == "https://github.com/LINBIT/drbd/issues/12"


@pytest.mark.parametrize("place", ["drbd.bundle", "https://example.org/drbd.git"])
def test_address_of_a_project_elsewhere(place: str) -> None:
    """A project that is not on GitHub has its numbers where we do not know."""
    assert address_of("#12", replace(DRBD, repository=place)) == ""
