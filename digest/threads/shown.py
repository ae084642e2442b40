"""What a text shows beside prose: commands, configuration, manuals, code."""

from __future__ import annotations

__all__ = ["CODE", "COMMAND", "CONFIGURATION", "DOCUMENTATION", "PATCH", "either"]

import re


def either(*patterns: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what finds any of several patterns; ``^`` and ``$`` are of lines."""
    return re.compile("|".join(patterns), flags | re.MULTILINE)


COMMAND = either(
    # After a prompt. After that of root may stand a comment, which has no options.
    r"^[ \t*-]{0,8}[\w.@~:/\[\]-]{0,60}[$%] (?:sudo )?[a-z./][\w./-]+ +[\w./'\"=-]",
    r"^[ \t*-]{0,8}[\w.@~:/\[\]-]{0,60} ?# ?[a-z./][\w./-]+(?: +[\w:=.-]+){0,4} [-/]\w",
    r"`[a-z][\w.-]+ [\w./-][^`\n]{0,200}`",
    r"\bcrm(?:_[a-z]{3,}| (?:cluster|configure|node|ra|resource|status))\b",
    r"\bpcs (?:cluster|config|constraint|node|property|resource|status|stonith)\b",
    r"\b(?:attrd_updater|cibadmin|stonith_admin|drbdadm|drbdsetup|drbdmeta|ocf-tester)\b",
    r"\bcorosync-(?:blackbox|cfgtool|cmapctl|keygen|objctl|q[a-z]+-?tool)\b",
    r"\bfence_(?!agents)[a-z]{3,}|\b(?:cman|dlm)_tool\b|\bhb_report\b",
    r"\bgfs2_(?:convert|edit|grow|jadd|tool)\b",
    r"\blinstor (?:controller|node|resource|storage-pool|volume)[- ]",
    r"\b(?:firewall-cmd|ip6?tables|journalctl|mdadm|mount|multipath|rpm|sysctl) --?\w",
    r"\bsystemctl (?:[a-z]+-)?(?:cat|(?:dis|en)able|edit|(?:un)?mask|re(?:load|start)"
    r"|show|start|status|stop)\b",
    r"\bservice [a-z0-9_-]+ (?:start|stop|restart|status)\b",
    r"\b(?:apt(?:-get)?|dnf|yum|zypper) (?:downgrade|install|remove|update|upgrade) ",
    r"\bmodprobe [-\w]",
)
CONFIGURATION = either(
    # crmsh's, then what has braces (Corosync, DRBD), the CIB, and lines of one option.
    r"^[ \t]{0,40}primitive \S+ \S",
    r"^[ \t]{0,40}(?:ms|clone|group) \S+ [^\n]{0,200}(?:\\$|meta )",
    r"^[ \t]{0,40}(?:co)?location \S+ (?:\S+ )?(?:[+-]?inf\w*|[+-]?\d+):",
    r"^[ \t]{0,40}order \S+ (?:\S+ )?\w+:",
    r"^[ \t]{0,40}(?:property|rsc_defaults|op_defaults) \S+=",
    r"^[ \t]{0,40}[a-z][\w-]*(?: \S{1,60})? ?\{$",
    r"^[ \t]{0,40}<(?:primitive|nvpair|resource|group|clone|master|op|bundle)\b",
    r"^[ \t]{0,40}<(?:rsc_\w+|\w*fence\w*|cluster\w*|\w+_attributes|template)\b",
    r"^[ \t]{0,40}[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+ ?[=:] ?[\"']?[\w./%-]+[\"']?;?$",
    r"^[ \t]{0,40}[a-z][a-z-]+ [\w./\"-]+;$",
    r"(?<![?&\w-])[a-z]+(?:[-_][a-z]+)+=[\"']?\w",
)
DOCUMENTATION = either(
    r"https?://[^\s<>]{0,200}?(?:\bdocs?\b|documentation|manual|\bman\d?\b|manpages)",
    r"https?://[^\s<>]{0,200}?(?:wiki|guide|howto|readme|faq|explained|from_scratch)",
    r"https?://[^\s<>]{0,200}?(?:/kb/|/solutions/|/articles/|\.pdf\b)",
    r"\bman (?:[1-8] )?[a-z][\w.-]{3,}",
    r"\b[a-z][\w.-]{2,40}\([578]\)",
    flags=re.IGNORECASE,
)
PATCH = either(
    r"^diff --git ",
    r"^@@ -\d",
    r"^(?:Signed-off|Acked|Reviewed|Tested|Reported)-by: ",
    r"^Fixes: [0-9a-f]{7}",
    r"^.{0,80}\b[0-9]{1,4} files? changed, ",
)
# Who speaks of these makes programs, and does not ask how to run them.
CODE = either(
    r"\w->\w",
    r"\bstruct \w",
    r"\b[a-z]+_[a-z_]+\(\)",
    r"\b\w+\.[ch]:\d",
    r"\b(?:commit|bisect\w*)\b[^.]{0,40}\b[0-9a-f]{8,}",
    r"\b(?:test ?suite|regression tests?|unit tests?|pull request|git branch)\b",
)
