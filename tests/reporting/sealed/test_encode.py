from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.report import Account, Contact
from reporting.sealed.encode import account_bytes, contact_bytes, read_account, read_contact
from reporting.sealed.errors import NotDecodable

DAY = date(2026, 11, 20)
ACCOUNT = Account(answers={"what_happened": "He would not leave."})


def test_an_account_and_an_addition_are_not_taken_for_each_other():
    content = account_bytes("addition", ACCOUNT, language="en", day=DAY)
    assert read_account("addition", content).account == ACCOUNT
    with pytest.raises(NotDecodable):
        read_account("account", content)


def test_an_empty_contact_is_still_a_contact():
    assert read_contact(contact_bytes(Contact())) == Contact()


@pytest.mark.parametrize(
    "account",
    [None, [], {"answers": "x"}, {"answers": {"what_happened": 7}, "persons": []}],
)
def test_an_account_of_another_shape_is_refused(account):
    document = {"v": 1, "kind": "account", "language": "en", "day": "2026-11-20"}
    with pytest.raises(NotDecodable):
        read_account("account", json.dumps({**document, "account": account}).encode())


def test_the_errors_never_repeat_what_was_told():
    told = Account(answers={"what_happened": "x" * 30_000})
    content = account_bytes("account", told, language="en", day=DAY)
    with pytest.raises(NotDecodable) as raised:
        read_account("account", content)
    assert "xxx" not in str(raised.value)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_only_ever_refused(content):
    with pytest.raises(NotDecodable):
        read_account("account", content)
    with pytest.raises(NotDecodable):
        read_contact(content)
