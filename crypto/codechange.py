"""A worker's new code for an old report: the keys before sign the keys after.

The report keeps its id, which commits to the first keys. A change is a JSON document

    {"v":1,"kind":"code change","report":hex,"version":n,"previous":hex,
     "verifying":base64url,"mailbox":base64url,"token_hash":hex}

signed (label "brolly/code change/v1", over these bytes) by the key in force before it. Versions
count from 1 without a gap; `previous` is the SHA-256 of the change before, zeros for the first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.errors import BadSignature, RolledBack
from crypto.receipts import report_id
from crypto.strictjson import FORMAT_VERSION, b64u, read_document
from crypto.suite import ID_BYTES, SEALING_KEY_BYTES, SealingKey, sha256
from crypto.verifying import KEY_BYTES, check_point, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.signing import Signer

LABEL = "brolly/code change/v1"
KIND = "code change"
HASH_BYTES = 32
_KEYS = frozenset({"report", "version", "previous", "verifying", "mailbox", "token_hash"})


@dataclass(frozen=True, slots=True)
class ReportKeys:
    """The public side of a code: verifying key (32), mailbox key, SHA-256 of the token (32)."""

    verifying: bytes
    mailbox: SealingKey
    token_hash: bytes

    def report_id(self) -> bytes:
        """Return the id of the report whose first keys these are."""
        return report_id(self.verifying, self.mailbox.raw, self.token_hash)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is stored: the bytes and the signature over them (64)."""

    statement: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Chain:
    """Where a report's changes lead: the keys now, how many changes, the hash of the last."""

    keys: ReportKeys
    version: int = 0
    head: bytes = bytes(HASH_BYTES)


def sign_change(signer: Signer, report: bytes, chain: Chain, new: ReportKeys) -> Change:
    """Sign `new` as the keys that follow `chain`; `signer` is the key in force before.

    Raises BadSignature when it is not: such a change would only be refused later.
    """
    if signer.verifying_key != chain.keys.verifying:
        raise BadSignature("only the code in force can change the code")
    document = {
        "v": FORMAT_VERSION,
        "kind": KIND,
        "report": report.hex(),
        "version": chain.version + 1,
        "previous": chain.head.hex(),
        "verifying": b64u(new.verifying),
        "mailbox": b64u(new.mailbox.raw),
        "token_hash": new.token_hash.hex(),
    }
    statement = json.dumps(document, separators=(",", ":")).encode()
    return Change(statement, signer.sign(LABEL, statement))


def follow_chain(
    first: ReportKeys, changes: Sequence[Change], minimum_version: int = 0
) -> tuple[Chain, ...]:
    """Return where each of `changes` leads, from the first keys of a report on; the last is now.

    `minimum_version` is the highest version that the case's card has seen. Raises BadSignature
    (also for another report's, a missing, doubled or reordered change), WeakKey, Malformed,
    UnknownVersion, and RolledBack when the chain ends before that version.
    """
    report = first.report_id()
    steps = [Chain(first)]
    for change in changes:
        steps.append(_follow(report, steps[-1], change))
    if steps[-1].version < minimum_version:
        raise RolledBack(steps[-1].version, minimum_version)
    return tuple(steps)


def _follow(report: bytes, chain: Chain, change: Change) -> Chain:
    verify(chain.keys.verifying, LABEL, change.statement, change.signature)
    fields = read_document(KIND, _KEYS, change.statement)
    version = fields.number("version", least=1)
    if fields.hexadecimal("report", ID_BYTES) != report:
        raise BadSignature("a change of another report")
    if fields.hexadecimal("previous", HASH_BYTES) != chain.head or version != chain.version + 1:
        raise BadSignature("a change that does not follow the one before")
    verifying = fields.base64url("verifying", KEY_BYTES)
    check_point(verifying)
    mailbox = SealingKey.from_bytes(fields.base64url("mailbox", SEALING_KEY_BYTES))
    keys = ReportKeys(verifying, mailbox, fields.hexadecimal("token_hash", HASH_BYTES))
    return Chain(keys, version, sha256(change.statement))
