"""Make the vectors of what advocates write to a worker: `python …/make/wayback.py FORMAT …`.

Bodies are signed without randomness, so that every run gives the same.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from make import INSTALLATION, Fields, Vectors, fixed, turned

from crypto.envelope import Place
from crypto.manifest import Epoch, Manifest
from crypto.parts import sign_part, sign_reply
from crypto.private.epochs import EpochSecret
from crypto.private.organisation import Organisation
from crypto.receipts import Code, WorkerKeys, keys_of, report_id
from crypto.strictjson import b64u
from crypto.suite import sha256
from reporting.domain.bulletin import BulletinBody
from reporting.sealed.events import Event, event_bytes
from reporting.sealed.messages import Answer, Message, answer_bytes, message_bytes
from reporting.sealed.wording import Wording, wording_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = dt.date(2026, 3, 5)
RETIRED = dt.date(2026, 1, 10)
EPOCHS = {n: EpochSecret("main", n, fixed(f"way back epoch {n}")) for n in (1, 2, 3)}
CODE = (12, 345, 678, 901, 1234, 1567, 1890, 3)
NEW_CODE = (1, 2, 3, 4, 5, 6, 7, 8)
KEYS = keys_of(Code(CODE), INSTALLATION)
NEW_KEYS = keys_of(Code(NEW_CODE), INSTALLATION, "Maple")


def id_of(keys: WorkerKeys) -> bytes:
    """Return the id of the report whose first keys these are."""
    return report_id(keys.signer.verifying_key, keys.mailbox.public.raw, keys.token_hash)


REPORT = id_of(KEYS)


def listed(number: int, state: str, until: dt.date | None) -> Epoch:
    """Return an epoch as the manifest lists it."""
    return replace(EPOCHS[number].public(), state=state, until=until)


MANIFEST = Manifest(
    INSTALLATION,
    20517001,
    dt.date(2026, 8, 31),
    (listed(1, "retired", RETIRED), listed(2, "current", None)),
)


def signed_manifest() -> Fields:
    """Sign the list, with what a reader pins."""
    organisation = Organisation(fixed("python organisation"))
    body, signature = organisation.sign_manifest(MANIFEST)
    pins = {
        "installation": INSTALLATION.hex(),
        "organisation": b64u(organisation.verifying_key),
        "minimum_sequence": MANIFEST.sequence,
    }
    signed = {"body": b64u(body), "signature": b64u(signature)}
    return {**signed, "pins": pins, "today": DAY.isoformat()}


@dataclass(frozen=True)
class Item:
    """One opened item: where it lies, the day that the store says, and its body."""

    place: Place
    body: bytes
    day: dt.date = DAY

    def json(self) -> Fields:
        """Return it as it stands in a case."""
        about = {"item": self.place.item.hex(), "compartment": self.place.compartment}
        return {**about, "day": self.day.isoformat(), "body": b64u(self.body)}


class Items(Vectors):
    """Cases of one compartment: items that a mailbox holds, opened, in the order of the table."""

    def __init__(self, name: str, about: str) -> None:
        super().__init__(name, about)
        self.document["manifest"] = signed_manifest()

    def put(
        self, name: str, outcome: str, error: str | None, *items: Item, **change: object
    ) -> None:
        given: Fields = {
            "report": REPORT.hex(),
            "keys": [b64u(KEYS.signer.verifying_key)],
            "items": [item.json() for item in items],
        }
        self.add(name, outcome, error, **{**given, **change})


def place_of(compartment: str, name: str, report: bytes = REPORT) -> Place:
    """Return the place of the item of this name."""
    return Place(INSTALLATION, report, compartment, fixed(f"way back {name}", 16))


def reply(
    place: Place, content: bytes, epoch: int = 2, *, by: int | None = None, day: dt.date = DAY
) -> Item:
    """Sign what advocates write: in the name of `epoch`, with the key of `by`."""
    signer = EPOCHS[by or epoch].signer
    return Item(place, sign_reply(signer, place, "main", epoch, content), day)


def changed(content: bytes, **change: object) -> bytes:
    """Return a document with other members."""
    value = {**json.loads(content), **change}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def without(content: bytes, name: str) -> bytes:
    """Return a document that lacks one member."""
    value = {key: each for key, each in json.loads(content).items() if key != name}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def every_failure(vectors: Items, place: Place, content: bytes) -> None:
    """Add what must be refused whatever a reply says."""
    whole = reply(place, content)
    put = vectors.put
    put("signed by another epoch", "wrong key", "BadSignature", reply(place, content, by=1))
    put("by an epoch that is not listed", "wrong key", "NotListed", reply(place, content, 3))
    late = RETIRED + dt.timedelta(days=1)
    put("by a retired epoch, on its last day", "opens", None, reply(place, content, 1, day=RETIRED))
    put(
        "by a retired epoch, a day later",
        "retired",
        "BadSignature",
        reply(place, content, 1, day=late),
    )
    moved = place_of(place.compartment, "another item")
    put("moved to another item", "wrong context", "BadSignature", replace(whole, place=moved))
    elsewhere = replace(whole, place=place_of(place.compartment, "first", b"r" * 16))
    put(
        "moved to another report",
        "wrong context",
        "BadSignature",
        elsewhere,
        report=(b"r" * 16).hex(),
    )
    put(
        "about another report",
        "swapped content",
        "NotDecodable",
        reply(place, changed(content, report="11" * 16)),
    )
    flipped = replace(whole, body=turned(whole.body, -3))
    put("turned", "tampered body", "BadSignature", flipped)
    put("cut", "truncated", "BadSignature", replace(whole, body=whole.body[:-1]))
    put("signature cut", "truncated", "Malformed", replace(whole, body=whole.body[:40]))
    third = replace(whole, body=b"\x03" + whole.body[1:])
    put("version 3 of what stands in a seal", "unknown version", "UnknownVersion", third)
    put(
        "version 2 of the document",
        "unknown version",
        "NotDecodable",
        reply(place, changed(content, v=2)),
    )
    put("an unknown name", "malformed", "NotDecodable", reply(place, changed(content, more=1)))
    put("a day missing", "malformed", "NotDecodable", reply(place, without(content, "day")))
    twice = content.replace(b'"day":', b'"day":"2026-03-04","day":', 1)
    put("a name twice", "malformed", "NotDecodable", reply(place, twice))
    put(
        "a day that is none",
        "malformed",
        "NotDecodable",
        reply(place, changed(content, day="2026-02-30")),
    )


def chain(contents: list[bytes], compartment: str) -> list[Item]:
    """Sign documents as one chain, each naming the one before."""
    items, previous = [], b""
    for number, content in enumerate(contents, 1):
        linked = changed(content, sequence=number, previous=previous.hex())
        previous = sha256(linked)
        items.append(reply(place_of(compartment, f"link {number}"), linked))
    return items


def every_chain(vectors: Items, contents: list[bytes], compartment: str) -> None:
    """Add three in a chain, and what a database could make of them."""
    first, second, third = chain(contents, compartment)
    put = vectors.put
    put("three, in another order", "opens", None, third, first, second)
    put("the newest hidden is not seen by the chain", "opens", None, first, second)
    put("the second is hidden", "truncated", "NotDecodable", first, third)
    put("the first is hidden", "truncated", "NotDecodable", second, third)
    instead = chain([contents[0], contents[2]], compartment)[1]
    again = replace(instead, place=place_of(compartment, "again"))
    signed = reply(again.place, _content(again))
    put("two of one sequence", "rolled back", "NotDecodable", first, second, signed, third)
    put("an older one in place of the second", "rolled back", "NotDecodable", first, signed, third)
    put("one twice", "reordered", "NotDecodable", first, replace(first), second)


def _content(item: Item) -> bytes:
    """Return the content of a reply's body: after version, circle, epoch and signature."""
    return item.body[2 + item.body[1] + 4 + 64 :]


def message() -> None:
    about = "reporting.sealed.items.read_message_item and unbroken: what advocates write"
    vectors = Items("message", about)
    text = "Merci d’avoir écrit. Ça va ? 🦉\nدرود"
    content = message_bytes(Message(REPORT, 1, b"", DAY, "fr", text))
    place = place_of("message", "first")
    vectors.put("a message", "opens", None, reply(place, content))
    asked = Message(REPORT, 1, b"", DAY, "en", "Police ask: which day?", "question")
    vectors.put("a question from police", "opens", None, reply(place, message_bytes(asked)))
    every_failure(vectors, place, content)
    each = [changed(content, text=words) for words in ("One.", "Two.", "Three.")]
    every_chain(vectors, each, "message")

    def wrong(name: str, made: bytes) -> None:
        vectors.put(name, "malformed", "NotDecodable", reply(place, made))

    wrong("without a word", changed(content, text="\u00a0\u2003\n\x85\x1f"))
    vectors.put(
        "a byte order mark is a word", "opens", None, reply(place, changed(content, text="\ufeff"))
    )
    longest = "\N{OWL}" + "x" * 9_999
    vectors.put("the longest", "opens", None, reply(place, changed(content, text=longest)))
    wrong("longer than the longest", changed(content, text="x" * 10_001))
    wrong("half a character", content.replace("🦉".encode(), b"\\ud83e"))
    wrong("a language too long", changed(content, language="fr-CA-alsace-x"))
    wrong("the first names one before", changed(content, previous="11" * 32))
    wrong("the second names none before", changed(content, sequence=2))
    wrong("sequence 0", changed(content, sequence=0))
    answer = answer_bytes(Answer(REPORT, DAY, "fr", "Not mine."))
    wrong("an answer of hers in our name", answer)
    in_hers = sign_part(KEYS.signer, place, content)
    vectors.put("a message in her name", "wrong context", "NotDecodable", Item(place, in_hers))
    vectors.write()


def event() -> None:
    about = "reporting.sealed.items.read_status_item and unbroken: what was done with a report"
    vectors = Items("event", about)
    content = event_bytes(Event(REPORT, 1, b"", DAY, "bulletin", "12"))
    place = place_of("status", "first")
    vectors.put("a bulletin", "opens", None, reply(place, content))
    every_failure(vectors, place, content)
    said = [("bulletin", "12"), ("sheet", "3"), ("forwarded", "city_police")]
    every_chain(vectors, [changed(content, event=e, detail=d) for e, d in said], "status")

    def wrong(name: str, **change: object) -> None:
        vectors.put(name, "malformed", "NotDecodable", reply(place, changed(content, **change)))

    wrong("nothing that happens", event="arrested")
    wrong("a detail too long", detail="x" * 201)
    wrong("sequence as text", sequence="1")
    wrong("another kind", kind="message")
    vectors.write()


BODY: Fields = {
    "facts": {
        "happening": {"incident_types": ["robbery"], "when": "early-2026-03", "area": "harbour"},
        "persons": [{"person_name": "« Léo » \N{OWL}", "person_hair": "black"}],
        "vehicles": [{"vehicle_plate": "ends 42"}],
        "identifiers": [{"kind": "phone", "value": "613-555-0142", "partial": True}],
    },
    "summary": {"en": 'He said "no".\nThen left; \u007e \\', "fr": "Il a dit « non » – parti."},
    "urgent": False,
    "unconfirmed": True,
    "expires": "2026-09-05",
}


def body_of(**change: object) -> BulletinBody:
    """Return the body of a bulletin."""
    return BulletinBody.from_json({**BODY, **change})


def wording() -> None:
    about = "reporting.sealed.items.read_wording_item: words laid before the worker they are about"
    vectors = Items("wording", about)
    place = place_of("wording", "first")
    made = Wording(REPORT, DAY, DAY + dt.timedelta(days=7), fixed("draft", 16), body_of())
    content = wording_bytes(made)
    vectors.put("words of a warning", "opens", None, reply(place, content))
    bare = wording_bytes(replace(made, body=body_of(summary={})))
    vectors.put("no summary", "opens", None, reply(place, bare))
    every_failure(vectors, place, content)

    def wrong(name: str, outcome: str, **change: object) -> None:
        vectors.put(name, outcome, "NotDecodable", reply(place, changed(content, **change)))

    wrong("the digest of other words", "swapped content", digest=body_of(urgent=True).digest.hex())
    wrong("other words under the digest", "swapped content", body={**BODY, "unconfirmed": False})
    wrong("an older digest", "rolled back", digest=body_of(summary={}).digest.hex())

    def facts(name: str, **change: object) -> None:
        wrong(name, "malformed", body={**BODY, "facts": {**BODY["facts"], **change}})

    facts("a field that is never published", happening={"what_happened": "x"})
    facts("an answer that is no text", happening={"area": 7})
    facts("an empty answer", happening={"area": " "})
    facts("an answer with a hidden sign", happening={"area": "har\u202ebour"})
    facts("eleven vehicles", vehicles=[{"vehicle_plate": "x"}] * 11)
    facts("a person as a list", persons=["x"])
    wrong("a third language", "malformed", body={**BODY, "summary": {"de": "x"}})
    wrong("a summary too long", "malformed", body={**BODY, "summary": {"en": "x" * 1201}})
    wrong("urgent as a word", "malformed", body={**BODY, "urgent": "no"})
    wrong("no body", "malformed", body=None)
    vectors.write()


MAKERS: dict[str, Callable[[], None]] = {
    "message": message,
    "event": event,
    "wording": wording,
}

if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        MAKERS[wanted]()
