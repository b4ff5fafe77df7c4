"""Frozen vectors: every format, with the outcome a reader must come to.

`tests/crypto/vectors/make/` made them, partly with an independent implementation (node, the code
that runs in a worker's browser), partly with this package; each side reads both. A vector that no
longer passes means that what is already stored, or another program, can no longer be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crypto import errors
from crypto.envelope import Place, Wrap
from crypto.mailbox import MailboxKey
from crypto.manifest import Epoch, Manifest, Member, Pins, Roster, read_manifest, read_roster
from crypto.padding import pad
from crypto.parts import read_part, read_reply
from crypto.private.audit import Entry, Head, open_details, verify_chain
from crypto.private.epochs import EpochSecret
from crypto.private.opening import OpeningKey, open_envelope
from crypto.private.organisation import Organisation
from crypto.private.sessions import open_session, row_id
from crypto.receipts import Code, keys_of, report_id
from crypto.suite import SealingKey, aead_seal
from reporting.domain.report_json import account_to_json, contact_to_json
from reporting.sealed.encode import read_account, read_contact
from reporting.sealed.statements import read_statement, statement_bytes
from reporting.sealed.verify import check_parts, check_report
from reporting.sealed.wire import read_parts, read_report

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = Path(__file__).parent / "vectors"

Case = dict[str, Any]
READERS: dict[str, Callable[[Case], None]] = {}


def reader(vectors: str) -> Callable[[Callable[[Case], None]], Callable[[Case], None]]:
    """Register how the cases of one file are read; it raises what the package raises."""

    def register(read: Callable[[Case], None]) -> Callable[[Case], None]:
        READERS[vectors] = read
        return read

    return register


def unb64u(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b64u(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@cache
def shared(vectors: str) -> Case:
    """What all cases of one file have in common."""
    document: Case = json.loads((VECTORS / f"{vectors}.json").read_text())
    return document


def place_of(case: Case) -> Place:
    place = case["place"]
    return Place(
        bytes.fromhex(place["installation"]),
        bytes.fromhex(place["report"]),
        place["compartment"],
        bytes.fromhex(place["item"]),
    )


def wrap_of(wrap: Case) -> Wrap:
    return Wrap(
        wrap["circle"], wrap["epoch"], bytes.fromhex(wrap["key_id"]), unb64u(wrap["sealed"])
    )


@reader("envelope")
def read_envelope(case: Case) -> None:
    place = place_of(case)
    body = case["body"] and unb64u(case["body"])
    if "ciphertext" in case:
        ciphertext = unb64u(case["ciphertext"])
    else:
        padded = pad(place.compartment, body)
        key = unb64u(case["content_key"])
        ciphertext = b"\x01" + aead_seal(key, bytes(12), padded, place.aad())
        assert hashlib.sha256(ciphertext).hexdigest() == case["ciphertext_sha256"]
    key = OpeningKey(unb64u(case["seed"]))
    assert open_envelope(place, ciphertext, wrap_of(case["wrap"]), key) == (body or b"")


@reader("sealed_report")
def read_a_report_from_a_browser(case: Case) -> None:
    """Take it as intake does, open it as an advocate does."""
    signed = shared("sealed_report")["manifest"]
    manifest, today = manifest_of(signed), date.fromisoformat(signed["today"])
    report = read_report(case["body"].encode())
    check_report(report, manifest, today)
    keys = keys_of(Code(tuple(case["code"])), manifest.installation)
    assert report.verifying_key == keys.signer.verifying_key
    later = read_parts(case["later"])
    check_parts(later, keys.mailbox.public, manifest, today)
    key = OpeningKey(unb64u(case["seed"]))
    opened: dict[str, list[bytes]] = {}
    for part in (*report.parts, *later):
        place = Place(manifest.installation, report.id, part.compartment, part.item)
        bodies = [open_envelope(place, part.ciphertext, part.wraps[0], key)]
        bodies += [keys.mailbox.open(place, part.ciphertext, wrap) for wrap in part.wraps[1:]]
        contents = {read_part(place, report.verifying_key, body) for body in bodies}
        opened.setdefault(part.compartment, []).extend(contents)
    (account,), (contact,), (addition,) = (opened[n] for n in ("account", "contact", "addition"))
    assert account_to_json(read_account("account", account).account) == case["account"]
    assert account_to_json(read_account("addition", addition).account) == case["account"]
    assert contact_to_json(read_contact(contact)) == case["contact"]
    first, second = (read_statement(content) for content in opened["consent"])
    assert first.account_digest == hashlib.sha256(account).digest()
    assert first.choices.to_json() == case["choices"]
    assert second.choices.to_json() == case["statement"]["choices"]
    assert statement_bytes(second) == opened["consent"][1]


@reader("sealing_key")
def read_sealing_key(case: Case) -> None:
    key = SealingKey.from_bytes(unb64u(case["key"]))
    assert OpeningKey(unb64u(case["seed"])).public == key
    assert key.key_id.hex() == case["key_id"]


@reader("part")
def read_a_part(case: Case) -> None:
    content = read_part(place_of(case), unb64u(case["key"]), unb64u(case["body"]))
    assert content == unb64u(case["content"])


@reader("reply")
def read_a_reply(case: Case) -> None:
    manifest = manifest_of(shared("reply")["manifest"])
    day = date.fromisoformat(case["day"])
    content = read_reply(place_of(case), manifest, unb64u(case["body"]), day)
    assert content == unb64u(case["content"])


def pins_of(pins: Case) -> Pins:
    return Pins(
        bytes.fromhex(pins["installation"]), unb64u(pins["organisation"]), pins["minimum_sequence"]
    )


def manifest_of(case: Case) -> Manifest:
    today = date.fromisoformat(case["today"])
    return read_manifest(
        unb64u(case["body"]), unb64u(case["signature"]), pins_of(case["pins"]), today
    )


@reader("manifest")
def read_a_manifest(case: Case) -> None:
    manifest = manifest_of(case)
    assert case["expected"] == {
        "sequence": manifest.sequence,
        "valid_until": manifest.valid_until.isoformat(),
        "current": manifest.current().number,
        "seal": b64u(manifest.recipient().key.raw),
    }


@reader("roster")
def read_a_roster(case: Case) -> None:
    today = date.fromisoformat(case["today"])
    roster = read_roster(
        unb64u(case["body"]), unb64u(case["signature"]), pins_of(case["pins"]), today
    )
    assert case["expected"] == {
        "sequence": roster.sequence,
        "valid_until": roster.valid_until.isoformat(),
        "handles": [member.handle for member in roster.members],
        "recovery": b64u(roster.recovery.raw),
    }


@reader("code")
def read_a_code(case: Case) -> None:
    code = Code.parse(case["text"], case["language"])
    assert list(code.numbers) == case["numbers"]
    assert code.canonical().hex() == case["canonical"]
    assert list(code.digits()) == case["digits"]
    for language, words in case["words"].items():
        assert list(code.words(language)) == words


@reader("nonce")
def read_a_nonce(case: Case) -> None:
    assert list(Code.from_nonce(bytes.fromhex(case["nonce"])).numbers) == case["numbers"]


@reader("worker_keys")
def derive_the_keys_of_a_code(case: Case) -> None:
    installation = bytes.fromhex(case["installation"])
    keys = keys_of(Code(tuple(case["numbers"])), installation, case["own_word"])
    token_hash = hashlib.sha256(keys.token).digest()
    assert b64u(keys.token) == case["token"]
    assert token_hash.hex() == case["token_hash"] == keys.token_hash.hex()
    assert b64u(keys.signer.verifying_key) == case["verifying_key"]
    assert b64u(keys.mailbox.public.raw) == case["mailbox_key"]
    assert b64u(keys.signer.sign("brolly/test/v1", b"statement")) == case["signature"]
    mine = report_id(keys.signer.verifying_key, keys.mailbox.public.raw, token_hash)
    assert mine.hex() == case["report"]


@reader("epoch")
def open_an_epoch(case: Case) -> None:
    seal, sign = SealingKey.from_bytes(unb64u(case["seal"])), unb64u(case["sign"])
    named = Epoch(case["circle"], case["number"], seal, sign, "current", None)
    key = OpeningKey(unb64u(case["seed"]))
    installation = bytes.fromhex(case["installation"])
    epoch = EpochSecret.open(unb64u(case["sealed"]), key, installation, named)
    assert epoch.opening.public == seal


@reader("organisation")
def open_an_organisation(case: Case) -> None:
    pins = Pins(bytes.fromhex(case["installation"]), unb64u(case["organisation"]), 0)
    key = OpeningKey(unb64u(case["seed"]))
    organisation = Organisation.open(unb64u(case["sealed"]), key, pins)
    assert organisation.verifying_key == pins.organisation


@reader("vault")
def open_a_cell(case: Case) -> None:
    vault = EpochSecret(case["circle"], case["number"], unb64u(case["secret"])).vault
    row = bytes.fromhex(case["row"])
    opened = vault.open(case["table"], case["column"], row, unb64u(case["sealed"]))
    assert opened == unb64u(case["body"])


@reader("session")
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


@reader("audit")
def verify_a_record(case: Case) -> None:
    document = shared("audit")
    members = tuple(
        Member(
            handle=member["handle"],
            seal=MailboxKey(bytes(32)).public,
            sign=unb64u(member["sign"]),
            roles=frozenset(),
            circles=frozenset(),
            removed=member["removed"] and date.fromisoformat(member["removed"]),
        )
        for member in document["members"]
    )
    installation = bytes.fromhex(document["installation"])
    recovery = MailboxKey(bytes(32)).public
    roster = Roster(installation, 1, date.max, members, recovery)
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
        date.fromisoformat(entry["day"]),
        entry["actor"],
        bytes.fromhex(entry["digest"]),
        unb64u(entry["signature"]),
    )


def head_of(head: Case) -> Head:
    return Head(head["number"], bytes.fromhex(head["hash"]))


@reader("audit_details")
def open_the_details_of_an_entry(case: Case) -> None:
    entry = Entry(
        case["number"], bytes(32), date.min, "wren", bytes.fromhex(case["digest"]), bytes(64)
    )
    key = OpeningKey(unb64u(case["seed"]))
    installation = bytes.fromhex(case["installation"])
    ciphertext = unb64u(case["ciphertext"])
    opened = open_details(installation, entry, ciphertext, wrap_of(case["wrap"]), key)
    assert opened == unb64u(case["body"])


def all_cases() -> list[Any]:
    """Every case of every file, named `format: case`."""
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in sorted(VECTORS.glob("*.json"))
        for case in shared(path.stem)["cases"]
    ]


@pytest.mark.parametrize(("vectors", "case"), all_cases())
def test_a_vector_comes_to_its_named_outcome(vectors: str, case: Case) -> None:
    if case["error"] is None:
        READERS[vectors](case)
        return
    with pytest.raises(errors.CryptoError) as caught:
        READERS[vectors](case)
    assert type(caught.value).__name__ == case["error"]
    assert str(getattr(caught.value, "fault", None)) == str(case.get("fault"))
    assert list(getattr(caught.value, "lists", [])) == case.get("lists", [])


def test_every_reader_has_vectors() -> None:
    assert {path.stem for path in VECTORS.glob("*.json")} == set(READERS)


def test_the_browsers_code_reads_the_same_vectors() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("NOT RUN: node is missing, the browser's sealing code was not checked")
    run = subprocess.run(
        [node, str(VECTORS / "make" / "check.mjs")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
