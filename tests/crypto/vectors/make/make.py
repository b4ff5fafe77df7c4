"""Make the vectors that only this package makes: `python tests/crypto/vectors/make/make.py FORMAT …`.

Their salts and nonces are random, so a frozen file is never made anew without need: name the
formats to write.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crypto.codechange import Chain, ReportKeys, sign_change
from crypto.envelope import Place, Recipient
from crypto.manifest import Manifest
from crypto.padding import pad_to
from crypto.pagestate import LABEL as PAGE_LABEL
from crypto.pagestate import PageState
from crypto.parts import sign_part, sign_reply
from crypto.passwords import Argon2Params, page_phrase_hash
from crypto.private import profile, recovery
from crypto.private.audit import Head
from crypto.private.epochs import EpochSecret
from crypto.private.identity import Identity
from crypto.private.keyfile import KeyFileContents, write_keyfile
from crypto.private.organisation import Organisation
from crypto.receipts import Code, WorkerKeys, keys_of
from crypto.sealing import seal
from crypto.strictjson import b64u, unb64u
from crypto.suite import aead_seal, hkdf, prefixed, sha256

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parents[1]
Fields = dict[str, Any]


def fixed(name: str, length: int = 32) -> bytes:
    """Return bytes that depend on `name` alone, as `lib.mjs` does."""
    blocks = (
        hashlib.sha256(f"brolly vector {name} {at}".encode()).digest()
        for at in range(-(-length // 32))
    )
    return b"".join(blocks)[:length]


INSTALLATION = fixed("installation", 16)


class Vectors:
    """Collects the cases of one format, as `lib.mjs` does."""

    def __init__(self, name: str, about: str) -> None:
        self.document: Fields = {"format": name, "maker": "python", "about": about, "cases": []}

    def add(self, name: str, outcome: str, error: str | None, **fields: object) -> None:
        case = {"name": name, "outcome": outcome, "error": error, **fields}
        self.document["cases"].append(case)

    def write(self) -> None:
        path = FOLDER / f"{self.document['format']}.json"
        path.write_text(json.dumps(self.document, ensure_ascii=False, indent=1) + "\n")


def turned(raw: bytes, at: int) -> bytes:
    """Return a copy with one bit of byte `at` turned."""
    copy = bytearray(raw)
    copy[at] ^= 1
    return bytes(copy)


def page_state() -> None:
    vectors = Vectors("page_state", "crypto.pagestate.PageState.open: a page's hidden field")
    secret, now = fixed("page secret"), dt.datetime(2026, 3, 5, 23, 50, tzinfo=dt.UTC)
    text = PageState(secret).seal("return", b"payload", now)
    raw = unb64u(text)

    def add(name: str, outcome: str, error: str | None, text: str, **change: object) -> None:
        given = {"secret": b64u(secret), "purpose": "return", "now": now.isoformat(), **change}
        payload = None if error else b64u(b"payload")
        vectors.add(name, outcome, error, text=text, payload=payload, **given)

    def at(**later: float) -> str:
        return (now + dt.timedelta(**later)).isoformat()

    def stamped(padded: bytes) -> str:
        key = hkdf(secret, PAGE_LABEL, b"2026-03-05")
        extra = prefixed(PAGE_LABEL.encode(), b"return")
        return b64u(raw[:13] + aead_seal(key, raw[1:13], padded, extra))

    add("at once", "opens", None, text)
    add("after 15 minutes, past midnight", "opens", None, text, now=at(minutes=15))
    add("on a host whose clock is a minute behind", "opens", None, text, now=at(minutes=-1))
    add("after 15 minutes and a second", "expired", "CannotOpen", text, now=at(seconds=901))
    add("two days later", "expired", "CannotOpen", text, now=at(days=2))
    add("from the future", "expired", "CannotOpen", text, now=at(seconds=-61))
    add("another secret", "wrong key", "CannotOpen", text, secret=b64u(fixed("another")))
    add("another purpose", "wrong context", "CannotOpen", text, purpose="phrase")
    add("cut", "truncated", "CannotOpen", text[:-4])
    add("empty", "truncated", "CannotOpen", "")
    add("turned", "tampered body", "CannotOpen", b64u(turned(raw, 20)))
    add("version 2", "unknown version", "CannotOpen", b64u(b"\x02" + raw[1:]))
    add("not base64url", "malformed", "CannotOpen", text + "=")
    add("size of no class", "bad padding", "CannotOpen", stamped(pad_to((255,), bytes(15))))
    add("no moment inside", "bad padding", "CannotOpen", stamped(pad_to((256,), b"\x01")))
    vectors.write()


def key_file() -> None:
    about = "crypto.private.keyfile.read_keyfile: a person's keys under her passphrase"
    vectors = Vectors("key_file", about)
    identity = Identity.from_seeds(fixed("wren seal"), fixed("wren sign"))
    params = Argon2Params(8192, 1, 1)
    words = "café of  the\u00a0gulls"
    totp = fixed("totp", 20)
    contents = KeyFileContents(identity, totp, settled=True)
    raw = write_keyfile("wren", INSTALLATION, words, contents, params)

    def add(name: str, outcome: str, error: str | None, raw: bytes, **change: object) -> None:
        given = {"handle": "wren", "installation": INSTALLATION.hex(), "passphrase": words}
        inside = {
            "opening_seed": identity.opening_seed.hex(),
            "signing_seed": identity.signing_seed.hex(),
            "totp_secret": totp.hex(),
            "settled": True,
        }
        opened = {"contents": None if error else inside}
        vectors.add(name, outcome, error, **{**given, **opened, "key_file": b64u(raw), **change})

    add("the passphrase", "opens", None, raw)
    add("decomposed, with plain spaces", "opens", None, raw, passphrase="cafe\u0301 of  the gulls")
    full = write_keyfile("wren", INSTALLATION, words, contents, Argon2Params())
    add("with the cost of the default", "opens", None, full)
    add("another passphrase", "wrong key", "CannotOpen", raw, passphrase="cafe of the gulls")
    add("another capital", "wrong key", "CannotOpen", raw, passphrase="Café of  the gulls")
    add("another handle", "wrong context", "CannotOpen", raw, handle="heron")
    elsewhere = fixed("elsewhere", 16).hex()
    add("another installation", "wrong context", "CannotOpen", raw, installation=elsewhere)
    add("cut", "truncated", "Malformed", raw[:-1])
    add("empty", "truncated", "Malformed", b"")
    add("turned", "tampered body", "CannotOpen", turned(raw, -1))
    add("salt turned", "tampered body", "CannotOpen", turned(raw, 8))
    add("version 2", "unknown version", "UnknownVersion", b"\x02" + raw[1:])
    cheap = raw[:1] + (8191).to_bytes(4, "big") + raw[5:]
    add("asks for too little memory", "malformed", "Malformed", cheap)
    greedy = raw[:1] + (2**20 + 1).to_bytes(4, "big") + raw[5:]
    add("asks for too much memory", "malformed", "Malformed", greedy)
    add("asks for eleven passes", "malformed", "Malformed", raw[:5] + b"\x0b" + raw[6:])
    add("asks for no lane", "malformed", "Malformed", raw[:6] + b"\x00" + raw[7:])
    vectors.write()


def key_file_v3() -> None:
    about = "crypto.private.keyfile.read_keyfile: with the secret of printed codes"
    vectors = Vectors("key_file_v3", about)
    identity = Identity.from_seeds(fixed("wren seal"), fixed("wren sign"))
    params, words = Argon2Params(8192, 1, 1), "five words that nobody guesses"
    totp, printed = fixed("totp", 20), fixed("printed codes")
    contents = KeyFileContents(identity, totp, settled=True, printed_secret=printed)
    raw = write_keyfile("wren", INSTALLATION, words, contents, params)

    def add(name: str, outcome: str, error: str | None, raw: bytes, **change: object) -> None:
        inside = {
            "opening_seed": identity.opening_seed.hex(),
            "signing_seed": identity.signing_seed.hex(),
            "totp_secret": totp.hex(),
            "settled": True,
            "printed_secret": printed.hex(),
        }
        given = {"handle": "wren", "installation": INSTALLATION.hex(), "passphrase": words}
        opened = {"contents": None if error else inside}
        vectors.add(name, outcome, error, **{**given, **opened, "key_file": b64u(raw), **change})

    add("the passphrase", "opens", None, raw)
    add("another passphrase", "wrong key", "CannotOpen", raw, passphrase="five other words")
    add("another handle", "wrong context", "CannotOpen", raw, handle="heron")
    elsewhere = fixed("elsewhere", 16).hex()
    add("another installation", "wrong context", "CannotOpen", raw, installation=elsewhere)
    add("turned", "tampered body", "CannotOpen", turned(raw, -20))
    add("cut", "truncated", "Malformed", raw[:-1])
    add("without its codes", "truncated", "Malformed", raw[:-32])
    add("read as version 1", "malformed", "Malformed", b"\x01" + raw[1:])
    plain = write_keyfile(
        "wren", INSTALLATION, words, replace(contents, printed_secret=b""), params
    )
    add("version 1 said to be this one", "malformed", "Malformed", b"\x03" + plain[1:])
    longer = b"\x03" + plain[1:] + bytes(32)
    add("version 1 made longer", "tampered body", "CannotOpen", longer)
    add("version 2", "unknown version", "UnknownVersion", b"\x02" + raw[1:])
    add("version 4", "unknown version", "UnknownVersion", b"\x04" + raw[1:])
    cheap = raw[:1] + (8191).to_bytes(4, "big") + raw[5:]
    add("asks for too little memory", "malformed", "Malformed", cheap)
    vectors.write()


def recovery_shares() -> None:
    about = "crypto.private.recovery.join: two of three sheets bring the recovery seed back"
    vectors = Vectors("recovery_shares", about)
    seed = fixed("recovery seed")
    sheets = recovery.split(seed)
    others = recovery.split(fixed("another recovery seed"))

    def add(name: str, outcome: str, error: str | None, *shares: str) -> None:
        vectors.add(name, outcome, error, shares=shares, seed=None if error else seed.hex())

    add("one and two", "opens", None, sheets[0], sheets[1])
    add("three and one", "opens", None, sheets[2], sheets[0])
    add("all three", "opens", None, *sheets)
    add(
        "in capitals, on several lines",
        "opens",
        None,
        sheets[0].upper(),
        sheets[1].replace(" ", "\n"),
    )
    short = " ".join(word[:4] for word in sheets[1].split())
    add("four letters of each word", "opens", None, sheets[0], short)
    add("one sheet", "truncated", "NotEnoughShares", sheets[0])
    add("one sheet twice", "truncated", "NotEnoughShares", sheets[0], sheets[0])
    add("none", "truncated", "NotEnoughShares")
    add("a word missing", "truncated", "NotEnoughShares", sheets[0], sheets[1].rsplit(" ", 1)[0])
    words = sheets[1].split()
    words[5], words[6] = words[6], words[5]
    add(
        "two words in each other's place",
        "tampered body",
        "NotEnoughShares",
        sheets[0],
        " ".join(words),
    )
    add("a word of no list", "tampered body", "NotEnoughShares", sheets[0], "zzzz " + sheets[1])
    add("sheets of two sets", "swapped content", "NotEnoughShares", sheets[0], others[1])
    add("a third of another set", "swapped content", "NotEnoughShares", *sheets[:2], others[2])
    vectors.write()


def person_profile() -> None:
    about = "crypto.private.profile.open_profile: what a person remembers between sign-ins"
    vectors = Vectors("profile", about)
    seeds = fixed("wren seal"), fixed("wren sign")
    seen = profile.Profile(20517001, 20517002, fixed("digest"), Head(7, fixed("head")), {"a": "é"})
    identity = Identity.from_seeds(*seeds)
    sealed = profile.seal_profile(identity, INSTALLATION, "wren", seen)

    def add(name: str, outcome: str, error: str | None, sealed: bytes, **change: object) -> None:
        given = {"handle": "wren", "installation": INSTALLATION.hex(), "seed": b64u(seeds[0])}
        payload = {
            "manifest": seen.manifest,
            "roster": seen.roster,
            "roster_digest": seen.roster_digest.hex(),
            "record": [seen.record.number, seen.record.hash.hex()],
            "extra": dict(seen.extra),
        }
        given |= {"payload": None if error else payload, "sealed": b64u(sealed)}
        vectors.add(name, outcome, error, **{**given, **change})

    add("hers", "opens", None, sealed)
    add("another person's key", "wrong key", "CannotOpen", sealed, seed=b64u(fixed("heron seal")))
    add("another handle", "wrong context", "CannotOpen", sealed, handle="heron")
    elsewhere = fixed("elsewhere", 16).hex()
    add("another installation", "wrong context", "CannotOpen", sealed, installation=elsewhere)
    add("cut", "truncated", "CannotOpen", sealed[:-1])
    add("turned", "tampered body", "CannotOpen", turned(sealed, 30))
    add("version 2", "unknown version", "UnknownVersion", b"\x02" + sealed[1:])
    vectors.write()


def page_phrase() -> None:
    about = (
        "crypto.passwords.page_phrase_check: the community phrase, kept as salt and PBKDF2 output"
    )
    vectors = Vectors("page_phrase", about)
    kept = page_phrase_hash("Straße am Fluss", fixed("phrase salt", 16))
    for typed in ("Straße am Fluss", "  STRASSE  am\u00a0fluss "):
        vectors.add(f"typed as {typed!r}", "opens", None, phrase=typed, kept=b64u(kept), fits=True)
    for typed in ("Straße am See", ""):
        vectors.add(f"typed as {typed!r}", "opens", None, phrase=typed, kept=b64u(kept), fits=False)
    cut = b64u(kept[:-1])
    vectors.add("kept value cut", "opens", None, phrase="Straße am Fluss", kept=cut, fits=False)
    vectors.write()


def mailbox_parts(keys: WorkerKeys, report: bytes, epoch: EpochSecret) -> list[Fields]:
    """Seal a message, a status and a consent to a mailbox, each signed by whose it is."""
    parts = []
    for compartment in ("message", "status", "consent"):
        place = Place(INSTALLATION, report, compartment, fixed(f"python {compartment}", 16))
        content = f"the content of {compartment}, é".encode()
        inside = (
            sign_part(keys.signer, place, content)
            if compartment == "consent"
            else sign_reply(epoch.signer, place, "main", 1, content)
        )
        envelope = seal(place, inside, [Recipient("", 0, keys.mailbox.public)])
        (wrap,) = envelope.wraps
        parts.append(
            {
                "item": place.item.hex(),
                "compartment": compartment,
                "ciphertext": b64u(envelope.ciphertext),
                "key_id": wrap.key_id.hex(),
                "sealed": b64u(wrap.sealed),
                "content": b64u(content),
            }
        )
    return parts


def code_change(keys: WorkerKeys, first: ReportKeys) -> Fields:
    """Sign another code for a report."""
    changed = keys_of(Code((1, 2, 3, 4, 5, 6, 7, 8)), INSTALLATION, "Maple")
    after = ReportKeys(changed.signer.verifying_key, changed.mailbox.public, changed.token_hash)
    change = sign_change(keys.signer, first.report_id(), Chain(first), after)
    return {
        "statement": b64u(change.statement),
        "signature": b64u(change.signature),
        "digest": sha256(change.statement).hex(),
    }


def signed_manifest(epoch: EpochSecret) -> Fields:
    """Sign a manifest, with what a reader pins."""
    organisation = Organisation(fixed("python organisation"))
    manifest = Manifest(INSTALLATION, 20517001, dt.date(2026, 8, 31), (epoch.public(),))
    body, signature = organisation.sign_manifest(manifest)
    pins = {
        "installation": INSTALLATION.hex(),
        "organisation": b64u(organisation.verifying_key),
        "minimum_sequence": manifest.sequence,
    }
    signed = {"body": b64u(body), "signature": b64u(signature)}
    return {**signed, "pins": pins, "today": "2026-03-05"}


def python_made() -> None:
    """What a browser must open although this package made it."""
    about = "made by Python for the browser: manifest, a reply in a mailbox, a consent of her own"
    vectors = Vectors("from_python", about)
    epoch = EpochSecret("main", 1, fixed("python epoch"))
    numbers = (12, 345, 678, 901, 1234, 1567, 1890, 3)
    keys = keys_of(Code(numbers), INSTALLATION)
    first = ReportKeys(keys.signer.verifying_key, keys.mailbox.public, keys.token_hash)
    vectors.add(
        "what a return page meets",
        "opens",
        None,
        manifest=signed_manifest(epoch),
        epoch_secret=b64u(fixed("python epoch")),
        numbers=numbers,
        report=first.report_id().hex(),
        parts=mailbox_parts(keys, first.report_id(), epoch),
        change=code_change(keys, first),
    )
    vectors.write()


MAKERS: dict[str, Callable[[], None]] = {
    "page_state": page_state,
    "key_file": key_file,
    "key_file_v3": key_file_v3,
    "recovery_shares": recovery_shares,
    "profile": person_profile,
    "page_phrase": page_phrase,
    "from_python": python_made,
}

if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        MAKERS[wanted]()
