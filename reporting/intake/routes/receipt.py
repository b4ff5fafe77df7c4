"""The receipt: the code, shown until she says that she has kept it or wants none."""

from __future__ import annotations

from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue

from crypto.wordlists import LISTS
from reporting.domain.consent_choices import POLICE_PERMISSIONS
from reporting.domain.consent_wording import wording
from reporting.intake.codestate import FIELD, CodeState, open_code, seal_code
from reporting.intake.services import services
from reporting.intake.submission import own_mailbox
from reporting.intake.verified import Verified
from reporting.web.i18n import current_language

MORNING = 6
"""The hour at which the catalogue's part of the day "night" ends."""

CLOSING = frozenset({"kept", "no-code"})
ACTIONS = CLOSING | {"receipt"}


def show(
    state: CodeState,
    seen: Verified,
    *,
    repeated: bool = False,
    kept: bool = False,
    added: bool = False,
    changed: bool = False,
) -> ResponseReturnValue:
    """Show the receipt; without the code once it was said to be kept."""
    language = current_language()
    words = state.code.words(language) if language in LISTS else ()
    text = wording(language)
    police = POLICE_PERMISSIONS.intersection(state.yes)
    return render_template(
        "intake/receipt.html",
        seen=seen,
        kept=kept,
        repeated=repeated,
        added=added,
        changed=changed,
        own_word=bool(state.own_word),
        state=seal_code(services(), state),
        care=state.care,
        danger=state.danger,
        words="" if kept else " ".join(words),
        digits="" if kept else " ".join(state.code.digits()),
        files=state.files,
        yes=[text.yes[name] for name in state.yes],
        crisis=text.crisis if police and (state.care or state.danger or _by_night(seen)) else "",
        address=seen.settings.report_address or request.host_url,
    )


def _by_night(seen: Verified) -> bool:
    """Say whether it is night where the organisation is."""
    zone = ZoneInfo(seen.settings.time_zone)
    return services().clock().astimezone(zone).hour < MORNING


def act(action: str) -> ResponseReturnValue:
    """Do what a button of the receipt says; any other one, such as a language, shows it again."""
    state = open_code(services(), request.form.get(FIELD, ""))
    if state is None:
        return render_template("intake/stale.html"), HTTPStatus.FORBIDDEN
    keys = services().keys_of(state.code, state.own_word)
    if action not in CLOSING:
        mailbox = own_mailbox(services(), keys)
        if mailbox is None:
            return render_template("intake/stale.html"), HTTPStatus.FORBIDDEN
        return show(state, services().verified.latest(), kept=mailbox.receipt_kept)
    services().gate.receipt_close(keys.token)
    return render_template("intake/kept.html", without_code=action == "no-code")
