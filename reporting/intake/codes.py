"""A new code for an old report: the old one opens nothing any more. Knows no Flask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.receipts import Code
from reporting.domain.report_text import clean_line
from reporting.intake.codestate import CodeState
from reporting.intake.submission import own_mailbox
from reporting.intake.withdrawal import TRIES
from reporting.sealed.codes import new_code
from reporting.sealed.errors import StatementRefused
from reporting.store.errors import Conflict

if TYPE_CHECKING:
    from reporting.intake.withdrawal import Visit

LONGEST_WORD = 60
"""Signs of an own word: a word or two that somebody remembers; more would be cut off by a phone."""


def own_word_of(typed: str) -> str:
    """Return the own word as it counts: one line, without signs that cannot be seen."""
    return clean_line(typed)[:LONGEST_WORD]


def change_code(visit: Visit, own_word: str, nonce: bytes) -> CodeState | None:
    """Put the code that comes of the page's `nonce` in place of the one that opened the mailbox.

    The same page sent again, by a double click or because the answer never came, gets the same code
    again: it would be lost otherwise, and the report with it. None when neither the old code nor
    the new one opens anything. Raises ReportsClosed, StatementRefused when her consents are not
    known or the mailbox changes all the time, CryptoError past the most changes, and StoreError.
    """
    state = CodeState(Code.from_nonce(nonce), own_word=own_word)
    keys = visit.services.keys_of(state.code, own_word)
    for _ in range(TRIES):
        mailbox = own_mailbox(visit.services, visit.keys)
        opened = visit.look()
        if mailbox is None or opened is None:
            return state if own_mailbox(visit.services, keys) is not None else None
        if not opened.statements or opened.consent is None:
            raise StatementRefused("what the new code is to state is not known")
        latest = opened.statements[-1].statement
        change = new_code(visit.keys, keys, mailbox, latest, visit.manifest(), visit.seen.today)
        try:
            if visit.services.gate.code_change(visit.keys.token, change, visit.seen.today):
                return state
        except Conflict:
            continue
    raise StatementRefused("the mailbox changes at the same time")
