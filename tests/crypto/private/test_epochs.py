"""Epochs: one secret, three keys, sealed to whom the manifest says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpen, CryptoError, Malformed
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.opening import OpeningKey
from crypto.suite import hkdf, prefixed, u32

SECRET = b"\x0e" * 32
EPOCH = EpochSecret("main", 3, SECRET)
KEY = OpeningKey(b"\x11" * 32)


def test_each_key_comes_of_its_own_label() -> None:
    place = (b"main", u32(3))
    seal_seed = hkdf(SECRET, "brolly/epoch seal/v1", *place)
    assert EPOCH.opening.public == OpeningKey(seal_seed).public
    cell = EPOCH.vault.seal("card", "card", b"r" * 16, b"body")
    assert EpochSecret("main", 3, SECRET).vault.open("card", "card", b"r" * 16, cell) == b"body"
    assert (EPOCH.vault.circle, EPOCH.vault.epoch) == ("main", 3)


@pytest.mark.parametrize(
    "other",
    [
        EpochSecret("main", 4, SECRET),
        EpochSecret("night", 3, SECRET),
        EpochSecret("main", 3, b"\x0f" * 32),
    ],
)
def test_another_epoch_has_other_keys(other: EpochSecret) -> None:
    assert other.opening.public != EPOCH.opening.public
    assert other.signer.verifying_key != EPOCH.signer.verifying_key
    cell = EPOCH.vault.seal("card", "card", b"r" * 16, b"body")
    with pytest.raises(CannotOpen):
        other.vault.open("card", "card", b"r" * 16, cell)


def test_what_the_manifest_says_of_it() -> None:
    public = EPOCH.public()
    assert (public.circle, public.number, public.state, public.until) == (
        "main",
        3,
        "current",
        None,
    )
    last = date(2026, 3, 9)
    assert EPOCH.public("previous", last) == replace(public, state="previous", until=last)


def test_a_member_opens_the_secret(installation: bytes, identity: Identity) -> None:
    sealed = EPOCH.seal_for(identity.opening.public, installation)
    opened = EpochSecret.open(sealed, identity.opening, installation, EPOCH.public())
    assert opened.opening.public == EPOCH.opening.public
    assert opened.signer.verifying_key == EPOCH.signer.verifying_key


def test_the_info_names_installation_circle_epoch_and_recipient(installation: bytes) -> None:
    info = prefixed(b"brolly/epoch secret/v1", installation, b"main", u32(3), KEY.public.key_id)
    assert KEY.unwrap(EPOCH.seal_for(KEY.public, installation), info) == SECRET


def test_nobody_else_opens_it(
    installation: bytes, identity: Identity, other_identity: Identity
) -> None:
    sealed = EPOCH.seal_for(identity.opening.public, installation)
    with pytest.raises(CannotOpen):
        EpochSecret.open(sealed, other_identity.opening, installation, EPOCH.public())
    with pytest.raises(CannotOpen):
        EpochSecret.open(sealed, identity.opening, bytes(16), EPOCH.public())
    for wrong in (replace(EPOCH.public(), number=4), replace(EPOCH.public(), circle="night")):
        with pytest.raises(CannotOpen):
            EpochSecret.open(sealed, identity.opening, installation, wrong)


def test_a_planted_secret_is_refused(installation: bytes, identity: Identity) -> None:
    planted = EpochSecret("main", 3, b"\x66" * 32)
    sealed = planted.seal_for(identity.opening.public, installation)
    for expected in (
        EPOCH.public(),
        replace(planted.public(), sign=EPOCH.signer.verifying_key),
        replace(planted.public(), seal=EPOCH.opening.public),
    ):
        with pytest.raises(CannotOpen):
            EpochSecret.open(sealed, identity.opening, installation, expected)


def test_a_secret_of_another_length_is_refused(installation: bytes) -> None:
    info = prefixed(b"brolly/epoch secret/v1", installation, b"main", u32(3), KEY.public.key_id)
    with pytest.raises(CannotOpen):
        EpochSecret.open(KEY.public.wrap(b"short", info), KEY, installation, EPOCH.public())
    with pytest.raises(Malformed):
        EpochSecret("main", 3, b"short")


@pytest.mark.parametrize("number", [-1, 2**32])
def test_a_number_fits_in_32_bits(number: int) -> None:
    with pytest.raises(Malformed):
        EpochSecret("main", number, SECRET)


def test_random_epochs_differ() -> None:
    first, second = EpochSecret.random("main", 1), EpochSecret.random("main", 1)
    assert first.opening.public != second.opening.public


@given(sealed=st.binary(max_size=1300))
def test_arbitrary_bytes_raise_only_our_errors(sealed: bytes) -> None:
    with pytest.raises(CryptoError):
        EpochSecret.open(sealed, KEY, bytes(16), EPOCH.public())
