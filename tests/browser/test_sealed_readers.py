"""The browser takes what Python takes and refuses what Python refuses, whatever stands in a document.

Documents of each kind with every member replaced by odd values, taken out and spelled otherwise: two
readers of one signed document must never believe different things of it.
"""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from crypto.stoptokens import StopToken
from crypto.strictjson import b64u
from crypto.suite import sha256
from reporting.domain.bulletin import BulletinBody
from reporting.domain.consent import Choices
from reporting.domain.errors import Invalid
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.errors import NotDecodable
from reporting.sealed.events import Event, event_bytes
from reporting.sealed.items import read_her_word, read_status_item
from reporting.sealed.messages import Answer, Message, answer_bytes, message_bytes, read_message
from reporting.sealed.replies import (
    Narrowing,
    StatusNote,
    narrowing_bytes,
    read_narrowing,
    status_bytes,
)
from reporting.sealed.statements import Statement, statement_bytes
from reporting.sealed.witness import read_consent
from reporting.sealed.wording import (
    Wording,
    WordingAnswer,
    read_wording,
    wording_answer_bytes,
    wording_bytes,
)

NODE = shutil.which("node")
GONE = object()
REPORT = bytes(16)
DAY = date(2026, 3, 5)
BODY = BulletinBody.from_json(
    {
        "facts": {
            "happening": {"incident_types": ["robbery"], "area": "harbour"},
            "persons": [{"person_name": "Léo \N{OWL}"}],
            "vehicles": [{"vehicle_plate": "ends 42"}],
            "identifiers": [{"kind": "phone", "value": "613-555-0142", "partial": True}],
        },
        "summary": {"en": 'He said "no".\n', "fr": "Il a dit « non »."},
        "urgent": False,
        "unconfirmed": True,
        "expires": "2026-09-05",
    }
)
CONSENT = statement_bytes(
    Statement(
        REPORT, 1, b"", DAY, "2026-11", "fr", bytes(32), Choices(), frozenset({b"d" * 32}), b""
    )
)
HEARD = {
    "v": 1,
    "kind": "witnessed consent",
    "statement": CONSENT.decode(),
    "how": "paper",
    "asked": "Read aloud.",
    "heard_by": [{"handle": "ada", "signature": "A" * 86}],
}

SOUND = {
    "message": [
        message_bytes(Message(REPORT, 1, b"", DAY, "fr", "Oui.")),
        message_bytes(Message(REPORT, 2, b"p" * 32, DAY, "fr", "Oui ?", "question")),
    ],
    "hers": [
        answer_bytes(Answer(REPORT, DAY, "fr", "Non.")),
        wording_answer_bytes(WordingAnswer(REPORT, DAY, REPORT, bytes(32), "correct", "Non.")),
        deletion_bytes(Deletion(REPORT, DAY, "all", "ask")),
    ],
    "status": [
        status_bytes(StatusNote(REPORT, 1, b"", DAY, "received", 0)),
        event_bytes(Event(REPORT, 1, b"", DAY, "bulletin", "12")),
        StopToken(1, 1, bytes(32)).content(),
    ],
    "narrowing": [
        narrowing_bytes(
            Narrowing(REPORT, DAY, frozenset({"police_leave_out:abc"}), "ada", "By phone.")
        )
    ],
    "wording": [wording_bytes(Wording(REPORT, DAY, DAY, REPORT, BODY))],
    "consent": [CONSENT, json.dumps(HEARD).encode()],
}
READERS = {
    "message": read_message,
    "hers": read_her_word,
    "status": lambda content: read_status_item(REPORT, content),
    "narrowing": read_narrowing,
    "wording": read_wording,
    "consent": read_consent,
}
NUMBERS = [None, True, False, 0, 1, 2, -1, 1.5, 7, 60, 61, 2**31 - 1, 2**31, 2**53 - 1, 2**53]
BLANKS = [
    "",
    " ",
    "\u00a0",
    "\ufeff",
    "\x1c",
    "\x85",
    "\u2028",
    "\u200b",
    "a\u202eb",
    "a\x00b",
    "a\u3164b",
]
LONG = [sign * count for sign in ("x", "\N{OWL}") for count in (12, 13, 64, 65, 120, 121, 200, 201)]
DAYS = ["2026-3-5", "0000-01-01", "0001-01-01", "9999-12-31", "2026-02-29", "٢٠٢٦-03-05"]
HASHES = ["00" * 16, "00" * 31, "00" * 32, "AA" * 32, "A" * 43, "A" * 86]
SPELLED = [text + "\n" for text in ("en", "2026-03-05", "00" * 16, "00" * 32)]
NAMES = ["approve", "refuse", "correct", "all", "contact", "stop", "dont", "spoken", "__proto__"]
LISTS = [
    [],
    ["x"],
    ["consent_partners"] * 2,
    ["police_leave_out:A"],
    [f"{n:064x}" for n in range(20)],
    [f"{n:064x}" for n in range(21)],
    {},
    {"more": 1},
]
MORE = ("more", "de", "area", "__proto__")
ODD = [*NUMBERS, *BLANKS, *LONG, *DAYS, *HASHES, *SPELLED, *NAMES, *LISTS]

pytestmark = pytest.mark.skipif(NODE is None, reason="NOT RUN: needs node")


def paths(value, path=()):
    yield path
    if isinstance(value, (dict, list)):
        for name in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[name], (*path, name))


def at(value, path):
    for name in path:
        value = value[name]
    return value


def put(value, path, new):
    *to, last = path
    made = copy.deepcopy(value)
    where = at(made, to)
    if new is GONE:
        del where[last]
    else:
        where[last] = copy.deepcopy(new)
    return made


def odd_ones(value):
    """A document with each thing in it replaced by each odd value, taken out, or put beside."""
    for path in paths(value):
        if path:
            yield from (put(value, path, odd) for odd in (GONE, *ODD))
        if isinstance(at(value, path), dict):
            yield from (put(value, (*path, more), "x") for more in MORE)


def signed_again(document):
    """The digest of a wording is made of its body, whatever stands in it.

    Fields that no Python would write are left alone: the browser does not know their options.
    """
    body = document.get("body")
    if "digest" not in document or not isinstance(body, dict):
        return document
    try:
        digest = BulletinBody.from_json(body).digest
    except Invalid:
        if body.get("facts") != BODY.facts.to_json():
            return document
        digest = sha256(json.dumps(body, sort_keys=True).encode())
    return {**document, "digest": digest.hex()}


def spellings(content):
    """The same document in other bytes: some of them JSON, some of them not."""
    yield from (content + end for end in (b"", b" ", b"\n", b"x", b"\x00", b"\xff"))
    yield from (start + content for start in (b"\xef\xbb\xbf", b" ", b"["))
    for colon in (b" : ", b":\x0b", b":\xc2\xa0", b"::", b":+"):
        yield content.replace(b":", colon, 1)
    yield content.replace(b'"day":', b'"day":"2026-03-05","day":', 1)
    yield content.replace(b'"v":1', b'"v":1.0', 1)
    yield content.replace(b'"v":1', b'"\\u0076":1', 1)


def documents():
    for reader, contents in SOUND.items():
        for content in contents:
            yield from ((reader, each) for each in spellings(content))
            for odd in odd_ones(json.loads(content)):
                yield reader, json.dumps(odd, ensure_ascii=False).encode()
                if reader == "wording":
                    yield reader, json.dumps(signed_again(odd), ensure_ascii=False).encode()


def takes(reader, content):
    try:
        READERS[reader](content)
    except NotDecodable as error:
        # A stop token names no report, and who reads it compares that of all else.
        return str(error) == "a status of another report"
    return True


def test_both_take_the_same():
    asked = list(documents())
    run = subprocess.run(
        [str(NODE), str(Path(__file__).parent / "read_contents.mjs")],
        input=json.dumps([(reader, b64u(content)) for reader, content in asked]),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    there = json.loads(run.stdout)
    here = [takes(reader, content) for reader, content in asked]
    assert len(here) // 20 < sum(here) < len(here) // 2
    differ = [
        f"{'Python' if mine else 'the browser'} alone takes this {reader}: {content!r}"
        for (reader, content), mine, theirs in zip(asked, here, there, strict=True)
        if mine is not theirs
    ]
    assert not differ, "\n".join(differ[:5])
