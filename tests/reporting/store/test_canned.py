from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.store.canned import add_canned, put_canned, read_all_canned, remove_canned
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict
from reporting.store.filed_records import VaultRow

ROW = VaultRow(b"a" * 16, "main", 1, 1, b"sealed")


def test_an_answer_is_kept_changed_and_removed(engine):
    with writing(engine) as session:
        add_canned(session, ROW)
    with writing(engine) as session:
        put_canned(session, replace(ROW, version=2, ciphertext=b"again"))
    with reading(engine) as session:
        assert read_all_canned(session) == (replace(ROW, version=2, ciphertext=b"again"),)
    with pytest.raises(Conflict), writing(engine) as session:
        put_canned(session, replace(ROW, version=2))
    with writing(engine) as session:
        assert remove_canned(session, ROW.id) is True
        assert remove_canned(session, ROW.id) is False
