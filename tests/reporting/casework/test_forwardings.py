"""The records of what was passed on, and the number that came back."""

from datetime import date

import pytest
from sqlalchemy import select, update

from reporting.casework import forwardings
from reporting.casework.errors import Damaged, NoKey
from reporting.casework.forwardings import Forwarding
from reporting.casework.record import read as read_record
from reporting.domain.errors import Invalid
from reporting.store.engine import reading, writing
from reporting.store.models.casework import Forwarding as Table

RECORD = Forwarding(
    id=bytes(range(16)),
    report=bytes(range(1, 17)),
    number="F-7K3M-9QXW",
    kind="information",
    force="city",
    day=date(2026, 3, 2),
    by="ada",
    consent_version=3,
    witnessed=True,
    phone="604 555-0199",
    hours="Monday",
    address="PO Box 555",
)


@pytest.fixture
def stored(group):
    with writing(group.engine) as session:
        forwardings.add(session, group.desk(), RECORD)
    return RECORD


def kept(group, handle="bo"):
    with reading(group.engine) as session:
        return forwardings.read_all(session, group.desk(handle))


def test_a_record_comes_back_as_it_was_kept_and_not_in_clear(group, stored):
    assert kept(group) == ((RECORD,), 0)
    with reading(group.engine) as session:
        assert forwardings.read(session, group.desk("bo"), RECORD.id) == RECORD
        ciphertext = session.execute(select(Table.ciphertext)).scalar_one()
        assert b"604 555-0199" not in ciphertext
        assert b"Monday" not in ciphertext
        with pytest.raises(NoKey):
            forwardings.read(session, group.desk("vik"), RECORD.id)
    assert kept(group, "vik") == ((), 1)


def test_the_number_that_police_gave_is_noted(group, stored):
    with writing(group.engine) as session:
        forwardings.note_number(session, group.desk("bo"), RECORD.id, "  26-1234 ")
    ((record,), _) = kept(group)
    assert (record.police_number, record.version) == ("26-1234", 2)
    with reading(group.engine) as session:
        act = read_record(session, group.desk()).acts[0]
    assert (act.action, act.about["what"]) == ("police_number_noted", "26-1234")
    with writing(group.engine) as session, pytest.raises(Invalid):
        forwardings.note_number(session, group.desk("bo"), RECORD.id, "9" * 201)


def test_a_record_that_was_changed_or_put_back_is_not_believed(group, stored):
    with reading(group.engine) as session:
        old = session.execute(select(Table.ciphertext)).scalar_one()
    with writing(group.engine) as session:
        forwardings.note_number(session, group.desk(), RECORD.id, "26-1234")
    with writing(group.engine) as session:
        session.execute(update(Table).values(ciphertext=old))
    assert kept(group) == ((), 1)
    with writing(group.engine) as session, pytest.raises(Damaged):
        forwardings.note_number(session, group.desk(), RECORD.id, "26-9999")
