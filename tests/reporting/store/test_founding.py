"""The first transaction of an installation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reporting.store.audit import audit_head
from reporting.store.documents import newest_document
from reporting.store.engine import reading, writing
from reporting.store.epochs import epochs_of, organisation_of
from reporting.store.errors import Conflict, Refused
from reporting.store.filed_records import (
    RECOVERY,
    AuditRow,
    FoundingRows,
    MemberRow,
    SealedEpoch,
    SealedOrganisation,
)
from reporting.store.founding import found, is_founded
from reporting.store.members import read_members
from reporting.store.records import SignedDocument

ROWS = FoundingRows(
    manifest=SignedDocument("manifest", 20_000_001, b"m", bytes(64)),
    roster=SignedDocument("roster", 20_000_001, b"r", bytes(64)),
    members=(MemberRow("ada", b"key file", 0),),
    sealed_epochs=tuple(SealedEpoch("main", 1, to, b"e") for to in ("ada", RECOVERY)),
    sealed_organisation=tuple(SealedOrganisation(to, b"o") for to in ("ada", RECOVERY)),
    settings=SignedDocument("settings", 20_000_001, b"s", bytes(64)),
    audit=(AuditRow(1, bytes(32), date(2026, 3, 2), "ada", bytes(32), bytes(64), b"c", b"w"),),
)


def test_everything_is_stored_at_once(engine):
    with reading(engine) as session:
        assert is_founded(session) is False
    with writing(engine) as session:
        found(session, ROWS)
    with reading(engine) as session:
        assert is_founded(session) is True
        assert newest_document(session, "manifest") == ROWS.manifest
        assert newest_document(session, "roster") == ROWS.roster
        assert read_members(session) == ROWS.members
        assert epochs_of(session, "ada") == ROWS.sealed_epochs[:1]
        assert organisation_of(session, RECOVERY) == b"o"
        assert newest_document(session, "settings") == ROWS.settings
        assert audit_head(session) == ROWS.audit[0]


def test_a_founded_database_is_not_founded_again(engine):
    with writing(engine) as session:
        found(session, ROWS)
    with pytest.raises(Conflict), writing(engine) as session:
        found(session, replace(ROWS, settings=replace(ROWS.settings, body=b"theirs")))
    with reading(engine) as session:
        assert newest_document(session, "settings") == ROWS.settings


def test_a_founding_that_fails_at_the_end_leaves_nothing(engine):
    with pytest.raises(Refused), writing(engine) as session:
        found(session, replace(ROWS, audit=(replace(ROWS.audit[0], actor=""),)))
    with reading(engine) as session:
        assert is_founded(session) is False
        assert read_members(session) == ()
        assert newest_document(session, "settings") is None
