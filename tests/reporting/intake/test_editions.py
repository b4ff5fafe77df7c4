"""Whether an edition may be shown, decided by signatures and not by the database."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crypto.editions import Hand, sign_edition
from reporting.domain.bulletin import BulletinBody, Edition
from reporting.domain.bulletin_facts import Facts
from reporting.domain.settings import PublicSettings
from reporting.intake.editions import read_editions, verified
from reporting.intake.verified import Verified
from reporting.store.records import EditionRow

TODAY = date(2026, 3, 2)
EDITION = Edition(
    4,
    1,
    TODAY,
    BulletinBody(
        facts=Facts({"incident_types": ("threats",)}),
        expires=date(2026, 9, 1),
        summary={"en": "A."},
    ),
)


@pytest.fixture
def roster(group):
    return group.lists.roster


@pytest.fixture
def signed(group):
    """Sign an edition as two people, and make the row that a database would give back."""

    def sign(edition=EDITION, author="ada", approver="bo", **changes):
        body = changes.pop("body", json.dumps(edition.to_json()).encode())
        hands = [
            sign_edition(group.identity(handle).signer, group.pins.installation, hand, handle, body)
            for hand, handle in ((Hand.AUTHOR, author), (Hand.APPROVER, approver))
        ]
        record = EditionRow(
            number=edition.number,
            edition=edition.edition,
            status="live",
            visible_from=datetime(2026, 3, 2, 12, tzinfo=UTC),
            body=body,
            author=author,
            author_signature=hands[0],
            approver=approver,
            approver_signature=hands[1],
        )
        return replace(record, **changes)

    return sign


def seen(roster, *records, today=TODAY):
    return Verified(PublicSettings(), today, "", roster=roster, editions=records)


def test_two_people_stand_behind_what_is_shown(signed, roster):
    assert verified(signed(), roster) == EDITION


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 5},
        {"edition": 2},
        {"author": "bo", "approver": "ada"},
        {"author_signature": bytes(64)},
        {"approver": None, "approver_signature": None},
        {"approver": "nobody"},
    ],
)
def test_a_row_that_says_something_else_is_not_shown(signed, roster, changes):
    assert verified(replace(signed(), **changes), roster) is None


@pytest.mark.parametrize(("author", "approver"), [("ada", "ada"), ("ada", "vik"), ("vik", "bo")])
def test_one_person_or_somebody_who_reads_no_reports_is_not_enough(
    signed, roster, author, approver
):
    assert verified(signed(author=author, approver=approver), roster) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"not json",
        b'{"v":1,"kind":"edition","number":4,"edition":1,"issued":"2026-03-02","body":{}}',
        b"[" * 100_000,
        json.dumps({**EDITION.to_json(), "v": 2}).encode(),
        json.dumps({**EDITION.to_json(), "more": 1}).encode(),
        json.dumps(EDITION.to_json()).replace('"A."', '"\\u202e"').encode(),
    ],
)
def test_a_signed_body_that_is_no_edition_is_not_shown(signed, roster, body):
    assert verified(signed(body=body), roster) is None


def test_what_is_taken_back_over_or_refused_is_told_apart(signed, roster):
    over = replace(EDITION, number=3, body=replace(EDITION.body, expires=date(2026, 3, 1)))
    back = replace(signed(), number=2, status="recalled", body=None)
    forged = replace(signed(), number=1)
    found = read_editions(seen(roster, signed(), signed(over), back, forged))
    assert found.shown == (EDITION,)
    assert (found.over, found.taken_back, found.refused) == ((3,), (2,), 1)
    assert found.of(4) == EDITION
    assert found.of(3) is None


def test_the_last_day_counts(signed, roster):
    last = seen(roster, signed(), today=EDITION.body.expires)
    assert read_editions(last).shown == (EDITION,)
    after = seen(roster, signed(), today=EDITION.body.expires + timedelta(days=1))
    assert read_editions(after).over == (4,)


def test_without_a_roster_nothing_is_shown(signed):
    assert read_editions(seen(None, signed())).refused == 1


def test_an_edition_under_its_floor_shows_as_taken_back_and_is_counted(signed, roster):
    again = replace(seen(roster, signed()), floors={4: 2})
    found = read_editions(again)
    assert (found.shown, found.taken_back, found.refused) == ((), (4,), 1)
