"""What became of every bulletin, believed only with both signatures."""

import pytest
from sqlalchemy import update

from crypto.errors import Malformed
from reporting.casework.published import (
    Showing,
    edition_bytes,
    read_published,
    readable,
)
from reporting.domain.errors import Invalid
from reporting.sealed.editions import read_edition
from reporting.store.engine import reading, writing
from reporting.store.models.bulletins import Edition, Stop


def published(group):
    with reading(group.engine) as session:
        return read_published(session, group.desk("vik"))


def change(group, table, **values):
    with writing(group.engine) as session:
        session.execute(update(table).values(**values))


def test_a_bulletin_is_live_until_its_day_has_passed(group, live):
    assert [one.showing for one in published(group)] == [Showing.LIVE]
    group.later(days=60)
    assert [one.showing for one in published(group)] == [Showing.LIVE]
    group.later(days=1)
    assert [one.showing for one in published(group)] == [Showing.OVER]


def test_a_revealed_token_stops_it(group, live):
    change(group, Stop, token=bytes(32))
    (one,) = published(group)
    assert one.showing is Showing.STOPPED
    assert one.edition is not None


@pytest.mark.parametrize(
    "forged",
    [
        {"author": "kim"},
        {"approver": "kim"},
        {"approver_signature": bytes(64)},
        {"approver": None, "approver_signature": None},
        {"number": 2},
        {"edition": 2},
        {"body": b"{}"},
    ],
)
def test_what_two_people_did_not_sign_is_refused(group, live, forged):
    if {"number", "edition"} & set(forged):
        with writing(group.engine) as session:
            session.execute(Stop.__table__.delete())
    change(group, Edition, **forged)
    (one,) = published(group)
    assert (one.showing, one.edition) == (Showing.REFUSED, None)
    assert readable([one]) == ()


def test_the_bytes_of_an_edition_read_back_as_it_was(live):
    edition = read_edition(live.body)
    assert edition_bytes(edition) == live.body
    assert live.body.startswith(b'{"v":1,"kind":"edition","number":1,')


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"v":1,"kind":"edition"}'])
def test_anything_else_is_no_edition(body):
    with pytest.raises((Malformed, Invalid)):
        read_edition(body)
