"""Sheets and the numbers given out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from reporting.store.engine import writing
from reporting.store.errors import Conflict
from reporting.store.filed_records import SheetRow
from reporting.store.sheets import add_sheet, read_sheets, take_number


def test_numbers_count_from_one_per_kind(engine):
    with writing(engine) as session:
        assert [take_number(session, "bulletin") for _ in range(3)] == [1, 2, 3]
        assert take_number(session, "sheet") == 1


def test_many_at_once_get_different_numbers(engine):
    def take(_):
        with writing(engine) as session:
            return take_number(session, "bulletin")

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, range(18))) == list(range(1, 19))


def test_sheets_newest_first_and_each_number_once(engine):
    sheets = [SheetRow(n, date(2026, 3, n), "main", 1, b"what it held") for n in (1, 2)]
    with writing(engine) as session:
        for sheet in sheets:
            add_sheet(session, sheet)
        assert read_sheets(session) == (sheets[1], sheets[0])
    with pytest.raises(Conflict), writing(engine) as session:
        add_sheet(session, sheets[0])
