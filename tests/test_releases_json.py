"""The list of all releases that is published for programs."""

from __future__ import annotations

import json

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from jsonschema import Draft202012Validator

from digest.edition import Edition
from digest.ledger import Listed, ledger
from digest.merge import version_of
from digest.months import Month
from digest.render.data import data_pages
from digest.render.stock import Stock
from tests.test_catalogue import ALPHA, JULY, MAIL, digest, release, tag

if TYPE_CHECKING:
    from digest.model import Tag

EDITION = Edition(
    title={"en": "Monthly"},
    timezone=ZoneInfo("Asia/Tokyo"),
    languages=("en",),
    watch=(),
    projects=(replace(ALPHA, id="beta", name="Beta"), ALPHA),
)
TOLD = release("1.4.1", evidence=(replace(MAIL, url=""), MAIL, MAIL))
LISTED = Listed(
    project="alpha",
    version="1.4.1",
    day=TOLD.day,
    series="1.4",
    previous="1.4.0",
    prerelease=False,
    tag="v1.4.1",
    issue=JULY,
    anchor="alpha-1.4.1",
    evidence=(MAIL.url,),
)


def test_told() -> None:
    """A release that an issue tells is listed with its place and its proofs."""
    found = ledger(EDITION, [digest(TOLD)], [tag("1.4.1")])

    assert found.releases == (LISTED,)
    assert found.until == date(2011, 8, 1)


def test_tagged() -> None:
    """A version that no issue tells is listed with what its tag shows."""
    tags = [tag("1.4.0", date(2011, 6, 1)), tag("1.4.1rc1")]

    first, second = ledger(EDITION, [digest()], tags).releases

    assert first == Listed(
        project="alpha",
        version="1.4.1rc1",
        day=date(2011, 7, 5),
        series="1.4",
        previous="1.4.0",
        prerelease=True,
        tag="v/1.4.1rc1",
        issue=None,
        anchor="",
        evidence=("https://example.org/alpha/v/1.4.1rc1",),
    )
    assert (second.version, second.previous) == ("1.4.0", None)


def test_of_two_tags() -> None:
    """Of two tags of one version the older one is told."""
    older = tag("1.4.0", date(2011, 6, 1))
    newer = replace(tag("1.4.0", date(2011, 6, 2)), name="again")

    (found,) = ledger(EDITION, [digest()], [newer, older]).releases

    assert (found.day, found.tag) == (date(2011, 6, 1), "v/1.4.0")


def test_no_news() -> None:
    """A release that was no news is in no issue, and has no place."""
    old = replace(TOLD, backdated=True)

    (found,) = ledger(EDITION, [digest(old)], []).releases

    assert (found.issue, found.anchor) == (None, "")


def test_order() -> None:
    """Projects come in the edition's order, those of the past last, newest first."""
    digests = [
        digest(
            TOLD,
            replace(release("2.0"), project="zeta"),
            replace(release("0.9"), project="beta"),
            replace(release("0.10"), project="beta"),
        )
    ]

    found = ledger(EDITION, digests, []).releases

    assert [(one.project, one.version) for one in found] == [
        ("beta", "0.10"),
        ("beta", "0.9"),
        ("alpha", "1.4.1"),
        ("zeta", "2.0"),
    ]


def test_hidden() -> None:
    """What a person hid is not listed."""
    hidden = {("alpha", version_of("1.4.1"))}

    assert ledger(EDITION, [digest(TOLD)], [tag("1.4.1")], hidden).releases == ()


@pytest.mark.parametrize("tags", [(), (tag("1.4.0", date(2011, 6, 1)),)])
def test_pages(tags: tuple[Tag, ...]) -> None:
    """The list fits its own schema; schemas are made, whatever there is to list."""
    pages = {
        page.path: json.loads(page.text)
        for page in data_pages(EDITION, [digest(TOLD)], Stock(tags=tags))
    }

    assert list(pages) == [
        "releases.json",
        "schemas/facts.json",
        "schemas/releases.json",
    ]
    validator = Draft202012Validator(pages["schemas/releases.json"])
    assert list(validator.iter_errors(pages["releases.json"])) == []
    assert pages["releases.json"]["schema"] == 1
    first = pages["releases.json"]["releases"][0]
    assert (first["issue"], first["anchor"]) == ("2011-08", "alpha-1.4.1")
    assert list(validator.iter_errors(pages["releases.json"] | {"more": 1}))
    del first["anchor"]
    assert list(validator.iter_errors(pages["releases.json"]))


def test_nothing_yet() -> None:
    """Before the first issue the list is empty, and still fits."""
    pages = [*data_pages(EDITION, [], Stock(tags=(tag("1.0"),)))]

    listed = json.loads(pages[0].text)
    assert listed == {"schema": 1, "until": None, "releases": []}
    schema = json.loads(pages[2].text)
    assert list(Draft202012Validator(schema).iter_errors(listed)) == []


def test_same_bytes() -> None:
    """The same facts give the same bytes, in whatever order tags come."""
    tags = (tag("1.4.0"), tag("1.3.9"), tag("1.4.1rc1"))
    digests = [digest(TOLD), digest(month=Month(2011, 9))]

    one, other = (
        [*data_pages(EDITION, digests, Stock(tags=given))]
        for given in (tags, tags[::-1])
    )

    assert one == other
