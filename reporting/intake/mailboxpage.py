"""One report as its page: what happened, what was said, what was agreed to, and the ways out.

Nothing of the account or the contact, which no code opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import render_template

from crypto.receipts import NONCE_BYTES
from crypto.suite import random_bytes
from reporting.domain.errors import Invalid
from reporting.intake.codestate import seal_code
from reporting.intake.consent_rows import consents_of, leave_out
from reporting.intake.conversation import conversation_of
from reporting.intake.deeds import AGREED, SCOPE, STOP, TEXT, TICKED
from reporting.intake.services import services
from reporting.intake.wordings import COMMENT, asked_of
from reporting.web.i18n import current_language

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reporting.domain.errors import Problem
    from reporting.intake.codestate import CodeState
    from reporting.intake.mailbox import Opened
    from reporting.intake.verified import Verified

EMPTIED: Mapping[str, frozenset[str]] = {
    "saved": frozenset({TICKED, AGREED}),
    "agreed": frozenset({TICKED, AGREED}),
    "sent": frozenset({TEXT, STOP}),
    "deleting": frozenset({SCOPE}),
}
"""What is done with after each deed; everything else that was typed stays."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One showing: whose page, what happened (`done`), what was filled in and what is wrong."""

    seen: Verified
    state: CodeState
    fields: tuple[tuple[str, str], ...] = ()
    done: str = ""
    problems: tuple[Problem, ...] = ()

    def filled(self, name: str) -> tuple[str, ...]:
        """Return what a field is shown with."""
        if name in EMPTIED.get(self.done, ()):
            return ()
        if self.done == "answered" and name.startswith(COMMENT):
            return ()
        return tuple(value for field, value in self.fields if field == name)


def show(opened: Opened, shown: Shown) -> ResponseReturnValue:
    """Show one report."""
    seen = shown.seen
    language = current_language()
    try:
        consents = consents_of(opened, seen.settings, language, seen.today)
    except Invalid:
        consents = None
    page = render_template(
        "intake/mailbox.html",
        opened=opened,
        consents=consents,
        kept_back=opened.kept_back or consents is None,
        talk=conversation_of(opened),
        wordings=asked_of(opened, seen.settings, seen.today),
        forces={o.value: o.label for o in seen.settings.listed("forces", language)},
        state=seal_code(services(), shown.state),
        nonce=random_bytes(NONCE_BYTES).hex(),
        seen=seen,
        counts=seen.today + timedelta(days=seen.settings.widening_days),
        shown=shown,
        filled=shown.filled,
        ticked=shown.filled(TICKED),
        agreed=shown.filled(AGREED),
        done=shown.done,
        leave_out=leave_out,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if shown.problems else HTTPStatus.OK
