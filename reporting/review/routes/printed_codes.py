"""Codes on paper for who has no phone, or loses it: how many are left, and new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from reporting.casework.errors import AlreadyPrinted, NotSignedIn, TooBusy, TooSoon
from reporting.casework.onetime import left_of, on_paper
from reporting.casework.presence import FROM_PAPER, forget
from reporting.casework.printing_codes import Wish, print_codes
from reporting.review.access import needs
from reporting.review.forms import PrintCodesForm
from reporting.review.routes.sign_in import not_tried
from reporting.review.services import desk, engine, here, now, services
from reporting.store.engine import reading
from reporting.store.printed_codes import read_codes
from reporting.web.i18n import gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("printed_codes", __name__)


@blueprint.get("/printed-codes")
@needs()
def ask() -> ResponseReturnValue:
    """Say how many codes are left, and ask for the passphrase to make new ones."""
    return _page("", 200)


@blueprint.post("/printed-codes")
@needs()
def anew() -> ResponseReturnValue:
    """Make ten new codes and show them once; the key file they go into takes the passphrase."""
    form = PrintCodesForm()
    if not form.validate_on_submit():
        return _page(gettext("Please type your passphrase."), 400)
    wish = Wish(form.current.data or "", form.replaced())
    try:
        codes = print_codes(engine(), desk(), wish, now(), services().argon2)
    except AlreadyPrinted:
        problem = gettext(
            "New codes were made a moment ago, and codes are shown once. If you have them on paper,"
            " they count. If not, make new ones here."
        )
        return _page(problem, 409)
    except (TooSoon, TooBusy) as full:
        return _page(*not_tried(full))
    except NotSignedIn:
        return _page(gettext("Your present passphrase is not this one."), 403)
    forget(engine(), here(), FROM_PAPER)
    shown = [on_paper(code) for code in codes]
    return render_template("review/printed_codes_new.html", codes=shown, today=desk().today)


def _page(problem: str, status: int) -> ResponseReturnValue:
    with reading(engine()) as session:
        row = read_codes(session, desk().handle)
    page = render_template(
        "review/printed_codes.html",
        form=PrintCodesForm(),
        problem=problem,
        left=None if row is None else left_of(row),
        set_id="" if row is None else row.set_id.hex(),
    )
    return page, status
