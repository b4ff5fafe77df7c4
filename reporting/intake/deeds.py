"""What the buttons of an opened report do, by the form alone. Knows no Flask.

Each deed returns the name of what the page says on top; what it raises is answered by the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.errors import TooLarge
from reporting.domain.errors import Invalid, Problem
from reporting.intake import conversation, deletions, wordings
from reporting.intake.consent_rows import removals
from reporting.intake.widening import gives_on
from reporting.sealed.messages import LONGEST_MESSAGE, Answer

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from reporting.intake.mailbox import Opened
    from reporting.intake.withdrawal import Visit

CONSENT = "consent"
TICKED = "take_back"
AGREED = "agree"
TEXT = "answer_text"
STOP = "stop_replies"
SCOPE = "scope"
KEPT = (TICKED, AGREED, TEXT, STOP, SCOPE)
"""Fields that come back when something went wrong, besides the comments on wordings."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One press of a button: the form, the page's language and its secret nonce."""

    form: MultiDict[str, str]
    language: str
    nonce: bytes

    @property
    def deed(self) -> str:
        """The name of the deed, without what it is about."""
        return self.form.get("do", "").partition(" ")[0]

    @property
    def about(self) -> str:
        """What the deed is about: the name of a wording."""
        return self.form.get("do", "").partition(" ")[2]


def kept_fields(form: MultiDict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what was typed and ticked, so that no failure loses it."""
    return tuple(
        (name, value)
        for name, value in form.items(multi=True)
        if value and (name in KEPT or name.startswith(wordings.COMMENT))
    )


def do(visit: Visit, opened: Opened, asked: Asked) -> str:
    """Do what was asked; "" when it is nothing but looking. Raises what the deeds raise.

    An Invalid whose problem names a field of the page (`is_on_page`) is for the person who typed.
    """
    deed = DEEDS.get(asked.deed)
    return deed(visit, opened, asked) if deed is not None else ""


def is_on_page(problem: Problem) -> bool:
    """Tell whether a problem is one with a field of the page, not a form that was made up."""
    return problem.field in {TEXT, SCOPE, "wording"} or problem.field.startswith(wordings.COMMENT)


def _consent(visit: Visit, _opened: Opened, asked: Asked) -> str:
    removed = removals(asked.form.getlist(TICKED))
    agreed = frozenset(name for name in asked.form.getlist(AGREED) if name)
    if not removed and not agreed:
        return "nothing"
    visit.change(removed, agreed)
    return "saved" if removed else "agreed"


def _restate(visit: Visit, opened: Opened, _asked: Asked) -> str:
    if opened.statements and not gives_on(opened, visit.seen.settings):
        return "nothing"
    visit.restate()
    return "restated"


def _answer(visit: Visit, opened: Opened, asked: Asked) -> str:
    text, stops = asked.form.get(TEXT, ""), STOP in asked.form
    typed = Answer(opened.report, visit.seen.today, asked.language, text, stops)
    try:
        conversation.say(visit, opened, typed, asked.nonce)
    except TooLarge as error:
        problem = Problem(TEXT, conversation.TOO_LONG, params={"count": LONGEST_MESSAGE // 3})
        raise Invalid([problem]) from error
    return "sent"


def _verdict(visit: Visit, opened: Opened, asked: Asked) -> str:
    comment = asked.form.get(wordings.COMMENT + asked.about, "")
    wordings.reply(visit, opened, (asked.deed, asked.about, comment), asked.nonce)
    return "answered"


def _delete(visit: Visit, opened: Opened, asked: Asked) -> str:
    deletions.ask(visit, opened, asked.form.get(SCOPE, ""), asked.nonce)
    return "deleting"


def _keep(visit: Visit, opened: Opened, asked: Asked) -> str:
    deletions.stop(visit, opened, asked.nonce)
    return "deletion stopped"


DEEDS: Mapping[str, Callable[[Visit, Opened, Asked], str]] = {
    CONSENT: _consent,
    "restate": _restate,
    "answer": _answer,
    "approve": _verdict,
    "correct": _verdict,
    "refuse": _verdict,
    "delete": _delete,
    "keep": _keep,
}
