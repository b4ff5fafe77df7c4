"""A checked form becomes a sealed report or addition, durably stored. Knows no Flask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.receipts import Code, report_id
from reporting.domain.consent_choices import PERMISSIONS
from reporting.intake.errors import Throttled
from reporting.sealed.seal import Telling, seal_addition, seal_report

if TYPE_CHECKING:
    from crypto.receipts import WorkerKeys
    from reporting.domain.consent import Choices
    from reporting.intake.services import Services
    from reporting.intake.verified import Verified
    from reporting.store.records import Mailbox


@dataclass(frozen=True, slots=True)
class Received:
    """A report that is stored.

    `repeated`: it was stored by an earlier try, whose version was kept. `kept`: the code was said
    to be kept since, and is not shown again.
    """

    code: Code
    repeated: bool = False
    kept: bool = False


def said_yes(choices: Choices) -> tuple[str, ...]:
    """Name what was said yes to, for the receipt."""
    asked_first = ("ask_before_publishing",) if choices.ask_before_publishing else ()
    return (*(name for name in PERMISSIONS if choices.allows(name)), *asked_first)


def send_report(services: Services, seen: Verified, nonce: bytes, telling: Telling) -> Received:
    """Seal and store a report; the same nonce (16 bytes) again finds the first one.

    Raises ReportsClosed, Throttled, TooBusy, TooLarge and StoreError; then nothing was stored.
    """
    manifest = seen.to_seal_to()
    if not services.take("report"):
        raise Throttled
    code = Code.from_nonce(nonce)
    keys = services.keys_of(code)
    sealed = seal_report(keys, telling, manifest, seen.today)
    if services.gate.report_add(sealed, seen.today) == "stored":
        return Received(code)
    mailbox = services.gate.mailbox_read(keys.token)
    return Received(code, repeated=True, kept=mailbox is not None and mailbox.receipt_kept)


def send_addition(
    services: Services, seen: Verified, code: Code, nonce: bytes, telling: Telling
) -> Received | None:
    """Seal and store an addition; None when no report has this code. Raises like `send_report`."""
    manifest = seen.to_seal_to()
    if not services.take("report"):
        raise Throttled
    keys = services.keys_of(code)
    mailbox = own_mailbox(services, keys)
    if mailbox is None:
        return None
    parts = seal_addition(keys, mailbox.report, telling, manifest, seen.today, nonce=nonce)
    if not services.gate.mailbox_add(keys.token, parts, seen.today):
        return None
    return Received(code, kept=mailbox.receipt_kept)


def own_mailbox(services: Services, keys: WorkerKeys) -> Mailbox | None:
    """Read the mailbox of a code; None when there is none, or its report is not of these keys.

    The id commits to the keys: a changed row cannot put her words under another report.
    """
    mailbox = services.gate.mailbox_read(keys.token)
    own = report_id(keys.signer.verifying_key, keys.mailbox.public.raw, keys.token_hash)
    return mailbox if mailbox is not None and mailbox.report == own else None
