"""Who may use a page: nobody, unless its view says otherwise.

Every view carries one of `needs`, `open_to_all` or `while_settling`; `guard` runs before each
request and refuses what carries none. A test sweeps the URL map.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for

from crypto.errors import SessionOver
from crypto.private.sessions import LIFETIME, TOKEN_BYTES
from crypto.suite import hkdf
from reporting.casework.errors import Alarm, NotOnTheList, NotSignedIn, TooBusy, TooSoon
from reporting.casework.passphrases import confirm
from reporting.casework.presence import Present, present, sign_out, touch
from reporting.casework.signin import SignedIn
from reporting.review import pages
from reporting.review.services import engine, here, now, services
from reporting.store.attempts import REMEMBERED
from reporting.web.forms import SessionForm
from reporting.web.limits import BODY_METHODS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., Any])
Role = Literal["advocate", "coordinator", "outreach"]
ROLES: tuple[Role, ...] = ("advocate", "coordinator", "outreach")

COOKIE = "desk"
KNOWN_COOKIE = "known"
"""Says that somebody has signed in with this browser: no name, and signing out takes it away."""

CONFIRM_FIELD = "confirm_passphrase"
"""Field of the page that asks for the passphrase again; the rest of the form is sent with it."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a view asks of whoever uses it.

    `roles`: one of them, none for anybody signed in. `recent`: the passphrase typed within ten
    minutes for what is sent. `settling`: also before a passphrase of one's own is set.
    """

    roles: tuple[Role, ...] = ()
    signed_in: bool = True
    recent: bool = False
    settling: bool = False


def needs(*roles: Role) -> Callable[[View], View]:
    """Say that a view is for people with one of these roles; without any, for all signed in."""
    return _mark(Needs(roles=roles))


def open_to_all(view: View) -> View:
    """Say that a view is for people who are not signed in as well."""
    return _mark(Needs(signed_in=False))(view)


def while_settling(view: View) -> View:
    """Say that a view is for somebody at her first sign-in as well."""
    return _mark(Needs(settling=True))(view)


def needs_recent_passphrase(view: View) -> View:
    """Say that sending this asks for the passphrase unless it was typed in the last ten minutes.

    For publishing, forwarding, and changes of people and keys. Write it above `@needs(…)`.
    """
    asked: Needs = view.needs  # type: ignore[attr-defined]  # `needs` came first
    return _mark(replace(asked, recent=True))(view)


def _mark(asked: Needs) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.needs = asked  # type: ignore[attr-defined]  # a mark on the function
        return view

    return mark


def needs_of(view: Callable[..., Any] | None) -> Needs | None:
    """Return what a view asks, None when it says nothing: then nobody may use it."""
    return getattr(view, "needs", None)


def init_access(app: Flask) -> None:
    """Guard every request of an app."""
    app.before_request(guard)
    app.jinja_env.globals["may"] = may


def may(*roles: str) -> bool:
    """Tell a template whether who is here has one of these roles."""
    person: Present | None = g.get("here")
    return person is not None and person.desk is not None and person.desk.is_a(*roles)


def guard() -> ResponseReturnValue | None:
    """Let a request pass, or answer it (a before_request hook)."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static":
        return None  # nothing is there: 404 or 405 says so to everybody alike
    asked = needs_of(view)
    if asked is None:
        abort(403)
    if not asked.signed_in:
        return None
    refused = _sign_in_again() if (token := _token()) is None else _take_a_seat(token)
    if refused is not None:
        return refused
    return _allow(asked)


def _take_a_seat(token: bytes) -> ResponseReturnValue | None:
    """Open the session into `g.here`, or answer why not."""
    g.form_secret = hkdf(token, "brolly/form secret/v1")
    try:
        g.here = present(engine(), services().config.pins, token, now())
    except SessionOver:
        return _sign_in_again()
    except NotOnTheList:
        sign_out(engine(), token)
        return _sign_in_again()
    except Alarm as alarm:
        return pages.alarm(alarm)
    touch(engine(), here(), now())
    return None


def _allow(asked: Needs) -> ResponseReturnValue | None:
    person = here()
    if person.settling or person.desk is None:
        return None if asked.settling else redirect(url_for("sign_in.settle"))
    if asked.roles and not person.desk.is_a(*asked.roles):
        abort(403)
    if request.method not in BODY_METHODS:
        return None
    if not SessionForm().validate_on_submit():
        return pages.stale()
    return _ask_again() if asked.recent and not person.confirmed(now()) else None


def _ask_again() -> ResponseReturnValue | None:
    """Take the passphrase out of the form, or show a page that asks for it and keeps the form."""
    typed = request.form.get(CONFIRM_FIELD, "")
    if not typed:
        return pages.confirm()
    try:
        confirm(engine(), services().config.pins, here(), typed, now(), services().argon2)
    except TooSoon as wait:
        return pages.confirm(wait=wait.seconds)
    except TooBusy:
        return pages.confirm(busy=True)
    except NotSignedIn:
        return pages.confirm(wrong=True)
    return None


def just_confirmed() -> bool:
    """Tell whether this request comes from the page that asks for the passphrase again.

    A file in answer to it would leave that page standing there, as if nothing had happened.
    """
    return bool(request.form.get(CONFIRM_FIELD))


def cookie_name(name: str = COOKIE) -> str:
    """Return a cookie's name; the prefix makes browsers insist on TLS and on this very host."""
    return f"__Host-{name}" if services().config.https else name


def hand_out(response: Response, made: SignedIn) -> Response:
    """Put a session's token into its cookie, and what makes the browser known into another."""
    for name, token, lifetime in (
        (COOKIE, made.token, LIFETIME),
        (KNOWN_COOKIE, made.browser, REMEMBERED),
    ):
        response.set_cookie(
            cookie_name(name),
            urlsafe_b64encode(token).decode(),
            max_age=int(lifetime.total_seconds()),
            path="/",
            secure=services().config.https,
            httponly=True,
            samesite="Strict",
        )
    return response


def take_back(response: Response, *names: str) -> Response:
    """Make the browser forget the session's cookie, or those named."""
    secure = services().config.https
    for name in names or (COOKIE,):
        response.delete_cookie(
            cookie_name(name), path="/", secure=secure, httponly=True, samesite="Strict"
        )
    return response


def known_browser() -> bytes:
    """Return what an earlier sign-in gave this browser, empty when there is nothing sound."""
    return _token_of(KNOWN_COOKIE) or b""


def _token() -> bytes | None:
    return _token_of(COOKIE)


def _token_of(name: str) -> bytes | None:
    try:
        token = urlsafe_b64decode(request.cookies.get(cookie_name(name), ""))
    except ValueError:
        return None
    return token if len(token) == TOKEN_BYTES else None


def _sign_in_again() -> ResponseReturnValue:
    if request.method in BODY_METHODS:
        return take_back(pages.session_over())
    return take_back(current_app.make_response(redirect(url_for("sign_in.sign_in"))))
