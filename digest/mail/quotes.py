"""What the writer of a mail says, told from what others add and have said."""

from __future__ import annotations

__all__ = ["own"]

import re

# Pipermail's note of a part that it keeps elsewhere; its words depend on the list's
# language: https://gitlab.com/mailman/mailman/-/blob/2.1.39/Mailman/Handlers/Scrubber.py
SCRUBBED = re.compile(
    r"(?im)(?:^-{14} next part -{14}\n|\A(?=An? [-a-z]+ attachment was scrubbed))"
    r"(?:.+\n){1,8}?URL ?:"
)
SIGNED = re.compile(
    r"(?m)^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]{1,20}: .*\n){0,9}"
)
# A signed text has a "- " before each line of its own that starts with a dash:
# https://www.rfc-editor.org/rfc/rfc9580#section-7.2
DASHED = re.compile(r"(?m)^- (?=-)")
# Some programs take the space off the line above a signature, which then is any line
# of a text. What is quoted below a signature still says that the mail is a reply.
SIGNATURE = re.compile(r"(?m)^-- $(?:\n(?!>).*)*|^--$(?:\n(?!>).*){0,8}(?=\n>|\n*\Z)")
# A signature of PGP, or what a list adds to its mails.
END = re.compile(
    r"(?m)^(?:-----BEGIN PGP SIGNATURE-----$|_{20,}\n.{0,200}\bmailing list\b)"
)
# Outlook puts no sign before the lines that it quotes, only this above all of them.
FROM = "From|Von|De|Da|差出人|发件人|보낸 사람"
SENT = "Sent|Gesendet|Envoyé|Enviado|Inviato|送信日時|发送时间|보낸 날짜"
ORIGINAL = (
    "original message|ursprüngliche nachricht|message d'origine|mensaje original"
    "|messaggio originale|元のメッセージ|邮件原件|원본 메시지"
)
QUOTED = re.compile(
    rf"(?im)^-{{3,}} ?(?:{ORIGINAL}) ?-{{3,}}\n"
    rf"|^(?=\*?(?:{FROM}) ?[:：].*\n\*?(?:{SENT}) ?[:：])"
)


def own(text: str, *, forward: bool) -> str:
    """Return a text without signature, and without what lists and archives add to it.

    What it quotes is left in, with ``>`` before each line: that it does so says that
    it is a reply. What a ``forward`` quotes is meant to be read.
    """
    if SIGNED.search(text):
        text = DASHED.sub("", SIGNED.sub("", text))
    for end in (SCRUBBED, END):
        if found := end.search(text):
            text = text[: found.start()]
    if not forward and (found := QUOTED.search(text)):
        said, quote = text[: found.end()], text[found.end() :].rstrip("\n")
        text = said + "\n".join(f"> {line}".rstrip() for line in quote.split("\n"))
    return SIGNATURE.sub("", text)
