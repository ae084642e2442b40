"""The archive that Mailman 2.1 would keep of some mails: pipermail."""

from __future__ import annotations

import gzip
import html
import re

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import mktime_tz, parseaddr, parsedate_tz
from time import asctime, gmtime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REPLY = re.compile(r"(?i)^(re(\[[0-9]+\])?:\s*)+")
TEXT = "text/plain"
OBSCURED = re.compile(r"([-+,.\w]+)@([-+.\w]+)")
KEPT = ("In-Reply-To", "References", "Message-ID")
VIEWS = ("Thread", "Subject", "Author", "Date")
INDEX = """\
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">
<HTML>
  <HEAD><title>The list Archives</title></HEAD>
  <BODY BGCOLOR="#ffffff">
     <h1>The list Archives </h1>
     <table border=3>
          <tr><td>Archive</td>
          <td>View by:</td>
          <td>Downloadable version</td></tr>
{rows}
     </table>
  </BODY>
</HTML>
"""
ROW = """\
            <tr>
            <td>{title}:</td>
            <td>
{views}
            </td>
            <td><A href="{volume}.txt.gz">[ Gzip'd Text {size} KB ]</a></td>
            </tr>
"""
VIEW = '              <A href="{volume}/{page}.html">[ {name} ]</a>'
ITEM = """\
<!--{depth} {key} -->
<LI><A HREF="{number:06}.html">{subject}
</A><A NAME="{number}">&nbsp;</A>
<I>{author}
</I>
"""
PAGE = """\
<HTML>
 <HEAD><TITLE> {subject}
   </TITLE></HEAD>
 <BODY BGCOLOR="#ffffff">
   <H1>{subject}</H1>
    <B>{author}</B>
    <A HREF="mailto:list%40example.org?Subject=&In-Reply-To={own}"
       TITLE="{subject}">{address}
       </A><BR>
    <I>{posted}</I>
    <HR>
<!--beginarticle-->
<PRE>{body}</PRE>
<!--endarticle-->
</BODY></HTML>
"""


@dataclass(frozen=True, kw_only=True)
class _Item:
    """What the archive keeps of a mail."""

    own: str
    parent: str
    second: int
    address: str
    author: str
    subject: str
    headers: str
    body: str

    @property
    def volume(self) -> str:
        return f"{datetime.fromtimestamp(self.second, UTC):%Y-%B}"

    @property
    def key(self) -> str:
        return f"{self.second:011}/{self.own}-"


def make_pipermail(folder: Path, mails: Iterable[bytes]) -> None:
    """Write the archive of a list whose server keeps UTC.

    Each month has a volume and an index of threads, each mail a page.
    """
    items = sorted(map(_item, mails), key=lambda item: item.second)
    volumes: defaultdict[str, dict[int, _Item]] = defaultdict(dict)
    for number, item in enumerate(items):
        volumes[item.volume][number] = item
    rows = []
    for volume, numbered in volumes.items():
        pages = folder / volume
        pages.mkdir(parents=True)
        text = "".join(map(_record, numbered.values())).encode("ascii", "replace")
        (folder / f"{volume}.txt.gz").write_bytes(gzip.compress(text, mtime=0))
        (pages / "thread.html").write_text(_threads(numbered), encoding="ascii")
        for number, item in numbered.items():
            shown = {name: _shown(text) for name, text in vars(item).items()}
            shown["posted"] = asctime(gmtime(item.second))
            (pages / f"{number:06}.html").write_text(PAGE.format(**shown), "ascii")
        views = (VIEW.format(volume=volume, page=v.lower(), name=v) for v in VIEWS)
        year, month = volume.split("-")
        table = {"title": f"{month} {year}", "views": "\n".join(views)}
        rows.append(ROW.format(volume=volume, size=len(text) >> 10, **table))
    index = INDEX.format(rows="\n".join(reversed(rows)))
    (folder / "index.html").write_text(index, encoding="ascii")


def _item(mail: bytes) -> _Item:
    message = message_from_bytes(mail)
    date = parsedate_tz(str(message["Date"]))
    assert date
    name, address = parseaddr(str(message["From"]))
    address = address.replace("@", " at ")
    subject = REPLY.sub("", str(message["Subject"]))
    headers = {"From": f"{address} ({name})", "Date": message["Date"]}
    headers |= {"Subject": subject}
    headers |= {name: message[name] for name in KEPT if message[name]}
    parts = (part for part in message.walk() if part.get_content_type() == TEXT)
    body = "".join(
        bytes(part.get_payload(decode=True)).decode("utf-8", "replace")
        for part in parts
    )
    return _Item(
        own=str(message["Message-ID"]).strip().strip("<>"),
        parent=str(message["In-Reply-To"] or "").strip().strip("<>"),
        second=int(mktime_tz(date)),
        address=address,
        author=name,
        subject=subject,
        headers="".join(f"{name}: {value}\n" for name, value in headers.items()),
        body=OBSCURED.sub(r"\1 at \2", body),
    )


def _record(item: _Item) -> str:
    posted = asctime(gmtime(item.second))
    return f"From {item.address}  {posted}\n{item.headers}\n{item.body}\n\n"


def _threads(numbered: dict[int, _Item]) -> str:
    """Return an index in which each mail stands after the one that it answers."""
    known = {item.own: item.key for item in numbered.values()}
    keys = {n: known.get(item.parent, "") + item.key for n, item in numbered.items()}
    items = (
        ITEM.format(
            depth=int(keys[number] != numbered[number].key),
            key=keys[number],
            number=number,
            subject=_shown(numbered[number].subject),
            author=_shown(numbered[number].author),
        )
        for number in sorted(keys, key=keys.__getitem__)
    )
    return f"<HTML>\n<ul>\n{''.join(items)}</ul>\n</HTML>\n"


def _shown(text: object) -> str:
    """Return text as HTML that is plain ASCII."""
    return html.escape(str(text)).encode("ascii", "xmlcharrefreplace").decode()
