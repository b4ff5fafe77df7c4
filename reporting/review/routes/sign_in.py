"""Signing in and out, the first sign-in, and a new passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import Blueprint, make_response, redirect, render_template, url_for
from markupsafe import Markup

from crypto.private.printedcodes import codes_of
from reporting.casework import onetime, passphrases, presence, signin
from reporting.casework.desk import local_day
from reporting.casework.errors import (
    Alarm,
    BadPassphrase,
    NotOnTheList,
    NotSignedIn,
    TooBusy,
    TooSoon,
)
from reporting.casework.onetime import on_paper
from reporting.casework.presence import stay_alone
from reporting.casework.record import Action, write_alone
from reporting.casework.upkeep import after_sign_in
from reporting.review import pages
from reporting.review.access import (
    COOKIE,
    KNOWN_COOKIE,
    hand_out,
    known_browser,
    needs,
    open_to_all,
    take_back,
    while_settling,
)
from reporting.review.forms import PassphraseForm, SettleForm, SignInForm
from reporting.review.services import desk, engine, here, now, pins, services
from reporting.web.i18n import current_language, gettext, ngettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("sign_in", __name__)

QR_PIXELS = 5
"""Per module: some 200 pixels in all, which a phone reads from a dim laptop."""


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Show the form."""
    return render_template("review/sign_in.html", form=SignInForm(), problem="")


@blueprint.post("/sign-in")
@open_to_all
def begin() -> ResponseReturnValue:
    """Sign somebody in, or say that it did not work, and never why."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _again(form, gettext("Please fill in your name here and your passphrase."), 400)
    attempt = signin.Attempt(
        (form.handle.data or "").strip(),
        form.passphrase.data or "",
        form.code.data or "",
        known_browser(),
    )
    try:
        made = signin.sign_in(engine(), pins(), attempt, now(), services().argon2)
    except (TooSoon, TooBusy) as full:
        return _again(form, *not_tried(full))
    except NotSignedIn:
        return _again(form, gettext("That did not work. Please check all three."), 403)
    except NotOnTheList:
        problem = gettext("You are not on the list of people any more. Please ask a coordinator.")
        return _again(form, problem, 403)
    except Alarm as alarm:
        return pages.alarm(alarm)
    after_sign_in(engine(), pins(), made.token, now())
    response = make_response(redirect(url_for("home.today"), 303))
    return hand_out(response, made)


@blueprint.post("/sign-out")
@while_settling
def end() -> ResponseReturnValue:
    """End the session."""
    presence.sign_out(engine(), here().token)
    response = make_response(redirect(url_for("sign_in.sign_in"), 303))
    # What a laptop's browser keeps of pages (their text is never stored, but a tab may be).
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return take_back(response, COOKIE, KNOWN_COOKIE)


@blueprint.get("/first-sign-in")
@while_settling
def settle() -> ResponseReturnValue:
    """Show what the first sign-in asks: a phone or codes on paper, and a passphrase."""
    if not here().settling:
        return redirect(url_for("home.today"))
    return _settling(SettleForm(), "", 200)


@blueprint.post("/first-sign-in")
@while_settling
def settled() -> ResponseReturnValue:
    """Take the new passphrase and the first code."""
    form = SettleForm()
    if not here().settling:
        return redirect(url_for("home.today"), 303)
    if not form.validate_on_submit():
        return _settling(form, gettext("Please fill in all three."), 400)
    new = passphrases.NewPassphrase(form.first.data or "", form.second.data or "")
    try:
        passphrases.settle_in(
            engine(), pins(), here(), new, form.code.data or "", now(), services().argon2
        )
    except BadPassphrase as bad:
        return _settling(form, passphrase_problem(bad), 400)
    except NotSignedIn:
        problem = gettext(
            "The code does not fit. Please wait for the phone's next one and type that, or take"
            " another from your paper."
        )
        return _settling(form, problem, 403)
    except Alarm as alarm:
        return pages.alarm(alarm)
    return redirect(url_for("home.today"), 303)


@blueprint.get("/passphrase")
@needs()
def passphrase() -> ResponseReturnValue:
    """Show the form for a new passphrase."""
    return _passphrase(PassphraseForm(), "", 200)


@blueprint.post("/passphrase")
@needs()
def new_passphrase() -> ResponseReturnValue:
    """Write the key file under a new passphrase."""
    form = PassphraseForm()
    if not form.validate_on_submit():
        return _passphrase(form, gettext("Please fill in all three."), 400)
    attempt = signin.Attempt(desk().handle, form.current.data or "", "")
    new = passphrases.NewPassphrase(form.first.data or "", form.second.data or "")
    try:
        passphrases.change_passphrase(engine(), pins(), attempt, new, now(), services().argon2)
    except BadPassphrase as bad:
        return _passphrase(form, passphrase_problem(bad), 400)
    except (TooSoon, TooBusy) as full:
        return _passphrase(form, *not_tried(full))
    except NotSignedIn:
        return _passphrase(form, gettext("Your present passphrase is not this one."), 403)
    stay_alone(engine(), here(), now())
    write_alone(engine(), desk(), Action.PASSPHRASE_CHANGED)
    return render_template("review/passphrase_done.html")


def too_soon(seconds: int) -> str:
    """Say how long to wait; nobody is ever locked out."""
    return ngettext(
        "Please wait %(num)s second and try again.",
        "Please wait %(num)s seconds and try again.",
        seconds,
    )


def not_tried(full: TooSoon | TooBusy) -> tuple[str, int]:
    """Say that nothing was tried, and the status: too many attempts by this name, or by all."""
    if isinstance(full, TooSoon):
        return too_soon(full.seconds), 429
    busy = gettext(
        "Too many people are signing in at this moment, so this was not tried. Please wait some"
        " seconds and type your passphrase again."
    )
    return busy, 503


def passphrase_problem(bad: BadPassphrase) -> str:
    """Say what is wrong with a new passphrase."""
    if bad.reason == "differs":
        return gettext("The two are not the same. Please type the new passphrase twice.")
    if bad.reason == "same":
        return gettext("This is the one you have. Please choose another.")
    return gettext(
        "This is too short. Please take at least %(most)s characters: four or five words.",
        most=passphrases.SHORTEST_PASSPHRASE,
    )


def _again(form: SignInForm, problem: str, status: int) -> ResponseReturnValue:
    return render_template("review/sign_in.html", form=form, problem=problem), status


def _settling(form: SettleForm, problem: str, status: int) -> ResponseReturnValue:
    session = here().session
    secret, printed = (
        bytes.fromhex(session.extra[it]) for it in (presence.SETTLING, presence.PRINTED)
    )
    settings = signin.settings_now(engine(), pins())
    title = settings.title.of(current_language())
    address = onetime.enrolment_uri(session.handle, secret, title)
    drawn = segno.make(address, micro=False).svg_inline(scale=QR_PIXELS, light="#fff", border=4)
    page = render_template(
        "review/settle.html",
        form=form,
        problem=problem,
        qr=Markup(drawn),  # noqa: S704 - segno draws only squares; what was encoded is not in it as text
        secret=onetime.spoken_secret(secret),
        codes=[on_paper(code) for code in codes_of(printed)],
        today=local_day(now(), settings),
        suggestion=passphrases.suggest_passphrase(),
    )
    return page, status


def _passphrase(form: PassphraseForm, problem: str, status: int) -> ResponseReturnValue:
    page = render_template(
        "review/passphrase.html",
        form=form,
        problem=problem,
        suggestion=passphrases.suggest_passphrase(),
    )
    return page, status
