"""Pages that say why something does not leave the house, what was kept, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, make_response, render_template, request, url_for

from crypto.errors import Expired, TooLarge
from reporting.casework.errors import (
    AskFirst,
    CannotPrint,
    Damaged,
    DeletionPending,
    Excluded,
    NobodyElse,
    NotAsSigned,
    NotCovered,
    NotFiledYet,
    NothingToSay,
    NotThere,
    NotVerified,
    OwnDraft,
)
from reporting.domain.errors import ConsentMissing
from reporting.domain.views import EXCLUSION_LABELS, Exclusion, PoliceRecipientRefused
from reporting.review.services import desk
from reporting.sealed.errors import StatementRefused
from reporting.store.errors import Conflict, NotFound
from reporting.web.i18n import current_language, format_day, gettext, lazy_gettext

if TYPE_CHECKING:
    from flask import Blueprint

_KEPT = lazy_gettext("Nothing left the house. What you wrote is kept.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page: status, heading, what happened, what to do, and numbers to call where they help."""

    status: int
    heading: str
    happened: str
    steps: tuple[str, ...] = ()
    numbers: bool = False


def answer(error: Exception) -> Response:
    """Answer with the page of an error."""
    page = next(make(error) for kind, make in _PAGES.items() if isinstance(error, kind))
    ref = (request.view_args or {}).get("ref", "")
    language = current_language()
    numbers = [(one.label.of(language), one.phone) for one in desk().settings.help_numbers]
    back = url_for("cases.case", ref=ref) if ref else url_for("bulletins.listing")
    text = render_template("review/refused.html", page=page, numbers=numbers, back=back)
    return make_response(text, page.status)


def refuse_with_pages(blueprint: Blueprint) -> None:
    """Have a room answer every refusal with its page."""
    for kind in _PAGES:
        blueprint.register_error_handler(kind, answer)


def _consent(error: Any) -> Refusal:  # noqa: ANN401 - of the kind that the table says
    if error.name == "consent_bulletin":
        return Refusal(
            403,
            gettext("She has not said yes to a bulletin"),
            gettext("Without her yes nothing is written or published. Nothing left the house."),
            _how_to_say_yes(),
        )
    if error.reason == "no force":
        return Refusal(
            403,
            gettext("There is no force that this may go to"),
            gettext("No package was made; this is recorded."),
            (
                gettext("She left out, or named, a force that is not on the list."),
                gettext("A coordinator can add forces in the settings."),
            ),
        )
    if error.reason == "only witnessed":
        return Refusal(
            403,
            gettext("Her yes was heard by staff, not signed by her code"),
            gettext("For police that is not enough here. No package was made; this is recorded."),
            (
                *_how_to_say_yes(),
                gettext("Staff saw the code that she has: she takes a new one on her page first."),
                gettext(
                    "What two of you heard and signed counts from the next day, if a coordinator "
                    "has switched that on."
                ),
            ),
        )
    return Refusal(
        403,
        gettext("She has not said yes to police"),
        gettext("No package was made. That somebody asked for one is recorded."),
        _how_to_say_yes(),
    )


def _how_to_say_yes() -> tuple[str, ...]:
    return (
        gettext("She can say yes herself, with her code, where she comes back to her report."),
        gettext("If she changed it later, it counts after %(days)s days.", days=_wait()),
        gettext("Support goes on whatever she says. Do not ask twice."),
    )


def _wait() -> int:
    return desk().settings.widening_days


def _ask_first(_: Any) -> Refusal:  # noqa: ANN401 - see above
    return Refusal(
        403,
        gettext("She has not said yes to these words"),
        gettext("The draft is kept, but it cannot be submitted until she says yes to these words."),
        (
            gettext(
                "On the page of the draft you can show her the words: she answers with her code."
            ),
            gettext(
                "Changed words need a new yes. If she does not answer in time, her choice counts."
            ),
        ),
    )


def _deletion(error: Any) -> Refusal:  # noqa: ANN401 - see above
    return Refusal(
        403,
        gettext("This report is to be deleted on %(day)s", day=format_day(error.due)),
        gettext("Until then nothing new is published or forwarded. What you wrote is kept."),
        (
            gettext(
                "If she says that it should stay, stop the deletion on the page of the report."
            ),
            gettext("Support goes on whatever she says. Do not ask twice."),
        ),
    )


def _police(_: Any) -> Refusal:  # noqa: ANN401 - see above
    return Refusal(
        403,
        gettext("This report is about police: it does not go to police"),
        gettext("No package was made; this is recorded."),
        (
            gettext(
                "There is civilian oversight: a body outside the force that takes complaints "
                "about officers, in many places also from a third party and without a name."
            ),
            gettext("Offer to look for it together, and to go with her. It is hers to decide."),
        ),
        numbers=True,
    )


def _excluded(error: Any) -> Refusal:  # noqa: ANN401 - see above
    if Exclusion.POLICE_OFFENDER in error.standing:
        return _police(error)
    reasons = tuple(gettext(EXCLUSION_LABELS[Exclusion(one)]) for one in error.standing)
    return Refusal(
        403,
        gettext("This is not the way for it"),
        gettext("No package was made; this is recorded."),
        (*reasons, gettext("Was an answer wrong? Go back and change it.")),
        numbers=True,
    )


def _plain(status: int, heading: Any, happened: Any, *steps: Any) -> Callable[[Any], Refusal]:  # noqa: ANN401 - lazy texts
    def make(_: Any) -> Refusal:  # noqa: ANN401 - see above
        return Refusal(status, str(heading), str(happened), tuple(str(one) for one in steps))

    return make


_PAGES: Mapping[type[Exception], Callable[[Any], Refusal]] = {
    ConsentMissing: _consent,
    AskFirst: _ask_first,
    DeletionPending: _deletion,
    NotCovered: _plain(
        403,
        lazy_gettext("Some of this she sent after her yes"),
        lazy_gettext("The draft is kept, but it cannot be submitted until she says yes to it."),
        lazy_gettext("Leave out what she added later: it is not ticked when a draft begins."),
        lazy_gettext("Or show her the words, on the page of the draft: she answers with her code."),
    ),
    PoliceRecipientRefused: _police,
    Excluded: _excluded,
    StatementRefused: _plain(
        403,
        lazy_gettext("Her consent cannot be verified"),
        lazy_gettext("A statement is missing, was changed, or is older than one seen before."),
        lazy_gettext("Treat everything as no, and tell a coordinator today."),
    ),
    Damaged: _plain(
        403,
        lazy_gettext("Part of this cannot be opened"),
        lazy_gettext("It was changed, put back from earlier, or sealed before you had keys."),
        lazy_gettext("Ask another advocate to look, and tell a coordinator today."),
    ),
    NotVerified: _plain(
        403,
        lazy_gettext("The keys of this report were changed"),
        lazy_gettext("Nothing is sealed to them and nothing was published."),
        lazy_gettext("Tell a coordinator today."),
    ),
    OwnDraft: _plain(
        403,
        lazy_gettext("Somebody else has to look at this"),
        lazy_gettext("You signed this draft as its author. A second person approves it."),
        lazy_gettext("Ask a colleague; the draft waits on the page of bulletins."),
    ),
    NotAsSigned: _plain(
        409,
        lazy_gettext("This is not what the author signed"),
        lazy_gettext("The words, the number or the signature changed after she signed."),
        lazy_gettext("Send it back, have her look and submit it again."),
        lazy_gettext("If nobody changed anything, tell a coordinator: the database may have been."),
    ),
    NobodyElse: _plain(
        403,
        lazy_gettext("There is nobody to be the second person yet"),
        lazy_gettext("A bulletin needs two people: one writes, another approves. It is kept."),
        lazy_gettext("A coordinator can add a second advocate, also from a partner group."),
    ),
    NothingToSay: _plain(
        400,
        lazy_gettext("There is nothing in this bulletin yet"),
        _KEPT,
        lazy_gettext("Tick at least one field, or write a sentence."),
    ),
    NotThere: _plain(
        409,
        lazy_gettext("Somebody was here before you"),
        lazy_gettext("It is no longer in the state that you saw. Nothing was changed."),
        lazy_gettext("Look at it as it is now."),
    ),
    NotFiledYet: _plain(
        409,
        lazy_gettext("Something from her has just come in"),
        lazy_gettext("It is not on file yet, and may change her yes. Nothing left the house."),
        lazy_gettext("Open the page of cases, which files what waits; then look at it again."),
    ),
    Conflict: _plain(
        409,
        lazy_gettext("Somebody else changed this meanwhile"),
        lazy_gettext("Nothing was changed by you."),
        lazy_gettext("Look at it as it is now, and repeat the step if it still makes sense."),
    ),
    Expired: _plain(
        403,
        lazy_gettext("The list of people is past its day"),
        lazy_gettext("Until it is renewed nothing is sealed, published or forwarded."),
        lazy_gettext("A coordinator renews it by signing in."),
    ),
    TooLarge: _plain(
        413,
        lazy_gettext("This bulletin is too long"),
        lazy_gettext("It was not saved. Go back, leave some out, and save again."),
    ),
    CannotPrint: _plain(
        500,
        lazy_gettext("This could not be printed"),
        lazy_gettext("It is recorded as made, but the file was not set."),
        lazy_gettext("Try again; if it stays like this, tell whoever looks after the machine."),
    ),
    NotFound: _plain(
        404,
        lazy_gettext("There is no such page"),
        lazy_gettext("It was removed, or it never was, or it is not open to you."),
    ),
}
