"""Where a bug that an entry mentions can be looked up."""

from __future__ import annotations

__all__ = ["address_of"]

import re

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.edition import Project

RED_HAT = "https://bugzilla.redhat.com/show_bug.cgi?id={}"
SUSE = "https://bugzilla.suse.com/show_bug.cgi?id={}"
CLUSTER_LABS = "https://bugs.clusterlabs.org/show_bug.cgi?id={}"
DEBIAN = "https://bugs.debian.org/{}"
# By what upstreams write before "#", in small letters.
TRACKERS = {
    **dict.fromkeys(("rhbz", "rh", "bz"), RED_HAT),
    **dict.fromkeys(("bsc", "bnc", "suse"), SUSE),
    **dict.fromkeys(("cl", "clbz"), CLUSTER_LABS),
    **dict.fromkeys(("deb", "debian"), DEBIAN),
    "boo": "https://bugzilla.opensuse.org/show_bug.cgi?id={}",
    "lf": "https://developerbugs.linuxfoundation.org/show_bug.cgi?id={}",
    "lp": "https://bugs.launchpad.net/bugs/{}",
    "savannah": "https://savannah.nongnu.org/bugs/?{}",
}
# By what an advisory's or a bug's own name starts with.
KINDS = {
    "CVE": "https://www.cve.org/CVERecord?id={}",
    "GHSA": "https://github.com/advisories/{}",
    "RHEL": "https://issues.redhat.com/browse/{}",
}
NAMED = re.compile(
    r"(?P<kind>CVE|GHSA|RHEL)(?P<rest>(?:-[0-9a-z]{1,9}){1,3})", re.IGNORECASE
)
NUMBERED = re.compile(r"(?P<tracker>[a-z]*) ?#(?P<number>[0-9]{1,9})", re.IGNORECASE)
OWN = {"", "gh", "pr", "ghissue", "ghpull", "issue"}  # the project's own numbers
GITHUB = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+?(?=(?:\.git)?/?$)")


def address_of(ref: str, project: Project | None = None) -> str:
    """Return the page of a bug, an advisory or a request, or nothing if none is known.

    What has no tracker's name is the project's own, if that is at home on GitHub:
    issues and requests share their numbers there, and lead to each other.
    """
    if named := NAMED.fullmatch(ref):
        kind = named["kind"].upper()
        return KINDS[kind].format(kind + named["rest"].lower())
    if not (found := NUMBERED.fullmatch(ref)):
        return ""
    tracker, number = found["tracker"].lower(), found["number"]
    if tracker not in OWN:
        return TRACKERS.get(tracker, "").format(number)
    home = GITHUB.match(project.repository) if project else None
    return f"{home[0]}/issues/{number}" if home else ""
