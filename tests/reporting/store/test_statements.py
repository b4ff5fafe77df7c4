"""Statements shared by several modules."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from reporting.store.engine import writing
from reporting.store.errors import Conflict, NotFound
from reporting.store.models.casework import Draft
from reporting.store.models.public import Setting
from reporting.store.settings import unsigned_settings
from reporting.store.statements import changed, put_version, upsert

ROW = {"circle": "main", "epoch": 1, "version": 1, "ciphertext": b"x"}


def test_upsert_inserts_then_replaces(engine):
    with writing(engine) as session:
        upsert(session, Setting, {"name": "title"}, {"value": "one"})
        upsert(session, Setting, {"name": "title"}, {"value": "two"})
        assert unsigned_settings(session) == {"title": "two"}
        assert changed(session, delete(Setting).where(Setting.name == "title")) == 1
        assert changed(session, delete(Setting).where(Setting.name == "title")) == 0


def test_a_version_is_written_once_and_in_turn(engine):
    key = {"id": b"d" * 16}
    with writing(engine) as session:
        upsert(session, Draft, key, ROW)
        put_version(session, Draft, key, {**ROW, "version": 2})
        for version in (1, 2, 4):
            with pytest.raises(Conflict):
                put_version(session, Draft, key, {**ROW, "version": version})
        with pytest.raises(NotFound):
            put_version(session, Draft, {"id": b"e" * 16}, {**ROW, "version": 2})
