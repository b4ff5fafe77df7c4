"""Drafts and forwardings: rows of the vault with a version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.store import drafts, forwarding
from reporting.store.engine import writing
from reporting.store.errors import Conflict, NotFound, Refused
from reporting.store.filed_records import VaultRow

ROW = VaultRow(b"d" * 16, "main", 1, 1, b"first")


def test_a_draft_is_written_by_who_saw_the_newest(engine):
    with writing(engine) as session:
        drafts.add_draft(session, ROW)
        second = replace(ROW, version=2, epoch=3, ciphertext=b"second")
        drafts.put_draft(session, second)
        with pytest.raises(Conflict):
            drafts.put_draft(session, replace(second, ciphertext=b"other"))
        assert drafts.read_draft(session, ROW.id) == second
        assert drafts.read_drafts(session) == (second,)
        assert drafts.remove_draft(session, ROW.id) is True
        assert drafts.remove_draft(session, ROW.id) is False
        with pytest.raises(NotFound):
            drafts.read_draft(session, ROW.id)
        with pytest.raises(NotFound):
            drafts.put_draft(session, second)


def test_the_same_id_twice_is_a_conflict(engine):
    with writing(engine) as session:
        drafts.add_draft(session, ROW)
    with pytest.raises(Conflict), writing(engine) as session:
        drafts.add_draft(session, ROW)


def test_no_epoch_no_row(engine):
    with pytest.raises(Refused), writing(engine) as session:
        drafts.add_draft(session, replace(ROW, epoch=0))


def test_drafts_and_forwardings_are_apart(engine):
    with writing(engine) as session:
        drafts.add_draft(session, ROW)
        assert forwarding.read_forwardings(session) == ()
