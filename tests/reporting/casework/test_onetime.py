"""One-time codes: what is taken for one, in whatever groups it is typed, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.private.identity import Identity
from crypto.private.keyfile import KeyFileContents
from crypto.private.printedcodes import codes_of, new_secret, set_id
from reporting.casework.errors import NotSignedIn
from reporting.casework.onetime import (
    OnPaper,
    Step,
    codes_left,
    enrolment_uri,
    on_paper,
    read_proof,
    spoken_secret,
    take,
)
from reporting.store.engine import reading, writing
from reporting.store.filed_records import PrintedCodesRow
from reporting.store.printed_codes import put_codes

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
SECRET, PRINTED = b"t" * 20, b"p" * 32
STEP = int(NOW.timestamp()) // 30
IDENTITY = Identity.from_seeds(b"\x11" * 32, b"\x12" * 32)
WITHOUT = KeyFileContents(IDENTITY, SECRET, settled=True)
WITH = KeyFileContents(IDENTITY, SECRET, settled=True, printed_secret=PRINTED)


def of_phone(at=STEP):
    return pyotp.parse_uri(enrolment_uri("ada", SECRET, "Corner House")).generate_otp(at)


def test_what_a_phone_shows_now_a_moment_ago_and_in_a_moment():
    assert [read_proof(WITH, of_phone(STEP + off), NOW) for off in (-1, 0, 1)] == [
        Step(STEP - 1),
        Step(STEP),
        Step(STEP + 1),
    ]
    for off in (-2, 2):
        with pytest.raises(NotSignedIn):
            read_proof(WITH, of_phone(STEP + off), NOW)


@pytest.mark.parametrize(
    "write",
    [
        str,
        on_paper,
        " ".join,
        lambda code: f"  {code[:5]}-{code[5:]}\n",
        lambda code: f"{code[:5]}\u00a0\u2013\u202f{code[5:]}",
    ],
)
def test_what_stands_on_paper_in_any_groups(write):
    for number, code in enumerate(codes_of(PRINTED)):
        assert read_proof(WITH, write(code), NOW) == OnPaper(number, set_id(PRINTED))


def test_who_has_no_paper_is_not_let_in_by_a_code_of_it():
    for code in codes_of(PRINTED):
        with pytest.raises(NotSignedIn):
            read_proof(WITHOUT, code, NOW)


@given(typed=st.text(max_size=24))
def test_whatever_else_is_typed_is_one_refusal(typed):
    for contents in (WITH, WITHOUT):
        with pytest.raises(NotSignedIn):
            read_proof(contents, typed, NOW)


def test_a_code_is_written_in_two_groups():
    assert on_paper("0123456789") == "01234 56789"


def test_each_is_taken_once_and_what_is_left_is_counted(group):
    secret = new_secret()
    with writing(group.engine) as session:
        assert codes_left(session, "ada") is None
        put_codes(session, PrintedCodesRow("ada", set_id(secret)))
        assert codes_left(session, "ada") == 10
        assert take(session, "ada", OnPaper(3, set_id(secret))) == 9
        assert take(session, "ada", OnPaper(0, set_id(secret))) == 8
        assert take(session, "ada", Step(STEP)) is None
        for again in (OnPaper(3, set_id(secret)), OnPaper(1, bytes(16)), Step(STEP)):
            with pytest.raises(NotSignedIn):
                take(session, "ada", again)
    with reading(group.engine) as session:
        assert codes_left(session, "ada") == 8


def test_what_the_phone_is_given():
    uri = enrolment_uri("ada", SECRET, "Corner House")
    assert "issuer=Corner%20House" in uri
    assert pyotp.parse_uri(uri).secret == spoken_secret(SECRET).replace(" ", "")
