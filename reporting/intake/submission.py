"""A checked form becomes a sealed report or addition, durably stored. Knows no Flask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from crypto.receipts import Code
from crypto.suite import sha256
from reporting.domain.consent_choices import PERMISSIONS
from reporting.intake.errors import ReportsClosed, Throttled
from reporting.sealed.codes import followed
from reporting.sealed.files import KIND, file_bytes
from reporting.sealed.seal import Sealer, Telling, seal_addition, seal_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crypto.manifest import Manifest
    from crypto.receipts import WorkerKeys
    from reporting.domain.attachment import Attachment
    from reporting.domain.consent import Choices
    from reporting.intake.codestate import CodeState
    from reporting.intake.services import Services
    from reporting.intake.verified import Verified
    from reporting.store.records import Mailbox, SealedPart


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


def send_report(
    services: Services,
    seen: Verified,
    nonce: bytes,
    telling: Telling,
    files: Sequence[Attachment] = (),
) -> Received:
    """Seal and store a report with its files; the same nonce (16 bytes) again finds the first one.

    Raises ReportsClosed, Throttled, TooBusy, TooLarge and StoreError; then nothing was stored.
    """
    manifest = seen.to_seal_to()
    if not services.take("report"):
        raise Throttled
    code = Code.from_nonce(nonce)
    keys = services.keys_of(code)
    sealed = seal_report(keys, telling, manifest, seen.today)
    sealer = Sealer(keys, manifest, sealed.id, nonce)
    more = seal_files(sealer, files, seen.today)
    sealed = replace(sealed, parts=(*sealed.parts, *more))
    if services.gate.report_add(sealed, seen.today) == "stored":
        return Received(code)
    mailbox = services.gate.mailbox_read(keys.token)
    return Received(code, repeated=True, kept=mailbox is not None and mailbox.receipt_kept)


def send_addition(
    services: Services,
    seen: Verified,
    state: CodeState,
    nonce: bytes,
    telling: Telling,
    files: Sequence[Attachment] = (),
) -> Received | None:
    """Seal and store an addition, or files alone; None when no report has this code.

    Raises like `send_report`.
    """
    manifest = seen.to_seal_to()
    if not services.take("report"):
        raise Throttled
    keys = services.keys_of(state.code, state.own_word)
    mailbox = own_mailbox(services, keys)
    if mailbox is None:
        return None
    sealer = Sealer(keys, manifest, mailbox.report, nonce)
    parts = seal_files(sealer, files, seen.today)
    if not (telling.account.is_empty and not telling.contact.answers and parts):
        told = seal_addition(keys, mailbox.report, telling, manifest, seen.today, nonce=nonce)
        parts = (*told, *parts)
    if not services.gate.mailbox_add(keys.token, parts, seen.today):
        return None
    return Received(state.code, kept=mailbox.receipt_kept)


def seal_files(sealer: Sealer, files: Sequence[Attachment], day: date) -> tuple[SealedPart, ...]:
    """Seal each file to the circle with a key of its own; sent again, it is the same part."""
    return tuple(sealer.to_circle(KIND, file_bytes(file, day)) for file in files)


def to_answer_with(seen: Verified) -> Manifest:
    """Return what those who have a code may seal to; raise ReportsClosed when there is none.

    A pause is for new reports, not for taking back a yes or for answering.
    """
    if seen.manifest is None or seen.closed not in {"", "paused"}:
        raise ReportsClosed
    return seen.manifest


def own_mailbox(services: Services, keys: WorkerKeys) -> Mailbox | None:
    """Read the mailbox of a code; None when there is none, or its report is not of these keys."""
    mailbox = mailbox_of(services, keys.token)
    if mailbox is None:
        return None
    own = (keys.signer.verifying_key, keys.mailbox.public.raw)
    return mailbox if own == (mailbox.verifying_key, mailbox.mailbox_key) else None


def mailbox_of(services: Services, token: bytes) -> Mailbox | None:
    """Read the mailbox of a token; None when there is none, or its keys are not its report's.

    The id commits to the first keys, and each change of code is signed by the one before: a changed
    row cannot put a worker's words under another report.
    """
    mailbox = services.gate.mailbox_read(token)
    if mailbox is None:
        return None
    try:
        followed(mailbox, sha256(token))
    except CryptoError:
        return None
    return mailbox
