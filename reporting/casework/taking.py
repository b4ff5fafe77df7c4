"""Taking a report down for somebody without a phone: sealed at once, to the circle and to her code.

Whoever takes it down cannot read it again unless the circle's keys are hers. Her consents are
witnessed: signed with the taker's roster key, and by the code only in passing, since the taker
held it for a moment. The code is handed over on a card and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.receipts import Code, WorkerKeys, keys_of
from reporting.casework.card_pdf import CodeCard, card_pdf
from reporting.casework.desk import Desk
from reporting.casework.errors import CodeUsed
from reporting.casework.print_labels import print_labels
from reporting.casework.record import Action, write_alone
from reporting.casework.speaking import translate
from reporting.casework.typesetting import Paper
from reporting.domain.case import case_ref
from reporting.sealed.seal import Telling, seal_report
from reporting.sealed.witness import Hearing, attest
from reporting.store.errors import Conflict
from reporting.store.intake_gate import IntakeGate

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from reporting.casework.second import Second
    from reporting.casework.typesetting import Language
    from reporting.domain.settings import PublicSettings

TRIES = 5
"""At an entry of the record: somebody else may write one in the same moment."""


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """A report that is stored, and its code.

    `repeated`: an earlier try of the same form had stored it, and its words were kept. `kept`: the
    card was said to be handed over since.
    """

    code: Code
    repeated: bool = False
    kept: bool = False


def take(
    engine: Engine,
    desk: Desk,
    telling: Telling,
    hearing: Hearing,
    nonce: bytes,
    card: Code | None = None,
    second: Second | None = None,
) -> Taken:
    """Seal and store a report that somebody told; the same nonce (16 bytes) finds the first one.

    `card` is the code of a paper form; without one, a fresh code comes of the nonce. `second` heard
    it too, and signs the consent as well. Raises CodeUsed when the card's code has a report
    already, Expired, TooLarge, StoreError; then nothing was stored.
    """
    desk.require_valid()
    code = card or Code.from_nonce(nonce)
    keys = keys_of(code, desk.installation)
    witnesses = [(desk.handle, desk.identity.signer)]
    if second is not None:
        witnesses.append((second.handle, second.signer))
    sealed = seal_report(
        keys,
        telling,
        desk.manifest,
        desk.today,
        lambda statement: attest(statement, hearing, desk.installation, witnesses),
    )
    gate = IntakeGate(engine)
    try:
        stored = gate.report_add(sealed, desk.today) == "stored"
    except Conflict:
        # Her own earlier code, given to a report by a change: that one is used, too.
        raise CodeUsed from None
    if not stored:
        if card is not None:
            raise CodeUsed
        return Taken(code, repeated=True, kept=_is_kept(gate, keys))
    record_done(engine, desk, Action.REPORT_TAKEN, case=case_ref(sealed.id), what=hearing.how)
    return Taken(code)


def handed_over(engine: Engine, desk: Desk, code: Code) -> None:
    """Note that she has her card: the form that made the code shows it no more."""
    IntakeGate(engine).receipt_close(keys_of(code, desk.installation).token)


def print_card(settings: PublicSettings, code: Code, paper: Paper, language: Language) -> bytes:
    """Print a code on a plain card to cut out. Raises CannotPrint."""
    return card_pdf(
        CodeCard(
            title=settings.title.by_language,
            address=settings.report_address,
            words=code.words("en" if language == "both" else language),
            digits=code.digits(),
            labels=print_labels("card", translate),
        ),
        paper,
        language,
    )


def record_done(engine: Engine, desk: Desk, action: Action, **about: str) -> None:
    """Write the entry of an act that is done already: somebody who wrote first is waited for."""
    for left in reversed(range(TRIES)):
        try:
            write_alone(engine, desk, action, **about)
        except Conflict:
            if not left:
                raise
        else:
            return


def _is_kept(gate: IntakeGate, keys: WorkerKeys) -> bool:
    mailbox = gate.mailbox_read(keys.token)
    return mailbox is None or mailbox.receipt_kept
