"""Frozen vectors of what a mailbox holds: who said it, in which chain; see `test_vectors.py`.

What advocates and staff write was made by this package, what a worker writes by the code that runs
in her browser; each side reads both.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from crypto.envelope import Place
from crypto.errors import CryptoError
from crypto.manifest import Manifest, Pins, read_manifest
from crypto.parts import read_reply
from crypto.receipts import Code, keys_of
from crypto.strictjson import unb64u
from reporting.intake.mailbox import Reader
from reporting.sealed.codes import check_change
from reporting.sealed.codewire import read_new_code
from reporting.sealed.consents import Subject, consent_today, verify_statement
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.errors import SealedError
from reporting.sealed.events import Event, event_bytes
from reporting.sealed.files import file_bytes, read_file
from reporting.sealed.items import (
    read_message_item,
    read_status_item,
    read_wording_item,
    unbroken,
)
from reporting.sealed.messages import Answer, Message, answer_bytes, message_bytes
from reporting.sealed.witness import witness_of
from reporting.sealed.wording import (
    Wording,
    WordingAnswer,
    wording_answer_bytes,
    wording_bytes,
)

from .vectors.make.read_mailbox import edited, mailbox_of, summary_of
from .vectors.people import roster_of
from .vectors.readers import Case, Readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READERS = Readers()

WRITERS: dict[type, Callable[[Any], bytes]] = {
    Message: message_bytes,
    Answer: answer_bytes,
    WordingAnswer: wording_answer_bytes,
    Deletion: deletion_bytes,
    Event: event_bytes,
    Wording: wording_bytes,
}


def day_of(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def manifest_of(case: Case) -> Manifest:
    pins = case["pins"]
    pinned = Pins(
        bytes.fromhex(pins["installation"]), unb64u(pins["organisation"]), pins["minimum_sequence"]
    )
    body, signature = unb64u(case["body"]), unb64u(case["signature"])
    return read_manifest(body, signature, pinned, day_of(case["today"]))


def opened(case: Case) -> list[tuple[Place, bytes, dt.date]]:
    """The items of a case: place, body, and the day that the store says."""
    installation = bytes.fromhex(case["manifest"]["pins"]["installation"])
    report = bytes.fromhex(case["report"])
    return [
        (
            Place(installation, report, item["compartment"], bytes.fromhex(item["item"])),
            unb64u(item["body"]),
            day_of(item["day"]),
        )
        for item in case["items"]
    ]


def keys_of_case(case: Case) -> list[bytes]:
    return [unb64u(key) for key in case["keys"]]


def is_what_was_signed(said: Any, body: bytes) -> None:
    """What was read says all that stands in the body, to the byte."""
    assert body.endswith(WRITERS[type(said)](said))


@READERS.of("message", "answer", "wording_answer", "deletion")
def read_messages(case: Case) -> None:
    manifest = manifest_of(case["manifest"])
    found = []
    for place, body, day in opened(case):
        found.append(read_message_item(place, keys_of_case(case), manifest, body, day))
        is_what_was_signed(found[-1], body)
    assert {type(said) for said in found} <= {type(found[0])}
    unbroken([said for said in found if isinstance(said, Message)])


@READERS.of("event")
def read_events(case: Case) -> None:
    manifest = manifest_of(case["manifest"])
    found = []
    for place, body, day in opened(case):
        found.append(read_status_item(place.report, read_reply(place, manifest, body, day)))
        is_what_was_signed(found[-1], body)
    unbroken([event for event in found if isinstance(event, Event)])


@READERS.of("wording")
def read_words(case: Case) -> None:
    manifest = manifest_of(case["manifest"])
    for place, body, day in opened(case):
        is_what_was_signed(read_wording_item(place, manifest, body, day), body)


@READERS.of("witnessed_consent")
def follow_consents(case: Case) -> None:
    keys = keys_of_case(case)
    arrived = [verify_statement(place, keys, body, day) for place, body, day in opened(case)]
    first = min(arrived, key=lambda one: one.statement.version)
    assert first.attested is not None
    installation = bytes.fromhex(case["manifest"]["pins"]["installation"])
    witness_of(first.attested, roster_of(installation, case["members"]))
    subject = Subject(
        bytes.fromhex(case["report"]),
        first.statement.account_digest,
        case["seen"],
        code=case["code"],
    )
    consent_today(subject, arrived, (), arrived[0].day)


@READERS.of("file")
def read_a_file(case: Case) -> None:
    sent = read_file(unb64u(case["content"]))
    about, file = case["about"], sent.attachment
    assert file.data == unb64u(case["data"])
    assert about == {
        "day": sent.day.isoformat(),
        "mediaType": file.media_type.value,
        "name": file.name,
        "note": file.note,
    }
    assert file_bytes(file, sent.day) == unb64u(case["content"])


@READERS.of("mailbox", "new_code")
def open_a_whole_mailbox(case: Case) -> None:
    manifest = manifest_of(case["manifest"])
    today = day_of(case["manifest"]["today"])
    keys = keys_of(Code(tuple(case["numbers"])), manifest.installation, case["own_word"])
    reader = Reader(keys, manifest.installation, manifest, today, 3)
    assert summary_of(reader, edited(case["mailbox"], case)) == case["expected"]


def test_a_vector_comes_to_its_named_outcome(case: Case) -> None:
    read = READERS[case["format"]]
    if case["error"] is None:
        read(case)
        return
    with pytest.raises((CryptoError, SealedError)) as caught:
        read(case)
    assert type(caught.value).__name__ == case["error"]


@pytest.mark.parametrize("number", [0, 1])
def test_what_a_browser_posts_can_be_a_change_of_code(
    vector_files: list[Path], number: int
) -> None:
    document = json.loads(next(p for p in vector_files if p.stem == "new_code").read_text())
    manifest = manifest_of(document["manifest"])
    keys = [
        keys_of(Code(tuple(numbers)), manifest.installation, word)
        for numbers, word in document["known_codes"]
    ]
    posted, other = (
        read_new_code(document["posted"][at]["body"].encode()) for at in (number, 1 - number)
    )
    old, new = keys[number], keys[number + 1]
    assert (posted.token, posted.new_token) == (old.token, new.token)
    mailbox = mailbox_of(old, document["posted"][number]["mailbox"])
    assert posted.new.seen == posted.new.wraps.keys() == {item.item for item in mailbox.items}
    today = day_of(document["manifest"]["today"])
    check_change(mailbox, old.token_hash, posted.new, manifest, today)
    with pytest.raises(CryptoError):
        check_change(mailbox, old.token_hash, other.new, manifest, today)


def test_every_format_has_a_reader(sealed_formats: set[str]) -> None:
    assert set(READERS) == sealed_formats
