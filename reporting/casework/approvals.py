"""The second person: approves what the author signed, or sends it back; recalls and corrects.

Whatever somebody could have written into a row since is checked again here: consent, redaction,
the author's signature, and that what she signed is what the draft says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crypto.editions import Hand, Signatures, sign_edition, verify_edition
from crypto.errors import CryptoError
from crypto.stoptokens import COMPARTMENT, StopToken, new_stop_token
from reporting.casework import drafts
from reporting.casework.bulletins import passed_again, refs
from reporting.casework.desk import Desk
from reporting.casework.drafts import Draft, State
from reporting.casework.errors import NotAsSigned, NotThere, OwnDraft
from reporting.casework.events import reports_behind, tell_all
from reporting.casework.keeping import require_seen
from reporting.casework.published import edition_bytes, read_published
from reporting.casework.recalls import take_back
from reporting.casework.record import Action, write
from reporting.casework.replies import seal_reply
from reporting.domain.errors import Invalid
from reporting.sealed.editions import read_edition
from reporting.store import editions as store
from reporting.store.filed_records import StopHash
from reporting.store.records import EditionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reporting.casework.reported import Opener, Reported
    from reporting.domain.bulletin import Edition
    from reporting.sealed.events import Happening
    from reporting.store.filed_records import FiledPart

HOURS = 24
"""Within how many hours a bulletin appears: nobody shall tell from its moment who was in (16)."""

LONGEST_COMMENT = 1_000

Pick = Callable[[int], int]
"""Gives a random whole number under its argument; `secrets.randbelow`."""


def signed_edition(draft: Draft) -> Edition:
    """Return what the author of a submitted draft signed. Raises NotThere, NotAsSigned."""
    if draft.state is not State.SUBMITTED:
        raise NotThere
    try:
        edition = read_edition(draft.body)
    except (CryptoError, Invalid) as error:
        raise NotAsSigned from error
    if edition.body != draft.draft.body:
        raise NotAsSigned
    return edition


def approve(session: Session, desk: Desk, draft: Draft, open_: Opener, pick: Pick) -> EditionRow:
    """Approve a submitted draft as the second person, and publish or schedule its edition.

    In the caller's one transaction: consents and redaction are checked as they are now, the same
    bytes are signed, and the edition is stored with its stop tokens. Raises NotThere, OwnDraft,
    NotAsSigned, ConsentMissing, AskFirst, DeletionPending, Blocked, StatementRefused, Expired,
    SettingsNotBelieved; Conflict when the bulletin was changed or stopped meanwhile.
    """
    desk.require_valid()
    desk.require_settings()
    if desk.handle == draft.author:
        raise OwnDraft
    edition = signed_edition(draft)
    about = [open_(session, desk, report) for report in draft.reports]
    passed = passed_again(session, desk, draft, about)
    again = passed.as_edition(draft.number, draft.edition, edition.issued)
    if edition_bytes(again) != draft.body:
        raise NotAsSigned
    visible_from = appears(desk.now, urgent=edition.body.urgent, pick=pick)
    record = _row(draft, _signed(desk, draft, edition), visible_from)
    stops, mailbox = _stop_tokens(desk, record, about)
    store.add_edition(session, record, stops, mailbox)
    drafts.put(session, desk, replace(draft, state=State.PUBLISHED, approver=desk.handle))
    told: Happening = "bulletin" if record.edition == 1 else "corrected"
    tell_all(session, desk, draft.reports, told, str(record.number))
    write(
        session,
        desk,
        Action.BULLETIN_APPROVED,
        number=str(record.number),
        edition=str(record.edition),
        author=draft.author,
        appears=record.visible_from.isoformat(timespec="hours"),
        case=refs(draft),
    )
    return record


def send_back(session: Session, desk: Desk, draft: Draft, comment: str) -> Draft:
    """Send a submitted draft back to be changed, with a word on why. Raises NotThere."""
    if draft.state is not State.SUBMITTED:
        raise NotThere
    returned = replace(
        draft.unsigned(), state=State.SENT_BACK, comment=comment.strip()[:LONGEST_COMMENT]
    )
    return drafts.put(session, desk, returned)


def recall(session: Session, desk: Desk, number: int, why: str) -> None:
    """Take a bulletin back at once: its text goes, its number stays. Raises NotFound."""
    edition = take_back(session, desk, number)
    tell_all(session, desk, reports_behind(session, desk, number), "recalled", str(number))
    write(
        session,
        desk,
        Action.BULLETIN_RECALLED,
        number=str(number),
        edition=str(edition),
        why=why.strip()[:LONGEST_COMMENT],
    )


def correct(session: Session, desk: Desk, number: int) -> Draft:
    """Begin the next edition of a bulletin from the draft of its newest one.

    An edition being written already is given back. Raises NotThere when the bulletin was taken
    back, or no draft of it is left; NotFound for who is kept from a case behind it.
    """
    standing = next((one for one in read_published(session, desk) if one.number == number), None)
    if standing is None or standing.edition is None:
        raise NotThere
    mine = [one for one in drafts.read_all(session, desk)[0] if one.number == number]
    require_seen(session, desk, {report for one in mine for report in one.reports})
    next_edition = standing.record.edition + 1
    begun = [one for one in mine if one.edition == next_edition and one.state != State.PUBLISHED]
    if begun:
        return begun[-1]
    last = [one for one in mine if one.edition == standing.record.edition]
    if not last:
        raise NotThere
    following = replace(
        last[-1].unsigned(),
        id=drafts.new_id(),
        author=desk.handle,
        day=desk.today,
        edition=next_edition,
        comment="",
    )
    return drafts.add(session, desk, following)


def appears(now: datetime, *, urgent: bool, pick: Pick) -> datetime:
    """Return the whole hour from which a bulletin is seen: this one, or a random one in a day."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour if urgent else hour + timedelta(hours=1 + pick(HOURS))


def _signed(desk: Desk, draft: Draft, edition: Edition) -> Signatures:
    """Sign as the second person, and hold both signatures against the roster."""
    own = sign_edition(
        desk.identity.signer, desk.installation, Hand.APPROVER, desk.handle, draft.body
    )
    signatures = Signatures(draft.author, draft.signature, desk.handle, own)
    try:
        verify_edition(draft.body, signatures, desk.roster, edition.issued)
    except CryptoError as error:
        raise NotAsSigned from error
    return signatures


def _row(draft: Draft, signatures: Signatures, visible_from: datetime) -> EditionRow:
    return EditionRow(
        number=draft.number,
        edition=draft.edition,
        status="live",
        visible_from=visible_from,
        body=draft.body,
        author=signatures.author,
        author_signature=signatures.author_signature,
        approver=signatures.approver,
        approver_signature=signatures.approver_signature,
    )


def _stop_tokens(
    desk: Desk, record: EditionRow, about: Sequence[Reported]
) -> tuple[list[StopHash], list[FiledPart]]:
    """Make a stop token for every report: its hash for the edition, itself for the mailbox."""
    stops: list[StopHash] = []
    mailbox: list[FiledPart] = []
    for one in about:
        token, token_hash = new_stop_token()
        content = StopToken(record.number, record.edition, token).content()
        stops.append(StopHash(record.number, record.edition, token_hash))
        mailbox.append(seal_reply(desk, one.row, COMPARTMENT, content))
    return stops, mailbox
