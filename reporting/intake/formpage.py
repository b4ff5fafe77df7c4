"""The form as a page of intake: what is said on top of the questions of `web.formpage`."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import render_template

from reporting.domain.report import Draft
from reporting.intake.attachments import RefusedFile
from reporting.intake.messages import MESSAGES
from reporting.intake.services import services
from reporting.web.formpage import EMPTY, form_parts

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reporting.intake.verified import Verified


@dataclass(frozen=True, slots=True)
class FormPage:
    """What one showing of the form says.

    `message` names what happened, on top (`messages.MESSAGES`); its status is the page's.
    `opened` names sections to unfold besides those with problems or answers. `state` is the hidden
    field of an addition; `ask_code` shows a box for the code, when there is none. `refused` are
    the files that were not taken; `files_again` says that files came and have to be chosen again,
    `files_note` is what she wrote about them.
    """

    nonce: bytes
    draft: Draft = EMPTY
    addition: bool = False
    message: str = ""
    opened: frozenset[str] = frozenset()
    state: str = ""
    ask_code: bool = False
    refused: tuple[RefusedFile, ...] = ()
    files_again: bool = False
    files_note: str = ""


def show(page: FormPage, seen: Verified) -> ResponseReturnValue:
    """Answer with the form: its status says what was wrong, if anything."""
    message = MESSAGES.get(page.message)
    mistakes = HTTPStatus.UNPROCESSABLE_ENTITY if page.draft.problems else HTTPStatus.OK
    return render(page, seen), message.status if message else mistakes


def render(page: FormPage, seen: Verified) -> str:
    """Render the form, with everything that was typed."""
    return render_template(
        "intake/report.html",
        page=page,
        seen=seen,
        message=MESSAGES.get(page.message),
        https=services().config.https,
        **form_parts(page.draft, seen.settings, addition=page.addition, opened=page.opened),
    )
