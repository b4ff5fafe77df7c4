"""Frozen vectors of what advocates keep for themselves; see `tests/crypto/test_vectors.py`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crypto.mailbox import MailboxKey
from crypto.manifest import Epoch, Member, Pins, Roster
from crypto.private import printedcodes, recovery
from crypto.private.audit import Entry, Head, open_details, read_wrap, verify_chain
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.keyfile import KeyFileContents, read_keyfile
from crypto.private.opening import OpeningKey
from crypto.private.organisation import Organisation
from crypto.private.profile import open_profile
from crypto.private.sessions import open_session, row_id
from crypto.strictjson import unb64u
from crypto.suite import SealingKey

from ..vectors.readers import Case, Readers, wrap_of

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = Readers()


@READERS.of("epoch")
def open_an_epoch(case: Case) -> None:
    seal, sign = SealingKey.from_bytes(unb64u(case["seal"])), unb64u(case["sign"])
    named = Epoch(case["circle"], case["number"], seal, sign, "current", None)
    key = OpeningKey(unb64u(case["seed"]))
    installation = bytes.fromhex(case["installation"])
    epoch = EpochSecret.open(unb64u(case["sealed"]), key, installation, named)
    assert epoch.opening.public == seal


@READERS.of("organisation")
def open_an_organisation(case: Case) -> None:
    pins = Pins(bytes.fromhex(case["installation"]), unb64u(case["organisation"]), 0)
    key = OpeningKey(unb64u(case["seed"]))
    organisation = Organisation.open(unb64u(case["sealed"]), key, pins)
    assert organisation.verifying_key == pins.organisation


@READERS.of("vault")
def open_a_cell(case: Case) -> None:
    vault = EpochSecret(case["circle"], case["number"], unb64u(case["secret"])).vault
    row = bytes.fromhex(case["row"])
    opened = vault.open(case["table"], case["column"], row, unb64u(case["sealed"]))
    assert opened == unb64u(case["body"])


@READERS.of("session")
def open_a_session(case: Case) -> None:
    token = unb64u(case["token"])
    session = open_session(token, unb64u(case["sealed"]))
    assert row_id(token).hex() == case["row_id"]
    payload = case["payload"]
    assert session.handle == payload["handle"]
    assert session.identity.opening_seed.hex() == payload["opening"]
    assert session.identity.signing_seed.hex() == payload["signing"]
    assert session.started.timestamp() == payload["started"]
    assert session.seen.timestamp() == payload["seen"]
    assert session.extra == payload["extra"]


@READERS.of("audit")
def verify_a_record(case: Case) -> None:
    members = tuple(
        Member(
            handle=member["handle"],
            seal=MailboxKey(bytes(32)).public,
            sign=unb64u(member["sign"]),
            roles=frozenset(),
            circles=frozenset(),
            removed=member["removed"] and dt.date.fromisoformat(member["removed"]),
        )
        for member in case["members"]
    )
    installation = bytes.fromhex(case["installation"])
    recovery = MailboxKey(bytes(32)).public
    roster = Roster(installation, 1, dt.date.max, members, recovery)
    head = verify_chain(
        installation,
        [entry_of(entry) for entry in case["entries"]],
        roster,
        known=case["known"] and head_of(case["known"]),
    )
    assert head == head_of(case["head"])


def entry_of(entry: Case) -> Entry:
    return Entry(
        entry["number"],
        bytes.fromhex(entry["previous"]),
        dt.date.fromisoformat(entry["day"]),
        entry["actor"],
        bytes.fromhex(entry["digest"]),
        unb64u(entry["signature"]),
    )


def head_of(head: Case) -> Head:
    return Head(head["number"], bytes.fromhex(head["hash"]))


@READERS.of("audit_details")
def open_the_details_of_an_entry(case: Case) -> None:
    entry = Entry(
        case["number"], bytes(32), dt.date.min, "wren", bytes.fromhex(case["digest"]), bytes(64)
    )
    key = OpeningKey(unb64u(case["seed"]))
    installation = bytes.fromhex(case["installation"])
    ciphertext = unb64u(case["ciphertext"])
    wrap = read_wrap(unb64u(case["packed_wrap"]))
    assert wrap == wrap_of(case["wrap"])
    opened = open_details(installation, entry, ciphertext, wrap, key)
    assert opened == unb64u(case["body"])


@READERS.of("key_file")
def read_a_key_file(case: Case) -> None:
    contents = contents_of(case)
    assert case["contents"] == before_printed_codes(contents)


@READERS.of("key_file_v3")
def read_a_key_file_with_printed_codes(case: Case) -> None:
    contents = contents_of(case)
    printed = {"printed_secret": contents.printed_secret.hex()}
    assert case["contents"] == before_printed_codes(contents) | printed


def contents_of(case: Case) -> KeyFileContents:
    installation = bytes.fromhex(case["installation"])
    raw = unb64u(case["key_file"])
    return read_keyfile(case["handle"], installation, case["passphrase"], raw)


def before_printed_codes(contents: KeyFileContents) -> dict[str, object]:
    return {
        "opening_seed": contents.identity.opening_seed.hex(),
        "signing_seed": contents.identity.signing_seed.hex(),
        "totp_secret": contents.totp_secret.hex(),
        "settled": contents.settled,
    }


@READERS.of("printed_codes")
def derive_printed_codes(case: Case) -> None:
    secret = unb64u(case["secret"])
    assert list(printedcodes.codes_of(secret)) == case["codes"]
    assert printedcodes.set_id(secret).hex() == case["set_id"]
    assert printedcodes.number_of(secret, case["typed"]) == case["number"]


@READERS.of("recovery_shares")
def join_shares(case: Case) -> None:
    assert recovery.join(case["shares"]).hex() == case["seed"]


@READERS.of("profile")
def open_a_profile(case: Case) -> None:
    identity = Identity.from_seeds(unb64u(case["seed"]), bytes(32))
    installation = bytes.fromhex(case["installation"])
    seen = open_profile(identity, installation, case["handle"], unb64u(case["sealed"]))
    assert case["payload"] == {
        "manifest": seen.manifest,
        "roster": seen.roster,
        "roster_digest": seen.roster_digest.hex(),
        "record": [seen.record.number, seen.record.hash.hex()],
        "extra": seen.extra,
    }


def test_a_vector_comes_to_its_named_outcome(
    case: Case, comes_to_its_outcome: Callable[[Case, Callable[[Case], None]], None]
) -> None:
    comes_to_its_outcome(case, READERS[case["format"]])


def test_every_private_format_has_a_reader(private_formats: set[str]) -> None:
    assert set(READERS) == private_formats
