"""Consent statements: what a worker signs about one report, as bytes and as a value.

A statement holds all choices at once, its version, the SHA-256 of the statement before, the day,
the version and language of the wording, and the SHA-256 of the account it is about. Her signature
is the one of every part of hers (`crypto.parts`), so it also names report and item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.errors import Malformed
from crypto.strictjson import Fields
from crypto.suite import ID_BYTES, sha256
from reporting.domain.consent import Choices
from reporting.domain.errors import Invalid
from reporting.sealed.documents import DIGEST_BYTES, dump, load, previous_digest, reading
from reporting.sealed.encode import read_language
from reporting.sealed.errors import NotDecodable

if TYPE_CHECKING:
    from datetime import date


KIND = "consent"
KEYS = frozenset(
    {
        "report",
        "version",
        "previous",
        "day",
        "wording",
        "language",
        "account",
        "choices",
        "acknowledged",
    }
)
MAX_ACKNOWLEDGED = 20  # narrowings she has seen; keeps the statement inside its one size


@dataclass(frozen=True, slots=True)
class Statement:
    """One consent statement, read but not yet placed in its chain.

    `report` has 16 bytes; `previous` is b"" for version 1; `acknowledged` are digests of
    narrowings; `digest` is the SHA-256 of the statement's own bytes.
    """

    report: bytes
    version: int
    previous: bytes
    day: date
    wording: str
    language: str
    account_digest: bytes
    choices: Choices
    acknowledged: frozenset[bytes]
    digest: bytes


def statement_bytes(statement: Statement) -> bytes:
    """Return the bytes to sign; `digest` is not in them, being made of them."""
    return dump(
        KIND,
        report=statement.report.hex(),
        version=statement.version,
        previous=statement.previous.hex(),
        day=statement.day.isoformat(),
        wording=statement.wording,
        language=statement.language,
        account=statement.account_digest.hex(),
        choices=statement.choices.to_json(),
        acknowledged=sorted(digest.hex() for digest in statement.acknowledged),
    )


def read_statement(content: bytes) -> Statement:
    """Return the statement in `content`; raise NotDecodable for anything else."""
    document = load(KIND, KEYS, content)
    try:
        choices = Choices.from_json(document.value("choices"))
    except Invalid as error:
        raise NotDecodable("the choices are not understood") from error
    with reading():
        version = document.number("version", least=1)
        return Statement(
            report=document.hexadecimal("report", ID_BYTES),
            version=version,
            previous=previous_digest(document, version),
            day=document.day("day"),
            wording=document.name("wording"),
            language=read_language(document),
            account_digest=document.hexadecimal("account", DIGEST_BYTES),
            choices=choices,
            acknowledged=_acknowledged(document),
            digest=sha256(content),
        )


def _acknowledged(document: Fields) -> frozenset[bytes]:
    listed = document.names("acknowledged")
    if len(listed) > MAX_ACKNOWLEDGED:
        raise Malformed("more narrowings than a statement can acknowledge")
    keys = frozenset({"digest"})
    return frozenset(
        Fields({"digest": text}, keys).hexadecimal("digest", DIGEST_BYTES) for text in listed
    )
