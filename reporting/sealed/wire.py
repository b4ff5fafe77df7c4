"""A sealed report or sealed parts as the JSON that a browser posts, and back.

The document: {"v":1,"kind":"sealed report","id","verifying_key","mailbox_key","token_hash",
"parts":[{"item","compartment","ciphertext","wraps":[{"circle","epoch","key_id","sealed"}]}]}.
Ids, hashes and key ids are lower-case hex; keys, ciphertexts and wraps base64url without padding.
Reading checks the shape only; `verify` checks what the bytes can be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crypto.envelope import Wrap
from crypto.errors import Malformed
from crypto.strictjson import b64u, read_document, unb64u
from crypto.suite import ID_BYTES, SEALING_KEY_BYTES, WRAP_BYTES
from reporting.sealed.documents import dump
from reporting.sealed.errors import NotSealed
from reporting.store.records import SealedPart, SealedReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.strictjson import Fields

REPORT_KIND = "sealed report"
REPORT_KEYS = frozenset({"id", "verifying_key", "mailbox_key", "token_hash", "parts"})
PART_KEYS = frozenset({"item", "compartment", "ciphertext", "wraps"})
WRAP_KEYS = frozenset({"circle", "epoch", "key_id", "sealed"})
SIGNING_KEY_BYTES = 32
HASH_BYTES = 32
KEY_ID_BYTES = 8
MAX_EPOCH = 2**31 - 1
MAX_CIPHERTEXT = 384 * 1024  # base64url of the largest account, 256 KiB
MAX_PARTS = 8
MAX_WRAPS = 2
CIRCLE_NAME = re.compile(r"[a-z0-9-]{0,32}")
COMPARTMENT_NAME = re.compile(r"[a-z]{1,16}")


def report_json(report: SealedReport) -> bytes:
    """Return the document of a sealed report."""
    return dump(
        REPORT_KIND,
        id=report.id.hex(),
        verifying_key=b64u(report.verifying_key),
        mailbox_key=b64u(report.mailbox_key),
        token_hash=report.token_hash.hex(),
        parts=parts_json(report.parts),
    )


def parts_json(parts: Sequence[SealedPart]) -> list[object]:
    """Return the list of parts as it stands in a document."""
    return [
        {
            "item": part.item.hex(),
            "compartment": part.compartment,
            "ciphertext": b64u(part.ciphertext),
            "wraps": wraps_json(part),
        }
        for part in parts
    ]


def wraps_json(part: SealedPart) -> list[object]:
    """Return the wraps of a part as they stand in a document."""
    return [
        {
            "circle": wrap.circle,
            "epoch": wrap.epoch,
            "key_id": wrap.key_id.hex(),
            "sealed": b64u(wrap.sealed),
        }
        for wrap in part.wraps
    ]


def read_report(content: bytes) -> SealedReport:
    """Return the report in a posted document; raise NotSealed for any other shape."""
    try:
        document = read_document(REPORT_KIND, REPORT_KEYS, content)
        return SealedReport(
            id=document.hexadecimal("id", ID_BYTES),
            verifying_key=document.base64url("verifying_key", SIGNING_KEY_BYTES),
            mailbox_key=document.base64url("mailbox_key", SEALING_KEY_BYTES),
            token_hash=document.hexadecimal("token_hash", HASH_BYTES),
            parts=read_parts(document),
        )
    except Malformed as error:
        raise NotSealed(str(error)) from error


def read_parts(
    document: Fields, *, least: int = 1, most: int = MAX_PARTS
) -> tuple[SealedPart, ...]:
    """Return the parts of a document; raise Malformed for any other shape or number."""
    entries = document.objects("parts", PART_KEYS)
    if not least <= len(entries) <= most:
        raise Malformed("no parts, or too many")
    return tuple(_part(entry) for entry in entries)


def _part(entry: Fields) -> SealedPart:
    return SealedPart(
        item=entry.hexadecimal("item", ID_BYTES),
        compartment=_named(entry, "compartment", COMPARTMENT_NAME),
        ciphertext=unb64u(entry.text("ciphertext", longest=MAX_CIPHERTEXT)),
        wraps=read_wraps(entry),
    )


def read_wraps(entry: Fields) -> tuple[Wrap, ...]:
    """Return the wraps of a part; raise Malformed for any other shape."""
    wraps = entry.objects("wraps", WRAP_KEYS)
    if not 1 <= len(wraps) <= MAX_WRAPS:
        raise Malformed("no wraps, or too many")
    return tuple(_wrap(wrap) for wrap in wraps)


def _wrap(entry: Fields) -> Wrap:
    return Wrap(
        circle=_named(entry, "circle", CIRCLE_NAME),
        epoch=entry.number("epoch", most=MAX_EPOCH),
        key_id=entry.hexadecimal("key_id", KEY_ID_BYTES),
        sealed=entry.base64url("sealed", WRAP_BYTES),
    )


def _named(entry: Fields, name: str, pattern: re.Pattern[str]) -> str:
    value = entry.text(name)
    if not pattern.fullmatch(value):
        raise Malformed(f"{name} is not a name")
    return value
