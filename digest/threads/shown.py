"""What a text shows beside prose: commands, configuration, manuals, code."""

from __future__ import annotations

__all__ = ["CODE", "COMMAND", "CONFIGURATION", "DOCUMENTATION", "PATCH", "either"]

import re

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def either(
    *,
    lines: Iterable[str] = (),
    words: Iterable[str] = (),
    others: Iterable[str] = (),
    flags: re.RegexFlag = re.NOFLAG,
) -> re.Pattern[str]:
    """Return what finds any of several patterns in time.

    Those of ``lines`` begin where a line does, after blanks; those of ``words`` where a
    word does, or ends. They are not tried elsewhere.
    """
    ways = ((r"^[ \t]*+", lines), (r"\b", words), ("", others))
    said = (f"{way}(?:{'|'.join(patterns)})" for way, patterns in ways if patterns)
    return re.compile("|".join(said), flags | re.MULTILINE)


HOST = r"[\w.@~:/\[\]*-]{0,60}"
COMMAND = either(
    lines=(
        # After a prompt. After that of root may stand a comment, which has no options.
        rf"{HOST}[$%] (?:sudo )?[a-z./][\w./-]+ +[\w./'\"=-]",
        rf"{HOST} ?# ?[a-z./][\w./-]+(?: +[\w:=.-]+){{0,4}} [-/]\w",
    ),
    words=(
        r"crm(?:_[a-z]{3,}| (?:cluster|configure|node|ra|resource|status))\b",
        r"pcs (?:cluster|config|constraint|node|property|resource|status|stonith)\b",
        r"(?:attrd_updater|cibadmin|stonith_admin|ocf-tester)\b",
        r"drbd(?:adm|meta|setup)\b",
        r"corosync-(?:blackbox|cfgtool|cmapctl|keygen|objctl|q[a-z]+-?tool)\b",
        r"fence_(?!agents)[a-z]{3,}|\b(?:cman|dlm)_tool\b|\bhb_report\b",
        r"gfs2_(?:convert|edit|grow|jadd|tool)\b",
        r"linstor (?:controller|node|resource|storage-pool|volume)[- ]",
        r"(?:firewall-cmd|ip6?tables|journalctl|mdadm|mount|multipath|rpm) --?\w",
        r"systemctl (?:cat|(?:dis|en)able|edit|(?:un)?mask)\b",
        r"systemctl (?:daemon-)?(?:reload|restart|show|start|status|stop)\b",
        r"service [a-z0-9_-]+ (?:start|stop|restart|status)\b",
        r"(?:apt(?:-get)?|dnf|yum|zypper) (?:downgrade|install|remove|update|upgrade) ",
        r"modprobe [-\w]",
    ),
    others=(r"`[a-z][\w.-]+ [\w./-][^`\n]{0,200}`",),
)
CONFIGURATION = either(
    lines=(
        # crmsh's, then what has braces (Corosync, DRBD), the CIB, lines of one option.
        r"primitive \S+ \S",
        r"(?:ms|clone|group) \S+ [^\n]{0,200}(?:\\$|meta )",
        r"(?:co)?location \S+ (?:\S+ )?(?:[+-]?inf\w*|[+-]?\d+):",
        r"order \S+ (?:\S+ )?\w+:",
        r"(?:property|rsc_defaults|op_defaults) \S+=",
        r"[a-z][\w-]*(?: \S{1,60})? ?\{$",
        r"<(?:primitive|nvpair|resource|group|clone|master|op|bundle)\b",
        r"<(?:rsc_\w+|\w*fence\w*|cluster\w*|\w+_attributes|template)\b",
        r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+ ?[=:] ?[\"']?[\w./%-]+[\"']?;?$",
        r"[a-z][a-z-]+ [\w./\"-]+;$",
    ),
    others=(r"(?<![?&\w-])[a-z]+(?:[-_][a-z]+)+=[\"']?\w",),
)
DOCUMENTATION = either(
    words=(
        r"man (?:[1-8] )?[a-z][\w.-]{3,}",
        r"[a-z][\w.-]{2,40}\([578]\)",
    ),
    others=(
        r"https?://[^\s<>]{0,200}?(?:\bdocs?\b|documentation|manual|\bman\d?\b|wiki)",
        r"https?://[^\s<>]{0,200}?(?:guide|howto|readme|faq|explained|articles|\.pdf\b)",
    ),
    flags=re.IGNORECASE,
)
PATCH = either(
    lines=(
        r"diff --git ",
        r"@@ -\d",
        r"(?:Signed-off|Acked|Reviewed|Tested|Reported)-by: ",
        r"Fixes: [0-9a-f]{7}",
        r".{0,80}\b[0-9]{1,4} files? changed, ",
    ),
)
# Who speaks of these makes programs, and does not ask how to run them.
CODE = either(
    words=(
        r"struct \w",
        r"[a-z]+_[a-z_]+\(\)",
        r"\w+\.[ch]:\d",
        r"(?:commit|bisect\w*)\b[^.]{0,40}\b[0-9a-f]{8,}",
        r"(?:test ?suite|regression tests?|unit tests?|pull request|git branch)\b",
    ),
    others=(r"\w->\w",),
)
