"""Drafts in the vault: what is kept comes back whole, what was changed does not."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from reporting.casework import drafts
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import Damaged, NoKey
from reporting.domain.bulletin import BulletinBody, BulletinDraft, Quote, Reason
from reporting.domain.bulletin_facts import Facts
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, NotFound
from reporting.store.models.casework import Draft as Table

BODY = BulletinBody(
    facts=Facts({"severity": "risky"}), expires=date(2026, 4, 1), summary={"fr": "Élevé."}
)
FULL = Draft(
    id=bytes(range(16)),
    reports=(bytes(16), bytes(range(1, 17))),
    author="ada",
    day=date(2026, 3, 2),
    draft=BulletinDraft(
        BODY,
        (Quote("hey you", "he always says it"),),
        (Reason(8, "summary.fr", "Élevé", "it is his word"),),
    ),
    kept={"happening.severity": "", "persons.1.person_name": "Mïke"},
    state=State.SUBMITTED,
    number=7,
    edition=2,
    body=b"\x00signed",
    signature=bytes(64),
    comment="please",
)


@pytest.fixture
def stored(group):
    with writing(group.engine) as session:
        return drafts.add(session, group.desk(), FULL)


def read(group, handle="bo"):
    with reading(group.engine) as session:
        return drafts.read(session, group.desk(handle), FULL.id)


def test_a_draft_comes_back_as_it_was_kept(group, stored):
    assert read(group) == FULL
    with writing(group.engine) as session:
        drafts.put(session, group.desk(), replace(stored, approver="bo", state=State.PUBLISHED))
    assert read(group) == replace(FULL, approver="bo", state=State.PUBLISHED, version=2)


def test_none_of_it_stands_in_clear(group, stored):
    with reading(group.engine) as session:
        row = session.execute(select(*Table.__table__.c)).one()
    assert b'"author":"ada"' not in row.ciphertext
    assert "Élevé".encode() not in row.ciphertext
    assert len(row.ciphertext) == 1 + 12 + 16 * 1024 + 16


def test_two_who_write_at_once_do_not_overwrite_each_other(group, stored):
    with writing(group.engine) as session:
        drafts.put(session, group.desk("ada"), stored)
    with pytest.raises(Conflict), writing(group.engine) as session:
        drafts.put(session, group.desk("bo"), stored)


def test_somebody_without_the_circles_keys_opens_none(group, stored):
    with reading(group.engine) as session, pytest.raises(NoKey):
        drafts.read(session, group.desk("vik"), FULL.id)
    with reading(group.engine) as session:
        assert drafts.read_all(session, group.desk("vik")) == ((), 1)


@pytest.mark.parametrize("changes", [{"version": 5}, {"ciphertext": b"\x01" + bytes(40)}])
def test_a_row_that_was_changed_is_damaged(group, stored, changes):
    with writing(group.engine) as session:
        session.execute(update(Table).values(**changes))
    with pytest.raises(Damaged):
        read(group)


def test_a_draft_that_is_removed_is_gone(group, stored):
    with writing(group.engine) as session:
        drafts.remove(session, FULL.id)
    with pytest.raises(NotFound):
        read(group)


def test_what_is_written_on_again_is_not_signed():
    unsigned = FULL.unsigned()
    assert (unsigned.state, unsigned.body, unsigned.signature) == (State.WRITING, b"", b"")
    assert (unsigned.number, unsigned.edition, unsigned.draft) == (7, 2, FULL.draft)
