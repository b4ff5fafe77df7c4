"""The organisation's key: what it signs can be read, and no other key passes for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crypto.errors import BadSignature, CannotOpen, Malformed
from crypto.manifest import (
    MANIFEST_LABEL,
    ROSTER_LABEL,
    Manifest,
    Member,
    Pins,
    Roster,
    read_manifest,
    read_roster,
)
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.organisation import Organisation
from crypto.settings import Settings, SignedPage, verify_settings
from crypto.suite import prefixed
from crypto.verifying import verify

TODAY = date(2026, 3, 2)
UNTIL = date(2026, 8, 29)
ORGANISATION = Organisation(b"\x0f" * 32)


@pytest.fixture
def pins(installation: bytes) -> Pins:
    return Pins(installation, ORGANISATION.verifying_key, 5)


@pytest.fixture
def manifest(installation: bytes) -> Manifest:
    return Manifest(installation, 5, UNTIL, (EpochSecret("main", 1, b"\x01" * 32).public(),))


@pytest.fixture
def roster(installation: bytes, identity: Identity) -> Roster:
    seal, sign = identity.opening.public, identity.signer.verifying_key
    member = Member("sam", seal, sign, frozenset({"advocate"}), frozenset({"main"}), None)
    return Roster(installation, 5, UNTIL, (member,), seal)


def test_what_it_signs_reads_back_the_same(pins: Pins, manifest: Manifest, roster: Roster) -> None:
    assert read_manifest(*ORGANISATION.sign_manifest(manifest), pins, TODAY) == manifest
    assert read_roster(*ORGANISATION.sign_roster(roster), pins, TODAY) == roster


def test_the_two_documents_are_signed_in_two_roles(manifest: Manifest, roster: Roster) -> None:
    body, signature = ORGANISATION.sign_manifest(manifest)
    verify(ORGANISATION.verifying_key, MANIFEST_LABEL, body, signature)
    with pytest.raises(BadSignature):
        verify(ORGANISATION.verifying_key, ROSTER_LABEL, body, signature)
    body, signature = ORGANISATION.sign_roster(roster)
    with pytest.raises(BadSignature):
        verify(ORGANISATION.verifying_key, MANIFEST_LABEL, body, signature)


def test_it_signs_nothing_that_no_reader_would_take(manifest: Manifest, roster: Roster) -> None:
    with pytest.raises(Malformed):
        ORGANISATION.sign_manifest(replace(manifest, epochs=()))
    twins = (*roster.members, *roster.members)
    with pytest.raises(Malformed):
        ORGANISATION.sign_roster(replace(roster, members=twins))
    nameless = replace(roster.members[0], handle="")
    with pytest.raises(Malformed):
        ORGANISATION.sign_roster(replace(roster, members=(nameless,)))


def test_another_organisation_is_not_believed(pins: Pins, manifest: Manifest) -> None:
    with pytest.raises(BadSignature):
        read_manifest(*Organisation.random().sign_manifest(manifest), pins, TODAY)


def test_a_coordinator_opens_the_seed(pins: Pins, identity: Identity) -> None:
    sealed = ORGANISATION.seal_for(identity.opening.public, pins.installation)
    opened = Organisation.open(sealed, identity.opening, pins)
    assert opened.verifying_key == ORGANISATION.verifying_key


def test_nobody_else_opens_it(pins: Pins, identity: Identity, other_identity: Identity) -> None:
    sealed = ORGANISATION.seal_for(identity.opening.public, pins.installation)
    with pytest.raises(CannotOpen):
        Organisation.open(sealed, other_identity.opening, pins)
    with pytest.raises(CannotOpen):
        Organisation.open(sealed, identity.opening, replace(pins, installation=bytes(16)))


def test_a_planted_seed_is_refused(pins: Pins, identity: Identity) -> None:
    planted = Organisation(b"\x66" * 32)
    sealed = planted.seal_for(identity.opening.public, pins.installation)
    with pytest.raises(CannotOpen):
        Organisation.open(sealed, identity.opening, pins)
    pretending = Organisation(b"\x66" * 32)
    pretending.verifying_key = ORGANISATION.verifying_key
    sealed = pretending.seal_for(identity.opening.public, pins.installation)
    with pytest.raises(CannotOpen):
        Organisation.open(sealed, identity.opening, pins)


def test_a_sealed_seed_of_another_length_is_refused(pins: Pins, identity: Identity) -> None:
    key = identity.opening.public
    info = prefixed(
        b"brolly/organisation seed/v1", pins.installation, pins.organisation, key.key_id
    )
    with pytest.raises(CannotOpen):
        Organisation.open(key.wrap(b"short", info), identity.opening, pins)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_has_32_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        Organisation(bytes(length))


def test_settings_are_signed_in_a_role_of_their_own(pins: Pins, manifest: Manifest) -> None:
    page = SignedPage("support", "fr", "Ouvert à six heures")
    settings = Settings(
        pins.installation, 5, {"paused": "false", "title": '{"en": "House"}'}, (page,)
    )
    body, signature = ORGANISATION.sign_settings(settings)
    assert verify_settings(body, signature, pins) == settings
    with pytest.raises(BadSignature):
        verify(ORGANISATION.verifying_key, MANIFEST_LABEL, body, signature)
    with pytest.raises(BadSignature):
        verify_settings(*ORGANISATION.sign_manifest(manifest), pins)


def test_settings_that_nobody_could_read_are_not_signed(installation: bytes) -> None:
    with pytest.raises(Malformed):
        ORGANISATION.sign_settings(Settings(installation, 0, {}))
    with pytest.raises(Malformed):
        ORGANISATION.sign_settings(Settings(installation, 1, {"title": "\ud800"}))
