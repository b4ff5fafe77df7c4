"""Sessions: the token opens them, the database does not, and they end."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpen, CryptoError, Malformed, SessionOver
from crypto.private.cells import seal_cell
from crypto.private.identity import Identity
from crypto.private.sessions import (
    IDLE,
    LABEL,
    LIFETIME,
    SIZES,
    Session,
    new_token,
    open_session,
    row_id,
    seal_session,
)
from crypto.suite import hkdf, prefixed, sha256

TOKEN = b"\x42" * 32
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def session(identity: Identity) -> Session:
    return Session("sam", identity, NOW, NOW, {"checked": "1"})


def test_the_token_brings_the_person_back(session: Session) -> None:
    opened = open_session(TOKEN, seal_session(TOKEN, session))
    assert (opened.handle, opened.started, opened.seen) == ("sam", NOW, NOW)
    assert opened.extra == {"checked": "1"}
    assert opened.identity.opening.public.raw == session.identity.opening.public.raw
    assert opened.identity.signer.verifying_key == session.identity.signer.verifying_key


def test_the_row_id_is_a_hash_of_the_token() -> None:
    assert row_id(TOKEN) == sha256(b"sid" + TOKEN)
    assert new_token() != new_token()
    assert len(new_token()) == 32


def test_another_token_does_not_open_it(session: Session) -> None:
    with pytest.raises(CannotOpen):
        open_session(b"\x43" * 32, seal_session(TOKEN, session))


def test_a_token_has_32_bytes(session: Session) -> None:
    with pytest.raises(Malformed):
        open_session(b"", b"")
    with pytest.raises(Malformed):
        seal_session(b"short", session)


def test_a_changed_row_does_not_open(session: Session) -> None:
    sealed = bytearray(seal_session(TOKEN, session))
    sealed[40] ^= 1
    with pytest.raises(CannotOpen):
        open_session(TOKEN, bytes(sealed))


def test_the_row_neither_names_the_person_nor_shows_her_keys(session: Session) -> None:
    sealed = seal_session(TOKEN, session)
    assert b'"handle":"sam"' not in sealed
    assert session.identity.opening_seed not in sealed
    assert session.identity.opening_seed.hex().encode() not in sealed
    assert "11" * 32 not in repr(session)


@pytest.mark.parametrize(
    ("later", "over"),
    [
        (timedelta(0), False),
        (IDLE, False),
        (IDLE + timedelta(seconds=1), True),
        (timedelta(seconds=-1), True),
    ],
)
def test_an_idle_session_ends(session: Session, later: timedelta, over: bool) -> None:
    if over:
        with pytest.raises(SessionOver):
            session.check(NOW + later, IDLE, LIFETIME)
    else:
        session.check(NOW + later, IDLE, LIFETIME)


def test_a_busy_session_ends_too(session: Session) -> None:
    busy = session.touched(NOW + LIFETIME)
    busy.check(NOW + LIFETIME, IDLE, LIFETIME)
    with pytest.raises(SessionOver):
        busy.check(NOW + LIFETIME + timedelta(seconds=1), IDLE, LIFETIME)


def test_touching_keeps_everything_else(session: Session) -> None:
    touched = session.touched(NOW + timedelta(minutes=5))
    assert touched.started == NOW
    assert touched.seen == NOW + timedelta(minutes=5)
    assert touched.handle == "sam"


GOOD = {
    "v": 1,
    "handle": "sam",
    "opening": "11" * 32,
    "signing": "12" * 32,
    "started": 0,
    "seen": 0,
    "extra": {},
}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        {},
        {**GOOD, "v": 2},
        {**GOOD, "extra": []},
        {**GOOD, "opening": "11"},
        {**GOOD, "opening": "zz" * 32},
        {**GOOD, "seen": "now"},
        {**GOOD, "seen": 10**40},
        {**GOOD, "started": 1.5},
    ],
)
def test_a_payload_out_of_format_is_a_failure_to_open(payload: object) -> None:
    row = row_id(TOKEN)
    body = json.dumps(payload).encode()
    sealed = seal_cell(hkdf(TOKEN, LABEL, row), SIZES, body, prefixed(LABEL.encode(), row))
    with pytest.raises(CannotOpen):
        open_session(TOKEN, sealed)


@given(body=st.binary(max_size=300))
def test_arbitrary_payloads_raise_only_our_errors(body: bytes) -> None:
    row = row_id(TOKEN)
    sealed = seal_cell(hkdf(TOKEN, LABEL, row), SIZES, body, prefixed(LABEL.encode(), row))
    with pytest.raises(CannotOpen):
        open_session(TOKEN, sealed)


@given(sealed=st.binary(max_size=300))
def test_arbitrary_bytes_raise_only_our_errors(sealed: bytes) -> None:
    with pytest.raises(CryptoError):
        open_session(TOKEN, sealed)
