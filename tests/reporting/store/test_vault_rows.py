"""Both tables of vault rows behave alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporting.store import vault_rows
from reporting.store.engine import writing
from reporting.store.errors import Refused
from reporting.store.filed_records import VaultRow
from reporting.store.models.casework import Draft, Forwarding

ROW = VaultRow(b"v" * 16, "main", 1, 1, b"first")


@pytest.mark.parametrize("table", [Draft, Forwarding])
def test_rows_come_in_the_order_of_their_ids(engine, table):
    later = replace(ROW, id=b"w" * 16)
    with writing(engine) as session:
        vault_rows.add_row(session, table, later)
        vault_rows.add_row(session, table, ROW)
        assert vault_rows.read_rows(session, table) == (ROW, later)


@pytest.mark.parametrize("change", [{"id": b"v"}, {"circle": ""}, {"version": 0}])
def test_what_breaks_a_rule_is_refused(engine, change):
    with pytest.raises(Refused), writing(engine) as session:
        vault_rows.add_row(session, Draft, replace(ROW, **change))
