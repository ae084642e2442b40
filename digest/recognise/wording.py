"""How subjects and texts speak of what is no release: words, as patterns."""

from __future__ import annotations

import re

from functools import lru_cache

from digest.model import Turn
from digest.recognise.subject import PLAIN_WORD

__all__ = [
    "ANNOUNCED",
    "ASKED",
    "BESIDE",
    "BROKEN",
    "CALLS",
    "CHANGE",
    "COMMIT",
    "END",
    "EVENT",
    "LIST",
    "NOTHING",
    "OF_CHANGE",
    "PACKAGING",
    "RENAMED",
    "REPORTED",
    "REQUIRED",
    "SECURITY",
    "SENTENCE",
    "TESTED",
    "TURNS",
    "about",
]

SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n\s*\n|\n(?=\s*[-*•])")
# What is asked or proposed is no news, whatever it is about; what is broken is none but
# to a security advisory.
ASKED = re.compile(
    r"(?i)[?？]|^\W*(?:will|would|is|are|was|does|do|did|can|could|has|have|may"
    r"|should)\b|\b(?:should|would|could|how|why|where|whether|(?:does|has|did|can"
    r"|is) any(?:one|body)|propos\w+|requests?|requested|discuss\w*|help|vote|poll"
    r"|ideas?|thoughts|question|wondering|rumou?rs?|feedback|opinions?|wish\w*|want"
    r"|wanted|looking for)\b"
)
BROKEN = re.compile(
    r"(?i)\b(?:not|never|no(?! longer)|cannot|can't|won't|doesn't|isn't|unable|fail\w*"
    r"|errors?|crash\w*|problems?|troubles?|broken|hangs?|stuck|missing|wrong|if"
    r"|needs?)\b"
)
# "drbd: split off the resync code" is the subject of a commit.
COMMIT = re.compile(r"\s*[a-z][\w./,-]*(?: \w+)?: [a-z]\w* (?!\d)")
NOTHING = re.compile(r"(?!)")
SECURITY = re.compile(
    r"(?i)\bCVE-[0-9]{4}-[0-9]{4,7}\b|\bGHSA-[0-9a-z]{4}|脆弱性|セキュリティ"
    r"|\bsecurity (?:advisor(?:y|ies)|alert|announcement|bulletin|fix(?:es)?|flaw|hole"
    r"|issue|notice|update|vulnerability)\b|\bvulnerabilit(?:y|ies)\b"
)
# Test suites have a test for each flaw, and tell that it fails.
TESTED = re.compile(
    r"(?i)\b(?:fail(?:s|ed|ing)?|reproducers?|test ?(?:case|suite)s?)\b"
)
EVENT = re.compile(
    r"(?i)\b(?:(?:un|mini-?)?conference|summit|meeting|meet-?up|workshop|hackathon"
    r"|hackfest|hack ?week|symposium|bofs?|birds of a feather|webinar|office hours?"
    r"|face[ -]to[ -]face|f2f|get-?together|devconf|linuxcon|linuxtag|fosdem|plumbers"
    r"|c[fF]p|call for (?:papers?|proposals?|presentations?|talks?|participation"
    r"|speakers?|sessions?|topics))\b|カンファレンス|勉強会|セミナー|ミーティング|サミット|会合|懇親会|講演|発表募集"
)
CALLS = re.compile(r"(?i)\b(?:cfp|call for)\b")
REPORTED = re.compile(
    r"(?i)\b(?:minutes|notes|report|recap|summary|slides|videos?|recordings?|photos"
    r"|pictures|logs?|transcript|thanks|action items|meeting (?:the|our|a|your)\b"
    r"|requirements?|training|courses?)\b|議事録|報告|資料"
)
LISTS = (
    r"(?:mailing[ -]?lists?|(?:this|our|the|these|users?|devel|developers?|announce"
    r"|discuss(?:ion)?|[\w.-]{1,60}@[\w.-]{1,60}) lists?|forums?|newsgroup"
    r"|[\w-]{2,40}-(?:users?|devel?|announce|discuss|technical|wg)|ML)"
)
LIST = re.compile(
    rf"(?i)\b{LISTS}\b.{{0,60}}?\b(?:mov(?:ed|es|ing|e)|migrat\w+|clos(?:ed|ing|es|ure)"
    r"|shut(?:s|ting)?[ -]?down|going away|retir\w+|replac\w+|merg\w+|renam\w+|opened"
    r"|created|launched|is (?:open|live|back)|available|read-?only|ends?|ending"
    r"|relocat\w+|transition\w*|switch\w*|deprecat\w+|discontinued|end of life)\b"
    rf"|\b(?:new|announcing|mov(?:ed|ing|e)|migrat\w+|clos(?:ing|ure)"
    rf"|shut(?:ting)? ?down|retir\w+|creat\w+|launch\w*|opening|merging"
    rf"|renaming)(?! to\b).{{0,40}}\b{LISTS}\b"
    r"|(?:メーリングリスト|ＭＬ|ML).{0,20}(?:移行|移転|開設|変更|閉鎖|終了|新設)"
)
END = re.compile(
    r"(?i)\b(?:end[ -]of[ -](?:life|support|maintenance)|eol"
    r"|no longer (?:be )?(?:maintained|supported|developed)|unmaintained|discontinu\w+"
    r"|retir(?:ed?|es|ing|ement)|sunset\w*|end of the \S{1,40} series|support (?:ends"
    r"|ended|ending)|unsupported)\b|サポート終了|開発終了|メンテナンス終了"
)
CHANGE = re.compile(
    r"(?i)\b(?:renam(?:ed?|es|ing)|new name|now (?:called|known as)|becomes"
    r"|name change|forked|fork of|forking|split(?:s|ting)? (?:off|out|from|into|up)"
    r"|spun off|spin-?off|(?:separate|independent|standalone|own) project"
    r"|sub-?projects?|new project|project changes?|project (?:is "
    r"|has been )?(?:started|launched|revived)|(?:repositor(?:y|ies)|repos?|git"
    r"|sources?|source code|project|development|website|web ?site|home ?page|bugzilla"
    r"|(?:bug|issue) tracker|wiki|code(?: ?base)?|hosting)(?: (?:has|have|is|are|will"
    r"|be|been|being|now|was|were)){0,3} (?:mov(?:ed?|es|ing)|migrat(?:ed|es|ing|ion)"
    r"|relocated|switched)|(?:mov(?:ed?|es|ing)|migrat(?:ed|es|ing|ion)|switch(?:ed|es"
    r"|ing)?)(?: \w{1,20}){0,3} to (?:git|git ?hub|git ?lab|codeberg|mercurial|hg"
    r"|freedesktop|pagure)|new (?:git )?(?:repository|home|home ?page|web ?site"
    r"|maintainer|license)|licen[cs]e change|relicens\w+|change of (?:maintainer"
    r"|licen[cs]e)|maintainership|steps? down)\b"
    r"|改名|名称変更|名前が変わり|独立しました"
    r"|リポジトリ.{0,10}(?:移転|移動|移行)|フォーク"
)
PACKAGING = re.compile(
    r"(?i)\b(?:packages?|packaged|rpms?|debs?|epel|ppa|[\w-]{0,30}backports?|copr"
    r"|docker images?|container images?|builds)\b.{0,80}?\b(?:available|released"
    r"|updated?|uploaded|accepted|announc\w+|ready|published|out|now|added)\b"
    r"|(?:^\W*(?:new|updated|official)|\b(?:announc\w+|available|uploaded|now in"
    r"|accepted))\b.{0,80}\b(?:packages?|rpms?|debs?|epel|ppa|[\w-]{0,30}backports?"
    r"|copr|debian|ubuntu|fedora|opensuse|gentoo|arch linux|source (?:amd64|all))\b"
    r"|パッケージ.{0,20}(?:公開|リリース|更新)|リポジトリパッケージ"
)
ANNOUNCED = re.compile(r"(?i)\W{0,9}ann(?:ounc\w*)?\b")
# What may stand beside a project and what becomes of it; "node renamed" is no news.
OF_CHANGE = re.compile(
    rf"{PLAIN_WORD}|as|be|become|becomes|being|branch|bug|bugzilla|called|change[ds]?"
    r"|code|codeberg|dates?|development|discontinu\w+|end|ended|ending|ends|eol|for"
    r"|fork|forked|from|git|github|gitlab|hg|home|homepage|hosting|independent|into"
    r"|issue|its|known|licen[cs]\w+|life|line|longer|lts|maintain\w*|maintenance"
    r"|master|mercurial|migrat\w+|mov\w+|name|no|off|on|own|page|pagure|projects?"
    r"|relicens\w+|renam\w+|repo|repos|repository|repositories|retir\w+|separate"
    r"|series|site|sources?|spin|spun|split\w*|standalone|sub|sub-?projects?|sunset\w*"
    r"|support|supported|switch\w*|to|tracker|under|unmaintained|unsupported|up|web"
    r"|website|wiki|will|x|[0-9.]+[xyz*]?"
    r"|[^\x00-\x7f]+",
    re.IGNORECASE,
)
RENAMED = re.compile(r"\b(?:to|called|as|into) (?:the )?([A-Z][\w-]{1,40})")
TURNS = {
    Turn.REVIVED: re.compile(
        r"(?i)\b(?:reviv\w*|back on|on again|after all|reinstated|resurrect\w*"
        r"|un-?cancel\w*|reopened|is back)\b|復活|再開|やっぱり開催"
    ),
    Turn.CANCELLED: re.compile(
        r"(?i)\b(?:cancel\w*|called off|withdrawn|will not take place"
        r"|won't (?:take place|happen)|abandon\w+|skipped)\b|中止|取りやめ|見送り"
    ),
    Turn.MOVED: re.compile(
        r"(?i)\b(?:mov(?:ed?|es|ing)|migrat\w+|postpon\w*|reschedul\w*|delay\w*"
        r"|slip(?:s|ped)?|relocat\w+|push(?:ed)? back|new (?:date|venue|location|time"
        r"|home|place)|change of (?:date|venue|location|plan)|(?:date|venue|location"
        r"|time|place|schedule)(?: has| was| is)?(?: been)? chang\w+)\b"
        r"|延期|順延|移転|移行|(?:日程|会場|日時).{0,4}変更"
    ),
}
REQUIRED = re.compile(r"(?i)\W{0,3}(?:or \w{1,9} )?(?:is |are )?(?:required|needed)\b")
# "Installers with UHD 4.9" are no release of UHD.
BESIDE = re.compile(
    r"(?i)\b(?:against|on(?: top of)?|using|with)(?: the)?(?: new| latest)? \Z"
)


@lru_cache(maxsize=8)  # each edition has its own words, and asks for each message
def about(events: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of an edition's words for events, whole if it is Latin.

    Before "*" stands how it begins; one in capitals is so in texts, too: "HA".
    """
    return re.compile("|".join(map(_word, events))) if events else NOTHING


def _word(word: str) -> str:
    stem = word.removesuffix("*")
    whole = stem == word and word[-1:].isascii()
    before = r"(?<![A-Za-z0-9_])" if word[:1].isascii() else ""
    after = r"(?![A-Za-z0-9_])" if whole else ""
    case = "" if word.isupper() else "i"
    return f"(?{case}:{before}{re.escape(stem)}{after})"
