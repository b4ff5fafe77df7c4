"""A worker's new code for an old report: following the changes, and making one.

The report's id commits to the first keys, and each change is signed by the code before it, so a
database cannot put a code of its own in their place. What was in the mailbox is sealed again to the
new key, and the new code states the consents anew: from then on it alone speaks for the report.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crypto.codechange import Chain, Change, ReportKeys, follow_chain, sign_change
from crypto.envelope import MAILBOX_CIRCLE, Place, Wrap, wrap_info
from crypto.errors import BadSignature, CryptoError
from crypto.suite import VERSION, WRAP_BYTES, SealingKey
from reporting.sealed.consents import next_statement
from reporting.sealed.errors import NotSealed
from reporting.sealed.seal import seal_consent
from reporting.sealed.verify import check_parts
from reporting.store.records import CodeKeys, Codes, NewCode, SignedChange

if TYPE_CHECKING:
    from datetime import date

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.sealed.statements import Statement
    from reporting.store.records import Mailbox, MailboxItem

MOST_CHANGES = 20
"""More than anybody makes; each is followed at every look at a report."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Where the changes lead: `verifying` are the keys of all codes, the first to the newest."""

    chain: Chain
    verifying: tuple[bytes, ...]


def follow(report: bytes, now: CodeKeys, codes: Codes, minimum_version: int = 0) -> Followed:
    """Follow the changes from the report's id to the keys it has now.

    `minimum_version` is the highest version that the case's card has seen. Raises CryptoError when
    the first keys are not those of the id, a change is not signed by the code before it, the
    changes end elsewhere than at the keys of the row, or before the version seen.
    """
    if len(codes.changes) > MOST_CHANGES or (codes.first is None and codes.changes):
        raise BadSignature("changes without a beginning, or too many")
    first = _keys(codes.first or now)
    if first.report_id() != report:
        raise BadSignature("not the keys that the report's id commits to")
    changes = [Change(one.statement, one.signature) for one in codes.changes]
    steps = follow_chain(first, changes, minimum_version)
    if steps[-1].keys != _keys(now):
        raise BadSignature("the changes do not lead to the keys that the report has")
    return Followed(steps[-1], tuple(step.keys.verifying for step in steps))


def followed(mailbox: Mailbox, token_hash: bytes) -> Followed:
    """Follow the changes of a mailbox that a token has just opened. Raises CryptoError."""
    return follow(mailbox.report, _now(mailbox, token_hash), mailbox.codes)


def check_change(
    mailbox: Mailbox, token_hash: bytes, new: NewCode, manifest: Manifest, today: date
) -> None:
    """Raise unless a change that a browser made can be one: all that a server sees without a key.

    `token_hash` is that of the code in force. Raises CryptoError for a change that is not signed by
    it, does not follow the one before or leads to other keys, NotSealed for wraps or parts of
    another shape. Whether the new code opens what it should is for her own browser to see.
    """
    first = mailbox.codes.first or _now(mailbox, token_hash)
    changes = (*mailbox.codes.changes, new.change)
    follow(mailbox.report, new.keys, Codes(first, changes))
    key = SealingKey.from_bytes(new.keys.mailbox_key)
    if not new.wraps.keys() <= new.seen:
        raise NotSealed("wraps of items that nobody has seen")
    if not all(_is_to(key, wrap) for wrap in new.wraps.values()):
        raise NotSealed("a wrap is not to the new mailbox")
    if [part.compartment for part in new.parts] != ["consent"]:
        raise NotSealed("a new code states the consents anew, and nothing else")
    check_parts(new.parts, key, manifest, today)


def new_code(
    old: WorkerKeys,
    new: WorkerKeys,
    mailbox: Mailbox,
    latest: Statement,
    manifest: Manifest,
    day: date,
) -> NewCode:
    """Make the change from `old`, which opened this mailbox, to `new`, ready for the gate.

    `latest` is her newest consent statement: the new code signs the same choices as the next one.
    An item that the old code cannot open is left as it is. Raises CryptoError when the changes so
    far do not hold, or are as many as one report can have.
    """
    chain = followed(mailbox, old.token_hash).chain
    if chain.version >= MOST_CHANGES:
        raise BadSignature("as many changes as one report can have")
    following = ReportKeys(new.signer.verifying_key, new.mailbox.public, new.token_hash)
    change = sign_change(old.signer, mailbox.report, chain, following)
    wraps: dict[bytes, Wrap] = {}
    for item in mailbox.items:
        with suppress(CryptoError):
            wraps[item.item] = _again(old, new, mailbox.report, manifest.installation, item)
    statement = replace(next_statement(latest, latest.choices, day), report=mailbox.report)
    return NewCode(
        change=SignedChange(change.statement, change.signature),
        keys=CodeKeys(new.signer.verifying_key, new.mailbox.public.raw, new.token_hash),
        seen=frozenset(item.item for item in mailbox.items),
        wraps=wraps,
        parts=(seal_consent(new, statement, manifest),),
    )


def _again(
    old: WorkerKeys, new: WorkerKeys, report: bytes, installation: bytes, item: MailboxItem
) -> Wrap:
    """Wrap the content key of an item again; the content stays as it was signed."""
    place = Place(installation, report, item.compartment, item.item)
    before = wrap_info(place, MAILBOX_CIRCLE, 0, old.mailbox.public.key_id)
    content_key = old.mailbox.unwrap(item.wrap.sealed, before)
    key = new.mailbox.public
    after = wrap_info(place, MAILBOX_CIRCLE, 0, key.key_id)
    return Wrap(MAILBOX_CIRCLE, 0, key.key_id, key.wrap(content_key, after))


def _is_to(key: SealingKey, wrap: Wrap) -> bool:
    """Tell whether a wrap can be one to this mailbox: its recipient, size and version."""
    named = (wrap.circle, wrap.epoch, wrap.key_id) == (MAILBOX_CIRCLE, 0, key.key_id)
    return named and len(wrap.sealed) == WRAP_BYTES and wrap.sealed[:1] == VERSION


def _now(mailbox: Mailbox, token_hash: bytes) -> CodeKeys:
    return CodeKeys(mailbox.verifying_key, mailbox.mailbox_key, token_hash)


def _keys(keys: CodeKeys) -> ReportKeys:
    mailbox = SealingKey.from_bytes(keys.mailbox_key)
    return ReportKeys(keys.verifying_key, mailbox, keys.token_hash)
