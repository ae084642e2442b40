"""What is nobody's business in words that are published: addresses, secrets."""

from __future__ import annotations

__all__ = ["TAKEN_OUT", "without_secrets"]

import re

TAKEN_OUT = "…"
# What an address is made of: anything but blanks, quotes, brackets, stops, and the
# signs of scripts that do without blanks: 連絡先はann@example.orgです loses no more.
SIGN = (
    r"[^\s()<>\[\]{}\"'`,;:!?@＠…\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    r"\uff00-\uff1f\uff21-\uffef]"
)
FILE = r"(?:cfg|cib|conf|html|log|service|txt|xml|ya?ml)"
ADDRESS = re.compile(rf"(?:(?<!{SIGN}){SIGN}++\s?)?[@＠]\s?{SIGN}*+")
# As pipermail writes addresses, and as people do who fear robots; "look at
# corosync.conf" is neither.
SPELT = re.compile(
    rf"(?i)(?<!{SIGN}){SIGN}++\s+at\s+(?!{SIGN}*\.{FILE}\b)(?={SIGN}*\.[^\W\d]{{2}}"
    rf"|{SIGN}++\s+dot\s){SIGN}++(?:\s+dot\s+{SIGN}++)*"
)
BRACKETED = re.compile(
    rf"(?i)(?<!{SIGN}){SIGN}++\s?[\[({{<]\s?(?:at|アット|a)\s?[\])}}>]\s?{SIGN}++"
    rf"(?:\s?[\[({{<]\s?(?:dot|ドット|\.)\s?[\])}}>]\s?{SIGN}++)*"
)
VALUE = r"(?:\"[^\"]{0,200}\"|'[^']{0,200}'|[^\s,;)。、]{1,200})"
# The token of corosync.conf is a time, and no secret.
SECRET = re.compile(
    r"(?i)((?:pass(?:word|wd|phrase|wort)s?\b|(?<![a-z])(?:pwd|secrets?|token|credentials"
    r"|(?:api|auth|private|access)[-_ ]?key)\b|パスワード)[\"']?"
    r"(?:\s?[=:：]\s?|\sis\s|\swas\s|は|\s(?=[\"'])))"
    rf"(?![0-9]{{1,6}}(?:\s|ms|$)){VALUE}"
)
OPTION = re.compile(rf"(?i)(--?(?:pass(?:word|wd)?|pw|secret|token)[ =]){VALUE}")
# Keys, hashes and the like: long, with letters and digits.
LONG = re.compile(
    r"(?<![\w+=-])(?=[a-zA-Z+_=-]{0,200}[0-9])(?=[0-9+_=-]{0,200}[a-zA-Z])"
    r"[\w+=-]{32,}"
)
SEVERAL = re.compile(rf"{TAKEN_OUT}(?:\s?{TAKEN_OUT})+")


def without_secrets(text: str) -> str:
    """Return a text with an ellipsis for each mail address, password, key in it."""
    for kept in (SECRET, OPTION):
        text = kept.sub(rf"\g<1>{TAKEN_OUT}", text)
    for pattern in (BRACKETED, ADDRESS, SPELT, LONG):
        text = pattern.sub(TAKEN_OUT, text)
    return SEVERAL.sub(TAKEN_OUT, text)
