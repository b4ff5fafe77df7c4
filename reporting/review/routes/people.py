"""People: who is here, who comes, who leaves. For coordinators, with the passphrase at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from crypto.errors import NotListed
from reporting.casework import people
from reporting.casework.errors import BadHandle, CannotCoordinate, HandleTaken, NobodyLeft
from reporting.casework.people import ROLES, Added
from reporting.review.access import needs, needs_recent_passphrase
from reporting.review.services import desk, engine, services
from reporting.web.i18n import gettext, lazy_gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from crypto.manifest import Member

blueprint = Blueprint("people", __name__)

ROLE_NAMES = {
    "advocate": lazy_gettext("advocate"),
    "outreach": lazy_gettext("outreach"),
    "coordinator": lazy_gettext("coordinator"),
}
ROLE_HELP = {
    "advocate": lazy_gettext("Advocate: reads reports, writes bulletins, answers"),
    "outreach": lazy_gettext("Outreach: prints sheets, takes reports; reads none"),
    "coordinator": lazy_gettext("Coordinator: people, keys, settings; reads none by itself"),
}


@blueprint.get("/people")
@needs("coordinator")
def listing() -> ResponseReturnValue:
    """Show who is on the signed list."""
    return _page()


@blueprint.post("/people")
@needs_recent_passphrase
@needs("coordinator")
def add() -> ResponseReturnValue:
    """Add somebody, and show her first passphrase once."""
    handle = request.form.get("handle", "").strip().lower()
    roles = [role for role in request.form.getlist("roles") if role in ROLES]
    if not roles:
        return _page(problem=gettext("Please choose what the person will do."), handle=handle), 400
    try:
        added = people.add(engine(), desk(), handle, roles, services().argon2)
    except BadHandle:
        problem = gettext("A name here has 2 to 32 small letters, digits or hyphens.")
        return _page(problem=problem, handle=handle, roles=roles), 400
    except HandleTaken:
        problem = gettext("Somebody has, or had, this name. Please choose another.")
        return _page(problem=problem, handle=handle, roles=roles), 409
    except CannotCoordinate:
        return _page(problem=_no_key()), 403
    return _shown_once(added)


@blueprint.get("/people/<handle>/reset")
@needs("coordinator")
def ask_reset(handle: str) -> ResponseReturnValue:
    """Say what new keys mean, and ask: the old ones cannot be brought back."""
    if handle == desk().handle:
        return redirect(url_for("sign_in.passphrase"), 303)
    member = _member(handle)
    return render_template(
        "review/person_reset.html", member=member, alone=people.reads_alone(desk().roster, member)
    )


@blueprint.post("/people/<handle>/reset")
@needs_recent_passphrase
@needs("coordinator")
def reset(handle: str) -> ResponseReturnValue:
    """Give somebody new keys."""
    if handle == desk().handle:
        return redirect(url_for("sign_in.passphrase"), 303)
    try:
        added = people.reset(engine(), desk(), handle, services().argon2)
    except NotListed:
        abort(404)
    except CannotCoordinate:
        return _page(problem=_no_key()), 403
    return _shown_once(added)


@blueprint.get("/people/<handle>/remove")
@needs("coordinator")
def ask_removal(handle: str) -> ResponseReturnValue:
    """Say what removing means, and ask."""
    return _ask(handle)


@blueprint.post("/people/<handle>/remove")
@needs_recent_passphrase
@needs("coordinator")
def remove(handle: str) -> ResponseReturnValue:
    """Remove somebody; keys change at once."""
    if handle == desk().handle:
        return _ask(handle, gettext("Another coordinator has to remove you.")), 409
    try:
        change = people.remove(engine(), desk(), handle)
    except NotListed:
        abort(404)
    except NobodyLeft:
        problem = gettext("Nobody would be left to do this person's work. Add somebody first.")
        return _ask(handle, problem), 409
    except CannotCoordinate:
        return _page(problem=_no_key()), 403
    return render_template(
        "review/person_removed.html", handle=handle, organisation_known=change.organisation_known
    )


def _page(problem: str = "", handle: str = "", roles: list[str] | None = None) -> str:
    members = sorted(desk().roster.members, key=lambda m: (m.removed is not None, m.handle))
    return render_template(
        "review/people.html",
        members=members,
        role_names=ROLE_NAMES,
        role_help=ROLE_HELP,
        valid_until=desk().valid_until,
        me=desk().handle,
        problem=problem,
        handle=handle,
        roles=roles or [],
    )


def _ask(handle: str, problem: str = "") -> str:
    return render_template(
        "review/person_remove.html", member=_member(handle), role_names=ROLE_NAMES, problem=problem
    )


def _member(handle: str) -> Member:
    try:
        return desk().roster.member(handle)
    except NotListed:
        abort(404)


def _shown_once(added: Added) -> str:
    return render_template("review/person_added.html", added=added)


def _no_key() -> str:
    return gettext("The organisation's key is not with you. Please ask another coordinator.")
