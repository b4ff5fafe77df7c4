"""Profiles: what one person has seen, and that nobody takes her back behind it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpen, CryptoError, RolledBack
from crypto.manifest import Manifest, Roster
from crypto.private.audit import Head
from crypto.private.cells import seal_cell
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.profile import LABEL, SIZES, Profile, open_profile, seal_profile
from crypto.suite import hkdf, prefixed, sha256

IDENTITY = Identity.from_seeds(b"\x11" * 32, b"\x12" * 32)
INSTALLATION = bytes(16)
PROFILE = Profile(5, 6, b"d" * 32, Head(9, b"h" * 32), {"seen": "yes"})
DAY = date(2026, 3, 2)
MANIFEST = Manifest(INSTALLATION, 5, DAY, (EpochSecret("main", 1, b"\x01" * 32).public(),))
ROSTER = Roster(INSTALLATION, 6, DAY, (), IDENTITY.opening.public)


def _raw(body: bytes) -> bytes:
    whose = (INSTALLATION, b"sam")
    key = hkdf(IDENTITY.opening_seed, LABEL, *whose)
    return seal_cell(key, SIZES, body, prefixed(LABEL.encode(), *whose))


def test_its_owner_opens_it() -> None:
    sealed = seal_profile(IDENTITY, INSTALLATION, "sam", PROFILE)
    assert open_profile(IDENTITY, INSTALLATION, "sam", sealed) == PROFILE


def test_nobody_else_opens_it(other_identity: Identity) -> None:
    sealed = seal_profile(IDENTITY, INSTALLATION, "sam", PROFILE)
    for who, where, handle in (
        (other_identity, INSTALLATION, "sam"),
        (IDENTITY, b"x" * 16, "sam"),
        (IDENTITY, INSTALLATION, "alex"),
    ):
        with pytest.raises(CannotOpen):
            open_profile(who, where, handle, sealed)


def test_a_changed_profile_does_not_open() -> None:
    sealed = bytearray(seal_profile(IDENTITY, INSTALLATION, "sam", PROFILE))
    sealed[100] ^= 1
    with pytest.raises(CannotOpen):
        open_profile(IDENTITY, INSTALLATION, "sam", bytes(sealed))


def test_a_new_person_has_seen_nothing_and_then_these() -> None:
    seen = Profile().saw(MANIFEST, ROSTER, b"roster body")
    assert (seen.manifest, seen.roster, seen.roster_digest) == (5, 6, sha256(b"roster body"))


def test_the_same_lists_again_are_fine() -> None:
    seen = Profile().saw(MANIFEST, ROSTER, b"roster body")
    assert seen.saw(MANIFEST, ROSTER, b"roster body") == seen


def test_older_lists_are_refused_with_both_numbers() -> None:
    seen = Profile().saw(MANIFEST, ROSTER, b"roster body")
    with pytest.raises(RolledBack) as caught:
        seen.saw(replace(MANIFEST, sequence=4), ROSTER, b"roster body")
    assert (caught.value.sequence, caught.value.minimum) == (4, 5)
    with pytest.raises(RolledBack) as caught:
        seen.saw(MANIFEST, replace(ROSTER, sequence=5), b"older body")
    assert (caught.value.sequence, caught.value.minimum) == (5, 6)


def test_two_rosters_of_one_sequence_are_noticed() -> None:
    seen = Profile().saw(MANIFEST, ROSTER, b"roster body")
    with pytest.raises(RolledBack):
        seen.saw(MANIFEST, ROSTER, b"another body")


def test_the_record_never_goes_back() -> None:
    later = PROFILE.recorded(Head(10, b"i" * 32))
    assert later.record == Head(10, b"i" * 32)
    assert later.recorded(Head(9, b"h" * 32)) == later


GOOD = {
    "v": 1,
    "manifest": 1,
    "roster": 1,
    "roster_digest": "00" * 32,
    "record": [0, "00" * 32],
    "extra": {},
}


def test_the_payload_is_the_documented_one() -> None:
    assert open_profile(IDENTITY, INSTALLATION, "sam", _raw(json.dumps(GOOD).encode())) == Profile(
        manifest=1, roster=1
    )


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        {},
        {**GOOD, "v": 2},
        {**GOOD, "manifest": "1"},
        {**GOOD, "roster": None},
        {**GOOD, "roster_digest": "00"},
        {**GOOD, "roster_digest": "zz" * 32},
        {**GOOD, "record": [0]},
        {**GOOD, "record": ["0", "00" * 32]},
        {**GOOD, "record": {}},
        {**GOOD, "extra": []},
    ],
)
def test_a_payload_out_of_format_is_a_failure_to_open(payload: object) -> None:
    with pytest.raises(CannotOpen):
        open_profile(IDENTITY, INSTALLATION, "sam", _raw(json.dumps(payload).encode()))


@given(body=st.binary(max_size=300))
def test_arbitrary_payloads_raise_only_our_errors(body: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_profile(IDENTITY, INSTALLATION, "sam", _raw(body))


@given(sealed=st.binary(max_size=300))
def test_arbitrary_bytes_raise_only_our_errors(sealed: bytes) -> None:
    with pytest.raises(CryptoError):
        open_profile(IDENTITY, INSTALLATION, "sam", sealed)
