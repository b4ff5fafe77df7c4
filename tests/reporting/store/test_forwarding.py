"""Forwardings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.store import forwarding
from reporting.store.engine import writing
from reporting.store.errors import Conflict, NotFound
from reporting.store.filed_records import VaultRow

ROW = VaultRow(b"f" * 16, "main", 1, 1, b"first")


def test_a_forwarding_is_kept_and_changed_in_turn(engine):
    with writing(engine) as session:
        forwarding.add_forwarding(session, ROW)
        second = replace(ROW, version=2, ciphertext=b"their number")
        forwarding.put_forwarding(session, second)
        with pytest.raises(Conflict):
            forwarding.put_forwarding(session, second)
        assert forwarding.read_forwarding(session, ROW.id) == second
        assert forwarding.read_forwardings(session) == (second,)
        assert forwarding.remove_forwarding(session, ROW.id) is True
        with pytest.raises(NotFound):
            forwarding.read_forwarding(session, ROW.id)
