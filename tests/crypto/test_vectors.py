"""Frozen vectors: every format, with the outcome a reader must come to.

`tests/crypto/vectors/make/` made them, partly with an independent implementation (node, the code
that runs in a worker's browser), partly with this package; each side reads both. A vector that no
longer passes means that what is already stored, or another program, can no longer be read.
Formats of `crypto.private` are in `private/test_private_vectors.py`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from crypto.codechange import Change, ReportKeys, follow_chain
from crypto.editions import Signatures, verify_edition
from crypto.envelope import Place, Wrap
from crypto.manifest import Manifest, Pins, Roster, read_manifest, read_roster
from crypto.padding import pad
from crypto.pagestate import PageState
from crypto.parts import read_part, read_reply
from crypto.passwords import page_phrase_check
from crypto.private.epochs import EpochSecret
from crypto.private.opening import OpeningKey, open_envelope
from crypto.recalls import Recall, verify_recall
from crypto.receipts import Code, keys_of, report_id
from crypto.settings import verify_settings
from crypto.stoptokens import read_stop_token, stops
from crypto.strictjson import Fields, b64u, unb64u
from crypto.suite import SealingKey, aead_seal
from reporting.domain.report_json import account_to_json, contact_to_json
from reporting.sealed.encode import read_account, read_contact
from reporting.sealed.statements import read_statement, statement_bytes
from reporting.sealed.verify import check_parts, check_report
from reporting.sealed.wire import read_parts, read_report

from .vectors.people import roster_of
from .vectors.readers import Case, Readers, wrap_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READERS = Readers()


def day_of(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def place_of(case: Case) -> Place:
    place = case["place"]
    return Place(
        bytes.fromhex(place["installation"]),
        bytes.fromhex(place["report"]),
        place["compartment"],
        bytes.fromhex(place["item"]),
    )


@READERS.of("envelope")
def read_envelope(case: Case) -> None:
    place = place_of(case)
    body = case["body"] and unb64u(case["body"])
    if "ciphertext" in case:
        ciphertext = unb64u(case["ciphertext"])
    else:
        padded = pad(place.compartment, body)
        content_key = unb64u(case["content_key"])
        ciphertext = b"\x01" + aead_seal(content_key, bytes(12), padded, place.aad())
        assert hashlib.sha256(ciphertext).hexdigest() == case["ciphertext_sha256"]
    key = OpeningKey(unb64u(case["seed"]))
    assert open_envelope(place, ciphertext, wrap_of(case["wrap"]), key) == (body or b"")


@READERS.of("sealed_report")
def read_a_report_from_a_browser(case: Case) -> None:
    """Take it as intake does, open it as an advocate does."""
    signed = case["manifest"]
    manifest, today = manifest_of(signed), day_of(signed["today"])
    report = read_report(case["body"].encode())
    check_report(report, manifest, today)
    keys = keys_of(Code(tuple(case["code"])), manifest.installation)
    assert report.verifying_key == keys.signer.verifying_key
    later = read_parts(Fields({"parts": case["later"]}, frozenset({"parts"})))
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


@READERS.of("sealing_key")
def read_sealing_key(case: Case) -> None:
    key = SealingKey.from_bytes(unb64u(case["key"]))
    assert OpeningKey(unb64u(case["seed"])).public == key
    assert key.key_id.hex() == case["key_id"]


@READERS.of("part")
def read_a_part(case: Case) -> None:
    content = read_part(place_of(case), unb64u(case["key"]), unb64u(case["body"]))
    assert content == unb64u(case["content"])


@READERS.of("reply")
def read_a_reply(case: Case) -> None:
    manifest = manifest_of(case["manifest"])
    day = day_of(case["day"])
    content = read_reply(place_of(case), manifest, unb64u(case["body"]), day)
    assert content == unb64u(case["content"])


def pins_of(pins: Case) -> Pins:
    return Pins(
        bytes.fromhex(pins["installation"]), unb64u(pins["organisation"]), pins["minimum_sequence"]
    )


def manifest_of(case: Case) -> Manifest:
    today = day_of(case["today"])
    return read_manifest(
        unb64u(case["body"]), unb64u(case["signature"]), pins_of(case["pins"]), today
    )


@READERS.of("manifest")
def read_a_manifest(case: Case) -> None:
    manifest = manifest_of(case)
    assert case["expected"] == {
        "sequence": manifest.sequence,
        "valid_until": manifest.valid_until.isoformat(),
        "current": manifest.current().number,
        "seal": b64u(manifest.recipient().key.raw),
    }


@READERS.of("roster")
def read_a_roster(case: Case) -> None:
    today = day_of(case["today"])
    roster = read_roster(
        unb64u(case["body"]), unb64u(case["signature"]), pins_of(case["pins"]), today
    )
    assert case["expected"] == {
        "sequence": roster.sequence,
        "valid_until": roster.valid_until.isoformat(),
        "handles": [member.handle for member in roster.members],
        "recovery": b64u(roster.recovery.raw),
    }


@READERS.of("settings")
def read_settings(case: Case) -> None:
    found = verify_settings(unb64u(case["body"]), unb64u(case["signature"]), pins_of(case["pins"]))
    assert case["expected"] == {
        "sequence": found.sequence,
        "settings": [{"name": name, "value": value} for name, value in found.values.items()],
        "pages": [dataclasses.asdict(page) for page in found.pages],
    }


@READERS.of("code")
def read_a_code(case: Case) -> None:
    code = Code.parse(case["text"], case["language"])
    assert list(code.numbers) == case["numbers"]
    assert code.canonical().hex() == case["canonical"]
    assert list(code.digits()) == case["digits"]
    for language, words in case["words"].items():
        assert list(code.words(language)) == words


@READERS.of("nonce")
def read_a_nonce(case: Case) -> None:
    assert list(Code.from_nonce(bytes.fromhex(case["nonce"])).numbers) == case["numbers"]


@READERS.of("worker_keys")
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


@READERS.of("code_change")
def follow_changes_of_a_code(case: Case) -> None:
    changes = [
        Change(unb64u(change["statement"]), unb64u(change["signature"]))
        for change in case["changes"]
    ]
    chain = follow_chain(report_keys(case["first"]), changes, case["minimum"])[-1]
    assert chain.version == case["version"]
    assert chain.keys == report_keys(case["keys"])


def report_keys(keys: Case) -> ReportKeys:
    mailbox = SealingKey.from_bytes(unb64u(keys["mailbox"]))
    return ReportKeys(unb64u(keys["verifying"]), mailbox, bytes.fromhex(keys["token_hash"]))


def people_of(case: Case) -> Roster:
    return roster_of(bytes.fromhex(case["installation"]), case["members"])


@READERS.of("edition")
def verify_an_edition(case: Case) -> None:
    signatures = Signatures(
        case["author"],
        unb64u(case["author_signature"]),
        case["approver"],
        unb64u(case["approver_signature"]),
    )
    verify_edition(unb64u(case["body"]), signatures, people_of(case), day_of(case["day"]))


@READERS.of("recall")
def verify_that_it_was_taken_back(case: Case) -> None:
    recall = Recall(case["number"], case["edition"], day_of(case["day"]), case["handle"])
    verify_recall(recall, unb64u(case["signature"]), people_of(case))


@READERS.of("stop_token")
def read_a_stop_token(case: Case) -> None:
    stop = read_stop_token(unb64u(case["content"]))
    assert (stop.number, stop.edition) == (case["number"], case["edition"])
    assert stops(stop.token, bytes.fromhex(case["hash"]))
    assert not stops(stop.token, bytes(32))


@READERS.of("page_state")
def open_page_state(case: Case) -> None:
    state = PageState(unb64u(case["secret"]))
    now = dt.datetime.fromisoformat(case["now"])
    assert state.open(case["purpose"], case["text"], now) == unb64u(case["payload"])


@READERS.of("page_phrase")
def check_a_page_phrase(case: Case) -> None:
    assert page_phrase_check(case["phrase"], unb64u(case["kept"])) is case["fits"]


@READERS.of("from_python")
def read_what_python_made(case: Case) -> None:
    manifest, today = manifest_of(case["manifest"]), day_of(case["manifest"]["today"])
    epoch = EpochSecret("main", 1, unb64u(case["epoch_secret"]))
    assert manifest.current().seal == epoch.opening.public
    keys = keys_of(Code(tuple(case["numbers"])), manifest.installation)
    report = bytes.fromhex(case["report"])
    for part in case["parts"]:
        item = bytes.fromhex(part["item"])
        place = Place(manifest.installation, report, part["compartment"], item)
        wrap = Wrap("", 0, bytes.fromhex(part["key_id"]), unb64u(part["sealed"]))
        body = keys.mailbox.open(place, unb64u(part["ciphertext"]), wrap)
        if part["compartment"] == "consent":
            content = read_part(place, keys.signer.verifying_key, body)
        else:
            content = read_reply(place, manifest, body, today)
        assert content == unb64u(part["content"])
    change = Change(unb64u(case["change"]["statement"]), unb64u(case["change"]["signature"]))
    first = ReportKeys(keys.signer.verifying_key, keys.mailbox.public, keys.token_hash)
    chain = follow_chain(first, [change], 1)[-1]
    assert chain.head.hex() == case["change"]["digest"]


def test_a_vector_comes_to_its_named_outcome(
    case: Case, comes_to_its_outcome: Callable[[Case, Callable[[Case], None]], None]
) -> None:
    comes_to_its_outcome(case, READERS[case["format"]])


def test_every_format_has_a_reader(
    vector_files: list[Path], private_formats: set[str], sealed_formats: set[str]
) -> None:
    elsewhere = private_formats | sealed_formats
    assert {path.stem for path in vector_files} == set(READERS) | elsewhere


def test_every_outcome_that_can_happen_is_there(vector_files: list[Path]) -> None:
    outcomes = {
        case["outcome"] for path in vector_files for case in json.loads(path.read_text())["cases"]
    }
    named = {"opens", "wrong key", "truncated", "tampered body", "swapped content"}
    named |= {"wrong context", "unknown version", "bad padding", "rolled back", "small order key"}
    assert named <= outcomes


def test_the_browsers_code_reads_the_same_vectors(vector_files: list[Path]) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("NOT RUN: node is missing, the browser's sealing code was not checked")
    run = subprocess.run(
        [node, str(vector_files[0].parent / "make" / "check.mjs")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
