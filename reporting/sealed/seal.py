"""Seals a report, an addition or a new consent statement for the circle and the worker's mailbox.

Used by intake without scripts and by the staff form; a browser does the same by the same formats.
Nothing here opens anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.envelope import MAILBOX_CIRCLE, Place, Recipient
from crypto.parts import sign_part
from crypto.receipts import report_id
from crypto.sealing import seal
from crypto.suite import ID_BYTES, prefixed, random_bytes, sha256, u32
from reporting.sealed.encode import account_bytes, contact_bytes
from reporting.sealed.statements import Statement, statement_bytes
from reporting.store.records import SealedPart, SealedReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.domain.consent import Choices
    from reporting.domain.report import Account, Contact

ITEM_LABEL = b"brolly/item/v1"
STATEMENT_LABEL = b"brolly/statement item/v2"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a worker hands in at once, with the language and the wording she read it in."""

    account: Account
    contact: Contact
    choices: Choices
    language: str
    wording: str


def seal_report(
    keys: WorkerKeys,
    telling: Telling,
    manifest: Manifest,
    day: date,
    attested: Callable[[bytes], bytes] | None = None,
) -> SealedReport:
    """Seal a new report: account and contact to the circle, the consent to her mailbox as well.

    Where staff take it down, `attested` puts their signature around the statement's bytes. Raises
    TooLarge, naming the size, when the account does not fit its largest class.
    """
    verifying_key = keys.signer.verifying_key
    mailbox_key = keys.mailbox.public.raw
    report = report_id(verifying_key, mailbox_key, keys.token_hash)
    sealer = Sealer(keys, manifest, report)
    account = account_bytes("account", telling.account, language=telling.language, day=day)
    statement = Statement(
        report=report,
        version=1,
        previous=b"",
        day=day,
        wording=telling.wording,
        language=telling.language,
        account_digest=sha256(account),
        choices=telling.choices,
        acknowledged=frozenset(),
        digest=b"",
    )
    consent = statement_bytes(statement)
    if attested is not None:
        consent = attested(consent)
    parts = (
        sealer.to_circle("account", account),
        sealer.to_circle("contact", contact_bytes(telling.contact)),
        sealer.to_both("consent", consent),
    )
    return SealedReport(report, verifying_key, mailbox_key, keys.token_hash, parts)


def seal_addition(
    keys: WorkerKeys,
    report: bytes,
    telling: Telling,
    manifest: Manifest,
    day: date,
    *,
    nonce: bytes = b"",
) -> tuple[SealedPart, ...]:
    """Seal what a worker adds later to her report; its contact only when something is in it.

    With the secret `nonce` of a form, the same words sent again on that day are the same items,
    which the store keeps once; other words are new ones. Consents are not changed by an addition.
    Raises TooLarge like `seal_report`.
    """
    sealer = Sealer(keys, manifest, report, nonce)
    content = account_bytes("addition", telling.account, language=telling.language, day=day)
    addition = sealer.to_circle("addition", content)
    if not telling.contact.answers:
        return (addition,)
    return (addition, sealer.to_circle("contact", contact_bytes(telling.contact)))


def seal_consent(keys: WorkerKeys, statement: Statement, manifest: Manifest) -> SealedPart:
    """Seal a new consent statement to the circle and to the worker's own mailbox.

    Its item id comes of the report and the version: of two statements that are sent at once the
    store keeps one, and the chain stays whole. It comes of her token as well, which no table holds:
    whoever knows the report's id could else give that id to a part of another report first, and she
    could take nothing back.
    """
    sealer = Sealer(keys, manifest, statement.report)
    numbered = prefixed(STATEMENT_LABEL, keys.token, statement.report, u32(statement.version))
    item = sha256(numbered)[:ID_BYTES]
    return sealer.to_both("consent", statement_bytes(statement), item)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Signs with the worker's key and seals to the current epoch of the circle.

    With the secret `nonce` of a form the same content gets the same item id again.
    """

    keys: WorkerKeys
    manifest: Manifest
    report: bytes
    nonce: bytes = b""

    def to_circle(self, compartment: str, content: bytes) -> SealedPart:
        """Seal a part that the circle alone opens."""
        return self._part(compartment, content, [self.manifest.recipient()])

    def to_both(self, compartment: str, content: bytes, item: bytes = b"") -> SealedPart:
        """Seal a part that her own code opens as well."""
        mailbox = Recipient(MAILBOX_CIRCLE, 0, self.keys.mailbox.public)
        return self._part(compartment, content, [self.manifest.recipient(), mailbox], item)

    def _part(
        self,
        compartment: str,
        content: bytes,
        recipients: Sequence[Recipient],
        item: bytes = b"",
    ) -> SealedPart:
        item = item or self._item(compartment, content)
        place = Place(self.manifest.installation, self.report, compartment, item)
        envelope = seal(place, sign_part(self.keys.signer, place, content), recipients)
        return SealedPart(item, compartment, envelope.ciphertext, envelope.wraps)

    def _item(self, compartment: str, content: bytes) -> bytes:
        """Return an item id: random, or the same again for the same nonce and content."""
        if not self.nonce:
            return random_bytes(ID_BYTES)
        named = prefixed(ITEM_LABEL, self.nonce, compartment.encode(), content)
        return sha256(named)[:ID_BYTES]
