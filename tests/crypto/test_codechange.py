"""A report changes hands only by the code that holds it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.codechange import LABEL, Chain, Change, ReportKeys, follow_chain, sign_change
from crypto.errors import BadSignature, CryptoError, Malformed, RolledBack, UnknownVersion, WeakKey
from crypto.mailbox import MailboxKey
from crypto.receipts import report_id
from crypto.signing import Signer
from crypto.strictjson import b64u

SIGNERS = [Signer(bytes([number]) * 32) for number in range(1, 5)]
KEYS = [
    ReportKeys(signer.verifying_key, MailboxKey(bytes([number]) * 32).public, bytes([number]) * 32)
    for number, signer in enumerate(SIGNERS, start=101)
]
FIRST = KEYS[0]
REPORT = FIRST.report_id()


def changes(count: int) -> list[Change]:
    made: list[Change] = []
    for at in range(count):
        chain = follow_chain(FIRST, made)[-1]
        made.append(sign_change(SIGNERS[at], REPORT, chain, KEYS[at + 1]))
    return made


def document(**change: Any) -> dict[str, Any]:
    return json.loads(changes(1)[0].statement) | change


def signed(value: Any, signer: Signer = SIGNERS[0]) -> Change:
    statement = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Change(statement, signer.sign(LABEL, statement))


def test_without_a_change_the_first_keys_hold() -> None:
    assert follow_chain(FIRST, []) == (Chain(FIRST, 0, bytes(32)),)
    expected = report_id(FIRST.verifying, FIRST.mailbox.raw, FIRST.token_hash)
    assert expected == REPORT


def test_a_change_to_the_byte() -> None:
    (change,) = changes(1)
    second = KEYS[1]
    assert change.statement.decode() == (
        '{"v":1,"kind":"code change","report":"' + REPORT.hex() + '","version":1,"previous":"'
        + "00" * 32 + '","verifying":"' + b64u(second.verifying) + '","mailbox":"'
        + b64u(second.mailbox.raw) + '","token_hash":"' + second.token_hash.hex() + '"}'
    )  # fmt: skip


def test_a_chain_leads_to_the_last_keys() -> None:
    made = changes(3)
    chain = follow_chain(FIRST, made)[-1]
    assert chain == Chain(KEYS[3], 3, hashlib.sha256(made[-1].statement).digest())
    assert follow_chain(FIRST, made, minimum_version=3)[-1] == chain


def test_a_hidden_change_is_rolled_back() -> None:
    with pytest.raises(RolledBack) as caught:
        follow_chain(FIRST, changes(3)[:2], minimum_version=3)
    assert (caught.value.sequence, caught.value.minimum) == (2, 3)


def test_missing_doubled_and_reordered_changes_are_noticed() -> None:
    one, two, three = changes(3)
    for wrong in ([two], [one, three], [one, one], [two, one], [one, two, two]):
        with pytest.raises(BadSignature):
            follow_chain(FIRST, wrong)


def test_an_old_code_cannot_change_it_again() -> None:
    made = changes(2)
    chain = follow_chain(FIRST, made)[-1]
    with pytest.raises(BadSignature, match="in force"):
        sign_change(SIGNERS[0], REPORT, chain, KEYS[3])
    forged = signed(document(version=3, previous=chain.head.hex()))
    with pytest.raises(BadSignature):
        follow_chain(FIRST, [*made, forged])


def test_two_changes_of_one_code_cannot_both_count() -> None:
    (one,) = changes(1)
    fork = sign_change(SIGNERS[0], REPORT, Chain(FIRST), KEYS[2])
    assert follow_chain(FIRST, [fork])[-1].keys == KEYS[2]
    with pytest.raises(BadSignature):
        follow_chain(FIRST, [one, fork])


def test_a_change_of_another_report_is_refused() -> None:
    with pytest.raises(BadSignature, match="another report"):
        follow_chain(FIRST, [signed(document(report="00" * 16))])


def test_a_signature_in_another_role_is_refused() -> None:
    (change,) = changes(1)
    for label in ("brolly/part/v1", "brolly/manifest/v1"):
        other = Change(change.statement, SIGNERS[0].sign(label, change.statement))
        with pytest.raises(BadSignature):
            follow_chain(FIRST, [other])


def test_a_gap_in_versions_is_refused() -> None:
    with pytest.raises(BadSignature, match="does not follow"):
        follow_chain(FIRST, [signed(document(version=2))])


def test_a_weak_key_is_not_taken_over() -> None:
    with pytest.raises(WeakKey):
        follow_chain(FIRST, [signed(document(verifying=b64u(b"\x01" + bytes(31))))])


def test_a_later_version_of_the_format_is_named() -> None:
    with pytest.raises(UnknownVersion):
        follow_chain(FIRST, [signed(document(v=2))])


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "consent"},
        {"version": 0},
        {"version": "1"},
        {"previous": ""},
        {"previous": "00" * 31},
        {"report": "00"},
        {"verifying": "AA"},
        {"mailbox": "AA"},
        {"token_hash": None},
        {"more": 1},
    ],
)
def test_a_wrong_field_is_malformed(change: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        follow_chain(FIRST, [signed(document(**change))])


@given(st.binary(max_size=60), st.binary(max_size=70), st.booleans())
def test_arbitrary_changes_are_refused(statement: bytes, signature: bytes, sign: bool) -> None:
    change = signed(statement) if sign else Change(statement, signature)
    with pytest.raises(CryptoError):
        follow_chain(FIRST, [change])


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just([])


@given(st.sampled_from(sorted(document())), VALUES)
def test_any_value_in_any_field_is_read_or_refused(name: str, value: Any) -> None:
    with contextlib.suppress(CryptoError):
        follow_chain(FIRST, [signed(document(**{name: value}))])
