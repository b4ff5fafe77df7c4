from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.consent import Choices
from reporting.sealed.errors import NotDecodable
from reporting.sealed.statements import Statement, read_statement, statement_bytes

STATEMENT = Statement(
    report=b"r" * 16,
    version=2,
    previous=b"p" * 32,
    day=date(2026, 11, 20),
    wording="2026-11",
    language="fr",
    account_digest=b"a" * 32,
    choices=Choices(consent_police_report=True, police_leave_out=frozenset({"rcmp", "vpd"})),
    acknowledged=frozenset({b"n" * 32}),
    digest=b"",
)


def changed(**values: object) -> bytes:
    return json.dumps({**json.loads(statement_bytes(STATEMENT)), **values}).encode()


def test_a_statement_comes_back_as_it_was():
    read = read_statement(statement_bytes(STATEMENT))
    assert read.choices == STATEMENT.choices
    assert read.acknowledged == STATEMENT.acknowledged
    assert statement_bytes(read) == statement_bytes(STATEMENT)
    assert len(read.digest) == 32


def test_the_largest_statement_fits_its_one_size():
    forces = frozenset(f"force-number-{n:02}" for n in range(20))
    full = Choices(consent_police_report=True, police_leave_out=forces)
    acknowledged = frozenset(bytes([n]) * 32 for n in range(20))
    largest = Statement(
        **{
            **{name: getattr(STATEMENT, name) for name in Statement.__dataclass_fields__},
            "choices": full,
            "acknowledged": acknowledged,
        }
    )
    assert len(statement_bytes(largest)) < 4096 - 4 - 65


@pytest.mark.parametrize(
    "values",
    [
        {"v": 2},
        {"v": True},
        {"kind": "account"},
        {"version": 0},
        {"version": 1},
        {"version": 2.0},
        {"previous": ""},
        {"previous": "AB" * 32},
        {"report": "00"},
        {"day": "2026-02-30"},
        {"account": None},
        {"choices": {"consent_bulletin": True}},
        {"choices": None},
        {"acknowledged": "ab"},
        {"acknowledged": ["ab"]},
        {"acknowledged": [f"{n:064x}" for n in range(21)]},
        {"language": "x" * 40},
        {"more": 1},
    ],
)
def test_anything_else_is_refused(values):
    with pytest.raises(NotDecodable):
        read_statement(changed(**values))


def test_a_missing_member_is_refused():
    document = json.loads(statement_bytes(STATEMENT))
    for name in document:
        less = {key: value for key, value in document.items() if key != name}
        with pytest.raises(NotDecodable):
            read_statement(json.dumps(less).encode())


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_only_ever_refused(content):
    with pytest.raises(NotDecodable):
        read_statement(content)
