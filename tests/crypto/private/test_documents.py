"""The bytes that the organisation signs, exactly."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crypto.errors import Malformed
from crypto.manifest import Manifest, Member, Roster
from crypto.private.documents import write_manifest, write_roster, write_settings
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.settings import Settings, SignedPage
from crypto.strictjson import b64u

DAY = date(2026, 9, 1)


def test_a_manifest_is_written_as_specified(installation: bytes) -> None:
    epoch = EpochSecret("main", 1, b"\x01" * 32)
    old = EpochSecret("main", 2, b"\x02" * 32).public("previous", DAY)
    body = write_manifest(Manifest(installation, 20_000_001, DAY, (epoch.public(), old)))
    assert b" " not in body
    assert json.loads(body) == {
        "v": 1,
        "kind": "manifest",
        "installation": installation.hex(),
        "sequence": 20_000_001,
        "valid_until": "2026-09-01",
        "epochs": [
            {
                "circle": "main",
                "epoch": 1,
                "seal": b64u(epoch.opening.public.raw),
                "sign": b64u(epoch.signer.verifying_key),
                "state": "current",
                "until": None,
            },
            {
                "circle": "main",
                "epoch": 2,
                "seal": b64u(old.seal.raw),
                "sign": b64u(old.sign),
                "state": "previous",
                "until": "2026-09-01",
            },
        ],
    }


def test_a_roster_is_written_as_specified(installation: bytes, identity: Identity) -> None:
    seal, sign = identity.opening.public, identity.signer.verifying_key
    roles, circles = frozenset({"coordinator", "advocate"}), frozenset({"night", "main"})
    member = Member("zoé", seal, sign, roles, circles, None)
    body = write_roster(Roster(installation, 7, DAY, (member,), seal))
    assert "zoé".encode() in body
    assert json.loads(body) == {
        "v": 1,
        "kind": "roster",
        "installation": installation.hex(),
        "sequence": 7,
        "valid_until": "2026-09-01",
        "members": [
            {
                "handle": "zoé",
                "seal": b64u(seal.raw),
                "sign": b64u(sign),
                "roles": ["advocate", "coordinator"],
                "circles": ["main", "night"],
                "removed": None,
            }
        ],
        "recovery": b64u(seal.raw),
    }


def test_the_same_values_give_the_same_bytes(installation: bytes, identity: Identity) -> None:
    seal, sign = identity.opening.public, identity.signer.verifying_key
    names = [f"role{number}" for number in range(20)]
    bodies = {
        write_roster(
            Roster(
                installation,
                7,
                DAY,
                (Member("sam", seal, sign, frozenset(order), frozenset(order), DAY),),
                seal,
            )
        )
        for order in (names, names[::-1])
    }
    assert len(bodies) == 1


def test_half_a_character_is_refused(installation: bytes, identity: Identity) -> None:
    seal, sign = identity.opening.public, identity.signer.verifying_key
    member = Member("half\ud800", seal, sign, frozenset(), frozenset(), None)
    with pytest.raises(Malformed):
        write_roster(Roster(installation, 7, DAY, (member,), seal))


def test_settings_are_written_as_specified(installation: bytes) -> None:
    page = SignedPage("support", "fr", "Ouvert à six heures")
    values = {"widening_days": "3", "paused": "false"}
    body = write_settings(Settings(installation, 20_000_001, values, (page,)))
    assert "à six".encode() in body
    assert json.loads(body) == {
        "v": 1,
        "kind": "settings",
        "installation": installation.hex(),
        "sequence": 20_000_001,
        "settings": [
            {"name": "paused", "value": "false"},
            {"name": "widening_days", "value": "3"},
        ],
        "pages": [{"slug": "support", "language": "fr", "body": "Ouvert à six heures"}],
    }
