from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.sealed.errors import NotDecodable
from reporting.sealed.replies import (
    Narrowing,
    StatusNote,
    narrowing_bytes,
    read_narrowing,
    read_status,
    status_bytes,
)

DAY = date(2026, 11, 20)
REPORT = b"r" * 16


@pytest.mark.parametrize(
    "values",
    [{"stage": "published"}, {"sequence": 0}, {"previous": "00" * 32}, {"report": ""}, {"v": 3}],
)
def test_another_status_is_refused(values):
    document = json.loads(status_bytes(StatusNote(REPORT, 1, b"", DAY, "received", 1)))
    with pytest.raises(NotDecodable):
        read_status(json.dumps({**document, **values}).encode())


def test_a_narrowing_comes_back_as_it_was():
    kept = Narrowing(
        REPORT, DAY, frozenset({"consent_bulletin", "police_leave_out:vpd"}), "ada", "on the phone"
    )
    read = read_narrowing(narrowing_bytes(kept))
    assert (read.removed, read.recorded_by, read.how) == (kept.removed, "ada", "on the phone")


@pytest.mark.parametrize("removed", [[], ["ask_days"], ["consent_bulletin"] * 2, ["x"] * 21, "x"])
def test_a_narrowing_that_is_not_understood_is_refused(removed):
    kept = Narrowing(REPORT, DAY, frozenset({"consent_bulletin"}), "ada", "said")
    document = {**json.loads(narrowing_bytes(kept)), "removed": removed}
    with pytest.raises(NotDecodable):
        read_narrowing(json.dumps(document).encode())


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_only_ever_refused(content):
    for read in (read_status, read_narrowing):
        with pytest.raises(NotDecodable):
            read(content)
