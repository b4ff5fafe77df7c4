"""Taking a report down for somebody without a phone: the form, her card, and nothing after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from crypto.errors import Expired, NotACode, TooLarge
from crypto.receipts import Code
from crypto.wordlists import LISTS
from reporting.casework.errors import CodeUsed
from reporting.casework.second import NoSecond, Second, second_of
from reporting.casework.taking import Taken, handed_over, print_card, take
from reporting.casework.typesetting import Paper
from reporting.domain.errors import Problem
from reporting.domain.form import read_form
from reporting.domain.report import Draft
from reporting.domain.report_needs import danger_now, urgent_care_applies
from reporting.review import asking, pages
from reporting.review.access import needs
from reporting.review.asking import NOTHING_TYPED, Answered
from reporting.review.downloads import pdf_response
from reporting.review.refusals import refuse_with_pages
from reporting.review.services import desk, engine, now, services
from reporting.sealed.telling import telling_of
from reporting.store.errors import StoreError
from reporting.web.formpage import (
    ADD,
    DO,
    EMPTY,
    is_unsent,
    nonce_of_form,
    with_one_more,
)
from reporting.web.i18n import current_language, lazy_gettext
from reporting.web.limits import BoundedRequest, answers_troubles
from reporting.web.logs import describe_error

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reporting.casework.typesetting import Language

blueprint = Blueprint("taking", __name__)
refuse_with_pages(blueprint)

PAPERS = {"letter": lazy_gettext("Letter"), "a4": lazy_gettext("A4")}
CARD_NAME = "card.pdf"

KEPT = lazy_gettext("Everything you typed is still here.")
MESSAGES = {
    "again": (lazy_gettext("Not sent yet"), HTTPStatus.OK),
    "trouble": (
        lazy_gettext("Not all of it arrived, so it was not saved. Look it over and send again."),
        HTTPStatus.BAD_REQUEST,
    ),
    "store": (
        lazy_gettext("It was not saved. Try again in a minute; it will not be sent twice."),
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
    "too_large": (
        lazy_gettext("It is too long, so it was not saved. Send a part and the rest after."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ),
    "expired": (
        lazy_gettext("The list of people and keys has expired: a coordinator has to sign in."),
        HTTPStatus.CONFLICT,
    ),
    "broken": (
        lazy_gettext("Something went wrong on our side. Send again; it will not be sent twice."),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    ),
}
_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (Expired, "expired"),
    (TooLarge, "too_large"),
    (StoreError, "store"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """One showing of the form; `message` names one of `MESSAGES`, `problems` are of the asking."""

    nonce: bytes
    draft: Draft = EMPTY
    typed: Answered = NOTHING_TYPED
    problems: tuple[Problem, ...] = ()
    message: str = ""
    opened: frozenset[str] = frozenset()


@blueprint.get("/report")
@needs("advocate", "outreach")
def form() -> ResponseReturnValue:
    """Show the form, with what to say first."""
    return _show(Page(nonce_of_form()))


@blueprint.post("/report")
@needs("advocate", "outreach")
@answers_troubles
def post() -> ResponseReturnValue:
    """Seal and store the report, or show the form again with everything that was typed."""
    draft = read_form(request.form.to_dict(flat=False), today=desk().today)
    page = Page(nonce_of_form(), draft, asking.answered())
    if isinstance(request, BoundedRequest) and request.troubles:
        return _show(replace(page, message="trouble", draft=replace(draft, problems=())))
    action = request.form.get(DO, "")
    if is_unsent(action):
        return _show(_grown(page, action))
    return _send(page)


@blueprint.post("/report/card")
@needs("advocate", "outreach")
def card() -> ResponseReturnValue:
    """Print the card of a code that is on the screen; it is not looked up anywhere."""
    code = _shown_code()
    if code is None:
        return pages.stale()
    asked = request.form.get("paper")
    paper: Paper = cast("Paper", asked) if asked in PAPERS else "letter"
    language = cast("Language", current_language())
    return pdf_response(print_card(desk().settings, code, paper, language), CARD_NAME)


@blueprint.post("/report/handed-over")
@needs("advocate", "outreach")
def done() -> Response:
    """Forget the code: the form that made it shows it no more."""
    code = _shown_code()
    if code is None:
        return pages.stale()
    handed_over(engine(), desk(), code)
    return cast("Response", redirect(url_for("taking.form", done="yes"), HTTPStatus.SEE_OTHER))


def _grown(page: Page, action: str) -> Page:
    """Return the page as a button that does not send leaves it; nobody is told off for a gap."""
    draft = replace(page.draft, problems=())
    group = ADD.get(action)
    if group is None:
        return replace(page, draft=draft, message="again" if action == "again" else "")
    return replace(page, draft=with_one_more(draft, group), opened=frozenset({group}))


def _send(page: Page) -> ResponseReturnValue:
    read = asking.read(page.typed)
    if page.draft.problems or read.hearing is None:
        return _show(replace(page, problems=read.problems))
    telling = telling_of(page.draft, desk().settings, current_language())
    try:
        second = _second(page.typed)
        taken = take(engine(), desk(), telling, read.hearing, page.nonce, read.card, second)
    except NoSecond as refused:
        problem = Problem(
            "second_handle",
            asking.NO_SECOND[refused.reason],
            params={"count": refused.seconds},
        )
        return _show(replace(page, problems=(problem,)))
    except CodeUsed:
        return _show(replace(page, problems=(Problem("code", asking.USED),)))
    except Exception as error:  # noqa: BLE001 - whatever it is, her words come back
        return _show(replace(page, message=_failure(error)))
    return _taken(taken, page.draft, from_card=read.card is not None)


def _second(typed: Answered) -> Second | None:
    """Have the second person prove who she is, where one is named. Raises NoSecond."""
    attempt = asking.second_attempt(typed)
    if attempt is None:
        return None
    house = services()
    return second_of(engine(), house.config.pins, desk(), attempt, now(), house.argon2)


def _failure(error: Exception) -> str:
    found = next((name for kind, name in _FAILURES if isinstance(error, kind)), "broken")
    if found in {"store", "broken"}:
        current_app.logger.error("not stored: %s", describe_error(error))
    return found


def _show(page: Page) -> ResponseReturnValue:
    settings = desk().settings
    text, status = MESSAGES.get(page.message, ("", HTTPStatus.OK))
    parts = asking.aloud(page.draft, settings, page.opened | {"choices"})
    parts["problems"] = (*parts["problems"], *page.problems)
    html = render_template(
        "review/taking.html",
        page=page,
        message=str(text),
        kept=KEPT if page.message else "",
        done=request.args.get("done") == "yes",
        hows=asking.HOW,
        by_two=settings.witnessed_police,
        first_words=_first_words(),
        numbers=_numbers(),
        **parts,
    )
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if parts["problems"] else status


def _first_words() -> list[str]:
    """Return what is said before anything is written down."""
    settings, language = desk().settings, current_language()
    texts = (settings.who_reads, settings.legal_limits, settings.under_19)
    return [text.of(language) for text in texts]


def _numbers() -> list[tuple[str, str]]:
    language = current_language()
    return [(one.label.of(language), one.phone) for one in desk().settings.help_numbers]


def _taken(taken: Taken, draft: Draft, *, from_card: bool) -> ResponseReturnValue:
    settings, language = desk().settings, current_language()
    care = urgent_care_applies(draft.account, desk().today)
    shown: dict[str, Any] = {"words": "", "digits": ""}
    if not from_card and not taken.kept:
        shown["words"] = " ".join(taken.code.words(language)) if language in LISTS else ""
        shown["digits"] = " ".join(taken.code.digits())
    return render_template(
        "review/taken.html",
        **shown,
        taken=taken,
        from_card=from_card,
        papers=PAPERS,
        address=settings.report_address,
        care=settings.care_deadlines.of(language).splitlines() if care else [],
        danger=danger_now(draft.account),
        numbers=_numbers(),
        reads=desk().is_a("advocate"),
    )


def _shown_code() -> Code | None:
    try:
        return Code.parse(request.form.get("code", ""))
    except NotACode:
        return None
