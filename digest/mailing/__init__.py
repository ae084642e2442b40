"""An issue as a mail that a list or a newsletter's service can send: text and HTML."""

from __future__ import annotations

__all__ = ["Article", "Envelope", "write_mail"]

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import TYPE_CHECKING

from markupsafe import escape

from digest.inert import plain
from digest.mailing.letter import letter_of
from digest.mailing.text import text_of
from digest.mailing.tree import shortened, tree_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

HEAD = """\
<!doctype html>
<html lang="{}">
<head><meta charset="utf-8"><title>{}</title></head>
"""
LOOK = (
    "margin:0 auto;max-width:44em;padding:1em;line-height:1.7;"
    "font-family:'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP','Yu Gothic',"
    "Meiryo,sans-serif"
)
BETWEEN = "\n\n" + "=" * 72 + "\n\n"
SEPARATOR = " / "


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page in one language: its safe HTML, and where it is published, if known.

    Links in the HTML lead to where they lead from there; without an address only those
    that are whole lead anywhere.
    """

    language: str
    title: str
    html: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a mail's head says besides; ``sender`` and ``to`` may be nobody."""

    date: datetime
    message_id: str
    sender: str = ""
    to: tuple[str, ...] = ()


def write_mail(articles: Sequence[Article], envelope: Envelope) -> bytes:
    """Return a mail of articles one after the other, the same for the same ones.

    Its parts are text and HTML, which say the same. Nothing in it is loaded from
    elsewhere, and a head that was not given is left to whoever sends it.
    """
    subject = plain(SEPARATOR.join(article.title for article in articles))
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    if envelope.sender:
        mail["From"] = envelope.sender
    if envelope.to:
        mail["To"] = ", ".join(envelope.to)
    mail["Date"] = envelope.date
    mail["Message-ID"] = f"<{envelope.message_id}>"
    if articles[0].address:
        mail["Archived-At"] = f"<{articles[0].address}>"
    text, html = _bodies(articles, subject)
    mail.set_content(text, cte="base64")
    mail.add_alternative(html, subtype="html", cte="base64")
    mail["Content-Language"] = ", ".join(article.language for article in articles)
    # It would be another one each time; base64 has no "_".
    mail.set_boundary(f"_{sha256((text + html).encode()).hexdigest()[:32]}_")
    return mail.as_bytes()


def _bodies(articles: Sequence[Article], title: str) -> tuple[str, str]:
    """Return what a mail says, as text and as HTML."""
    texts, letters = [], []
    for article in articles:
        tree = shortened(tree_of(article.html), article.address)
        texts.append(text_of(tree, article.address))
        letters.append(
            f'<div lang="{article.language}">{letter_of(tree, article.address)}</div>'
        )
    head = HEAD.format(articles[0].language, escape(title))
    body = "\n<hr>\n".join(letters)
    html = f'{head}<body style="{LOOK}">\n{body}\n</body>\n</html>\n'
    return BETWEEN.join(texts) + "\n", html
