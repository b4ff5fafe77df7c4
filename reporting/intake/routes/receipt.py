"""The receipt: the code, shown until she says that she has kept it or wants none."""

from __future__ import annotations

from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue

from crypto.wordlists import LISTS
from reporting.domain.consent_wording import wording
from reporting.intake.codestate import FIELD, CodeState, open_code, seal_code
from reporting.intake.services import services
from reporting.intake.submission import own_mailbox
from reporting.intake.verified import Verified
from reporting.web.i18n import current_language

ACTIONS = frozenset({"kept", "no-code", "receipt"})


def show(
    state: CodeState,
    seen: Verified,
    *,
    repeated: bool = False,
    kept: bool = False,
    added: bool = False,
) -> ResponseReturnValue:
    """Show the receipt; without the code once it was said to be kept."""
    language = current_language()
    words = state.code.words(language) if language in LISTS else ()
    return render_template(
        "intake/receipt.html",
        seen=seen,
        kept=kept,
        repeated=repeated,
        added=added,
        state=seal_code(services(), state),
        care=state.care,
        danger=state.danger,
        words="" if kept else " ".join(words),
        digits="" if kept else " ".join(state.code.digits()),
        yes=[wording(language).yes[name] for name in state.yes],
        address=seen.settings.report_address or request.host_url,
    )


def act(action: str) -> ResponseReturnValue:
    """Do what a button of the receipt says."""
    state = open_code(services(), request.form.get(FIELD, ""))
    if state is None:
        return render_template("intake/stale.html"), HTTPStatus.FORBIDDEN
    keys = services().keys_of(state.code)
    if action == "receipt":
        mailbox = own_mailbox(services(), keys)
        if mailbox is None:
            return render_template("intake/stale.html"), HTTPStatus.FORBIDDEN
        return show(state, services().verified.latest(), kept=mailbox.receipt_kept)
    services().gate.receipt_close(keys.token)
    return render_template("intake/kept.html", without_code=action == "no-code")
