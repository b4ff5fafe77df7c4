"""Make the vector of a whole mailbox as Python fills it: `python …/make/mailbox.py`.

A report that staff took down, what advocates wrote, what she answered, and a new code with an own
word. Sealed with real randomness: made once, kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from make import INSTALLATION, Fields, Vectors, fixed, turned
from wayback import (
    CODE,
    EPOCHS,
    KEYS,
    MANIFEST,
    NEW_CODE,
    NEW_KEYS,
    REPORT,
    body_of,
    signed_manifest,
)
from witnessed import SIGNERS, SPOKEN, YES

from crypto.envelope import MAILBOX_CIRCLE, Place, Recipient
from crypto.parts import sign_reply
from crypto.sealing import seal
from crypto.stoptokens import StopToken
from crypto.strictjson import b64u, unb64u
from reporting.domain.report import Account, Contact
from reporting.intake.mailbox import Reader
from reporting.intake.routes.mailbox import _mailbox_json
from reporting.sealed.codes import new_code
from reporting.sealed.consents import next_statement
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.events import Event, event_bytes, read_event
from reporting.sealed.messages import Answer, Message, answer_bytes, message_bytes, read_message
from reporting.sealed.replies import (
    Narrowing,
    StatusNote,
    narrowing_bytes,
    read_status,
    status_bytes,
)
from reporting.sealed.seal import Sealer, Telling, seal_consent, seal_report
from reporting.sealed.witness import attest
from reporting.sealed.wording import Wording, WordingAnswer, wording_answer_bytes, wording_bytes
from reporting.store.records import CodeKeys, Codes, DeletionDue, Mailbox, MailboxItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crypto.envelope import Wrap
    from crypto.receipts import WorkerKeys
    from reporting.sealed.consents import Arrived
    from reporting.store.records import SealedPart


def on(day: int) -> dt.date:
    """Return a day of that March."""
    return dt.date(2026, 3, day)


TODAY = on(5)
TELLING = Telling(
    Account(answers={"what_happened": "He kept the money."}), Contact(), YES, "fr", "2026-11"
)


@dataclass
class Filling:
    """A mailbox while it fills: the code in force, its items, the names by which cases know them."""

    keys: WorkerKeys = KEYS
    items: list[MailboxItem] = field(default_factory=list)
    codes: Codes = field(default_factory=Codes)
    named: dict[str, str] = field(default_factory=dict)

    def mailbox(self) -> Mailbox:
        """Return it as the gate does: items by day, then id."""
        items = tuple(sorted(self.items, key=lambda item: (item.day, item.item)))
        public = self.keys.signer.verifying_key, self.keys.mailbox.public.raw
        due = (DeletionDue("contact", on(8)),)
        return Mailbox(REPORT, *public, on(1), True, items, self.codes, due)

    def take(self, name: str, part: SealedPart, day: int) -> None:
        """Put in what the worker's own code sealed."""
        wrap = next(wrap for wrap in part.wraps if wrap.circle == MAILBOX_CIRCLE)
        self._put(name, MailboxItem(part.item, part.compartment, on(day), part.ciphertext, wrap))

    def reply(self, name: str, compartment: str, content: bytes, day: int) -> bytes:
        """Put in what advocates sealed to her; return the content."""
        place = Place(INSTALLATION, REPORT, compartment, fixed(f"mailbox {name}", 16))
        body = sign_reply(EPOCHS[2].signer, place, "main", 2, content)
        recipient = Recipient(MAILBOX_CIRCLE, 0, self.keys.mailbox.public)
        envelope = seal(place, body, [recipient])
        item = MailboxItem(place.item, compartment, on(day), envelope.ciphertext, envelope.wraps[0])
        self._put(name, item)
        return content

    def say(self, name: str, content: bytes, day: int) -> None:
        """Put in what she says."""
        self.take(name, Sealer(self.keys, MANIFEST, REPORT).to_both("message", content), day)

    def opened(self) -> list[Arrived]:
        """Return her statements so far."""
        return list(reader(self.keys).open(self.mailbox()).statements)

    def change_code(self, name: str, day: int) -> None:
        """Change to the code with the own word."""
        latest = self.opened()[-1].statement
        new = new_code(self.keys, NEW_KEYS, self.mailbox(), latest, MANIFEST, on(day))
        first = CodeKeys(
            self.keys.signer.verifying_key, self.keys.mailbox.public.raw, self.keys.token_hash
        )
        self.items = [_rewrapped(item, new.wraps) for item in self.items]
        self.codes = Codes(first, (new.change,))
        self.keys = NEW_KEYS
        self.take(name, new.parts[0], day)

    def _put(self, name: str, item: MailboxItem) -> None:
        self.items.append(item)
        self.named[name] = item.item.hex()


def _rewrapped(item: MailboxItem, wraps: Mapping[bytes, Wrap]) -> MailboxItem:
    return replace(item, wrap=wraps[item.item])


def reader(keys: WorkerKeys) -> Reader:
    """Return who opens with these keys."""
    return Reader(keys, INSTALLATION, MANIFEST, TODAY, 3)


def by_staff(box: Filling) -> None:
    """Take the report down and hear its consents."""
    report = seal_report(
        KEYS,
        TELLING,
        MANIFEST,
        on(1),
        lambda statement: attest(statement, SPOKEN, INSTALLATION, [("wren", SIGNERS["wren"])]),
    )
    consent = next(part for part in report.parts if part.compartment == "consent")
    box.take("consent 1", consent, 1)


def by_advocates(box: Filling) -> None:
    """Write to her, and tell what was done."""
    first = read_status(
        box.reply(
            "status 1", "status", status_bytes(StatusNote(REPORT, 1, b"", on(1), "received", 0)), 1
        )
    )
    seen = StatusNote(REPORT, 2, first.digest, on(2), "looked_at", 1)
    box.reply("status 2", "status", status_bytes(seen), 2)
    written = Message(REPORT, 1, b"", on(2), "fr", "Merci. Voulez-vous qu’on en parle ?")
    said = read_message(box.reply("message 1", "message", message_bytes(written), 2))
    asked = Message(REPORT, 2, said.digest, on(4), "fr", "Which day was it?", "question")
    box.reply("question 2", "message", message_bytes(asked), 4)
    bulletin = Event(REPORT, 1, b"", on(3), "bulletin", "12")
    done = read_event(box.reply("event 1", "status", event_bytes(bulletin), 3))
    sheet = Event(REPORT, 2, done.digest, on(4), "sheet", "5")
    box.reply("event 2", "status", event_bytes(sheet), 4)
    words = Wording(REPORT, on(3), on(10), fixed("draft", 16), body_of())
    box.reply("wording", "wording", wording_bytes(words), 3)
    stop = StopToken(12, 1, fixed("mailbox stop token"))
    box.reply("stop token", "status", stop.content(), 3)
    less = Narrowing(REPORT, on(3), frozenset({"consent_statistics"}), "wren", "By phone.")
    box.reply("narrowing", "narrowing", narrowing_bytes(less), 3)


def by_her(box: Filling) -> None:
    """Answer, change the code, and agree to more."""
    box.say("answer 1", answer_bytes(Answer(REPORT, on(3), "fr", "Oui, lundi.")), 3)
    verdict = WordingAnswer(REPORT, on(3), fixed("draft", 16), body_of().digest, "approve")
    box.say("verdict", wording_answer_bytes(verdict), 3)
    box.change_code("consent 2", 4)
    quiet = Answer(REPORT, on(5), "fr", "", stop_replies=True)
    box.say("answer 2", answer_bytes(quiet), 5)
    box.say("wish", deletion_bytes(Deletion(REPORT, on(5), "contact", "ask")), 5)
    latest = box.opened()[-1].statement
    wider = next_statement(latest, replace(latest.choices, consent_contact=True), TODAY)
    box.take("consent 3", seal_consent(NEW_KEYS, wider, MANIFEST), 5)


if __name__ == "__main__":
    from read_mailbox import edited, summary_of

    box = Filling()
    by_staff(box)
    by_advocates(box)
    by_her(box)
    about = "reporting.intake.mailbox.Reader: a whole mailbox, filled by Python"
    vectors = Vectors("mailbox", about)
    base = _mailbox_json(box.mailbox())
    vectors.document |= {"manifest": signed_manifest(), "mailbox": base}

    def add(name: str, outcome: str, error: str | None, **change: object) -> None:
        case: Fields = {"numbers": NEW_CODE, "own_word": "Maple", **change}
        keys = NEW_KEYS
        if error is None:
            case["expected"] = summary_of(reader(keys), edited(base, case))
        vectors.add(name, outcome, error, **case)

    def hidden(name: str) -> None:
        add(f"{name} is hidden", "truncated", None, drop=[box.named[name]])

    add("by the new code and its own word", "opens", None)
    add("the own word in capitals", "opens", None, own_word="MAPLE ")
    add("without the own word", "wrong key", "BadSignature", own_word="")
    add("by the old code", "wrong key", "BadSignature", numbers=CODE, own_word="")
    never: Fields = {"first": None, "changes": []}
    add("the change is hidden", "rolled back", "BadSignature", codes=never)
    whole = base["codes"]
    assert isinstance(whole, dict)
    change = whole["changes"][0]
    forged = b64u(turned(unb64u(change["signature"]), 40))
    unsigned = {**whole, "changes": [{**change, "signature": forged}]}
    add("the change is signed by nobody", "tampered body", "BadSignature", codes=unsigned)
    add("the change twice", "reordered", "BadSignature", codes={**whole, "changes": [change] * 2})
    own = {**whole, "first": {**whole["first"], "token_hash": "00" * 32}}
    add("other first keys", "swapped content", "BadSignature", codes=own)
    for name in box.named:
        hidden(name)
    items = {item["item"]: item for item in base["items"]}  # type: ignore[attr-defined]
    one, two = box.named["message 1"], box.named["question 2"]
    raw = turned(unb64u(items[one]["ciphertext"]), 60)
    add("a message is turned", "tampered body", None, set=[[one, "ciphertext", b64u(raw)]])
    swap = [
        [one, "ciphertext", items[two]["ciphertext"]],
        [one, "sealed", items[two]["sealed"]],
    ]
    add("a message in place of another", "swapped content", None, set=swap)
    late = [[box.named["consent 3"], "day", "2026-03-01"]]
    add("the wider consent is dated back", "tampered body", None, set=late)
    after = [[box.named["consent 2"], "day", "2026-03-01"], *late]
    add("all consents are dated back", "tampered body", None, set=after)
    vectors.write()
