"""Make the vectors of consents that staff heard: `python …/make/witnessed.py`. The same on every run."""

from __future__ import annotations

import json
from dataclasses import replace

from make import INSTALLATION, fixed, turned
from wayback import DAY, KEYS, NEW_KEYS, REPORT, Item, Items, changed, place_of

from crypto.parts import sign_part
from crypto.receipts import Code, WorkerKeys, keys_of
from crypto.signing import Signer
from crypto.strictjson import b64u
from crypto.suite import sha256
from reporting.domain.consent import Choices
from reporting.sealed.statements import Statement, statement_bytes
from reporting.sealed.witness import Hearing, attest, read_consent

STAFF = {
    "wren": ["advocate"],
    "heron": ["outreach"],
    "jay": ["advocate"],
    "crow": ["coordinator"],
}
SIGNERS = {name: Signer(fixed(f"{name} sign")) for name in STAFF}


def members() -> list[object]:
    """List who could have heard it; one was removed before the day."""
    return [
        {
            "handle": handle,
            "roles": roles,
            "sign": b64u(SIGNERS[handle].verifying_key),
            "removed": "2026-02-01" if handle == "jay" else None,
        }
        for handle, roles in STAFF.items()
    ]


def statement_of(version: int, previous: bytes, choices: Choices, **change: object) -> Statement:
    """Return a consent statement."""
    account = sha256(b"an account")
    made = Statement(
        REPORT, version, previous, DAY, "2026-11", "fr", account, choices, frozenset(), b""
    )
    return replace(made, **change)  # type: ignore[arg-type]


def consent(name: str, content: bytes, keys: WorkerKeys = KEYS) -> Item:
    """Sign a consent with a code."""
    place = place_of("consent", name)
    return Item(place, sign_part(keys.signer, place, content))


YES = Choices(consent_statistics=True, consent_bulletin=True, ask_before_publishing=True)
SPOKEN = Hearing("spoken", "Read aloud in Tagalog: « oui », twice. 🦉")


INNER = statement_bytes(statement_of(1, b"", YES))


def heard(*names: str, hearing: Hearing = SPOKEN, inner: bytes = INNER) -> bytes:
    """Have members hear a statement."""
    return attest(inner, hearing, INSTALLATION, [(name, SIGNERS[name]) for name in names])


WHOLE = heard("wren")
SIGNED = json.loads(WHOLE)["heard_by"][0]
LATEST = read_consent(WHOLE)[0].digest
FIRST = consent("one", WHOLE)


class Consents(Items):
    """Statements of one report, with the subject that they are held against."""

    def follow(
        self,
        name: str,
        outcome: str,
        error: str | None,
        *items: Item,
        code: int = 0,
        **more: object,
    ) -> None:
        keys = [b64u(keys.signer.verifying_key) for keys in (KEYS, NEW_KEYS)[: code + 1]]
        self.put(name, outcome, error, *items, **{"code": code, "seen": 0, "keys": keys, **more})

    def one(self, name: str, outcome: str, error: str | None, content: bytes) -> None:
        self.follow(name, outcome, error, consent("one", content))

    def unheard(self, name: str, outcome: str, content: bytes) -> None:
        """Add one that only somebody with the list of members refuses: her browser has none."""
        item = consent("one", content)
        self.follow(name, outcome, "StatementRefused", item, only_with_roster=True)


def later(
    keys: WorkerKeys = KEYS, choices: Choices = YES, previous: bytes = LATEST, **change: object
) -> Item:
    """Sign the statement that follows."""
    following = statement_of(2, previous, choices, **change)
    return consent("two", statement_bytes(following), keys)


def follow_each_other(vectors: Consents) -> None:
    """Add sequences, and what a database could make of them."""
    follow = vectors.follow
    follow("spoken to one", "opens", None, FIRST)
    paper = heard("heron", "wren", hearing=Hearing("paper", ""))
    vectors.one("on paper, two were there", "opens", None, paper)
    less = later(choices=replace(YES, consent_bulletin=False))
    follow("narrowed later by the code that staff held", "opens", None, FIRST, less)
    follow("stated anew by a code of her own", "opens", None, later(NEW_KEYS), FIRST, code=1)
    follow("older than what was seen", "rolled back", "StatementRefused", FIRST, seen=2)
    hidden = "the new code's statement is hidden"
    follow(hidden, "rolled back", "StatementRefused", FIRST, code=1)
    old = "by the old code after the change"
    follow(old, "wrong key", "StatementRefused", FIRST, later(), code=1)
    inside = later(previous=sha256(INNER))
    swapped = "swapped content"
    follow("the next names the text inside", swapped, "StatementRefused", FIRST, inside)
    other = later(account_digest=bytes(32))
    follow("the next is about another account", swapped, "StatementRefused", FIRST, other)


def stand_alone(vectors: Consents) -> None:
    """Add single ones that nobody may believe."""
    stranger = consent("one", WHOLE, keys_of(Code((9,) * 8), INSTALLATION))
    vectors.follow("by no code of hers", "wrong key", "BadSignature", stranger)
    flipped = replace(FIRST, body=turned(FIRST.body, -3))
    vectors.follow("turned", "tampered body", "BadSignature", flipped)
    cut = replace(FIRST, body=FIRST.body[:-1])
    vectors.follow("cut", "truncated", "BadSignature", cut)
    elsewhere = heard("wren", inner=statement_bytes(statement_of(1, b"", YES, report=b"r" * 16)))
    vectors.one("about another report", "swapped content", "StatementRefused", elsewhere)
    fewer = {name: value for name, value in YES.to_json().items() if name != "police_force"}
    for name, change in {
        "heard by nobody": {"heard_by": []},
        "heard by three": {"heard_by": [SIGNED] * 3},
        "a signature cut": {"heard_by": [{**SIGNED, "signature": "AAAA"}]},
        "sung": {"how": "sung"},
        "asked at length": {"asked": "x" * 121},
        "no statement inside": {"statement": ""},
        "a witnessed one inside": {"statement": WHOLE.decode()},
        "version 2 inside": {"statement": changed(INNER, v=2).decode()},
        "a choice left out": {"statement": changed(INNER, choices=fewer).decode()},
    }.items():
        vectors.one(name, "malformed", "NotDecodable", changed(WHOLE, **change))


def nobody_heard(vectors: Consents) -> None:
    """Add those whose witness is not who she is said to be."""
    lent = changed(WHOLE, heard_by=[{**SIGNED, "handle": "heron"}])
    vectors.unheard("signed by another member", "wrong key", lent)
    vectors.unheard("by a member removed before", "wrong key", heard("jay"))
    vectors.unheard("by somebody who takes no reports", "wrong key", heard("crow"))
    twice = changed(WHOLE, heard_by=[SIGNED] * 2)
    vectors.unheard("heard twice by one person", "one person", twice)
    other_words = changed(WHOLE, asked="Read aloud.")
    vectors.unheard("asked in other words", "tampered body", other_words)
    more = changed(INNER, choices={**YES.to_json(), "consent_police_report": True})
    wider = changed(WHOLE, statement=more.decode())
    vectors.unheard("other choices inside", "swapped content", wider)


if __name__ == "__main__":
    about = "reporting.sealed.consents: a consent that staff heard, and what follows it"
    made = Consents("witnessed_consent", about)
    made.document["members"] = members()
    follow_each_other(made)
    stand_alone(made)
    nobody_heard(made)
    made.write()
