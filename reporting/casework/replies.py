"""What advocates put into a worker's mailbox: signed by the epoch, sealed to her and the circle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crypto.envelope import MAILBOX_CIRCLE, Place, Recipient
from crypto.parts import sign_reply
from crypto.private.opening import unwrap_content_key
from crypto.sealing import seal
from crypto.suite import ID_BYTES, SealingKey, random_bytes
from reporting.casework.content_keys import to_vault
from reporting.casework.desk import Desk
from reporting.casework.errors import NotVerified
from reporting.casework.opening import Opened, keys_hold
from reporting.sealed.replies import Stage, StatusNote, status_bytes
from reporting.store.filed_records import FiledPart, ReportRow


def seal_reply(desk: Desk, report: ReportRow, compartment: str, content: bytes) -> FiledPart:
    """Seal an item for a worker's mailbox, ready for `store.cases.add_part`.

    `content` is that of a status, a stop token, a narrowing or a message. Raises NotVerified when
    the report's keys are not the ones its id commits to (somebody else would read it), Expired,
    NoKey, TooLarge.
    """
    if not keys_hold(report):
        raise NotVerified
    epoch = desk.current()
    place = Place(desk.installation, report.id, compartment, random_bytes(ID_BYTES))
    body = sign_reply(epoch.signer, place, epoch.circle, epoch.number, content)
    mailbox = Recipient(MAILBOX_CIRCLE, 0, SealingKey.from_bytes(report.mailbox_key))
    envelope = seal(place, body, [desk.recipient(), mailbox])
    to_circle, to_mailbox = envelope.wraps
    content_key = unwrap_content_key(place, to_circle, epoch.opening)
    return FiledPart(
        item=place.item,
        report=report.id,
        compartment=compartment,
        day=desk.today,
        ciphertext=envelope.ciphertext,
        keys=(to_vault(desk, place.item, content_key),),
        mailbox_wrap=to_mailbox,
    )


def next_status(desk: Desk, opened: Opened, stage: Stage, consent_version: int) -> FiledPart:
    """Seal the status note that follows those of the report. Raises as `seal_reply`."""
    last = opened.statuses[-1] if opened.statuses else None
    note = StatusNote(
        report=opened.report.id,
        sequence=last.sequence + 1 if last else 1,
        previous=last.digest if last else b"",
        day=_not_before(desk.today, last),
        stage=stage,
        consent_version=consent_version,
    )
    part = seal_reply(desk, opened.report, "status", status_bytes(note))
    return replace(part, day=note.day)


def _not_before(today: date, last: StatusNote | None) -> date:
    """Dates never go back in a mailbox, even where a clock did."""
    return today if last is None else max(today, last.day)
