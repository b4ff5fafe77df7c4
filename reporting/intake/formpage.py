"""The form as a page: its sections, which of them stand open, and what is said on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import render_template, request

from crypto.receipts import NONCE_BYTES
from crypto.suite import random_bytes
from reporting.domain.catalogue import (
    FIELDS,
    HARMS_FIRST,
    MAX_REPEATS,
    PARTS,
    Field,
    Option,
    fields_of,
)
from reporting.domain.consent import Choices
from reporting.domain.consent_choices import PERMISSIONS
from reporting.domain.consent_wording import offered, wording
from reporting.domain.report import Account, Contact, Draft
from reporting.intake.attachments import RefusedFile
from reporting.intake.messages import MESSAGES
from reporting.intake.services import services
from reporting.web.i18n import current_language, gettext

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reporting.domain.errors import Problem
    from reporting.domain.settings import PublicSettings
    from reporting.intake.verified import Verified

EMPTY = Draft(Account(), Contact(), Choices(), ())
NONCE_FIELD = "nonce"


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


@dataclass(frozen=True, slots=True)
class Section:
    """A collapsed part of the form. `repeats` is 0 where nothing repeats."""

    slug: str
    label: str
    opened: bool
    fields: tuple[Field, ...] = ()
    group: str = ""
    repeats: int = 0
    more: bool = False


def nonce_of_form() -> bytes:
    """Return the nonce that the posted form carries, or a fresh one."""
    try:
        nonce = bytes.fromhex(request.form.get(NONCE_FIELD, ""))
    except ValueError:
        nonce = b""
    return nonce if len(nonce) == NONCE_BYTES else random_bytes(NONCE_BYTES)


def show(page: FormPage, seen: Verified) -> ResponseReturnValue:
    """Answer with the form: its status says what was wrong, if anything."""
    message = MESSAGES.get(page.message)
    mistakes = HTTPStatus.UNPROCESSABLE_ENTITY if page.draft.problems else HTTPStatus.OK
    return render(page, seen), message.status if message else mistakes


def render(page: FormPage, seen: Verified) -> str:
    """Render the form, with everything that was typed."""
    language = current_language()
    asked = offered(language, seen.settings.reviewed_languages)
    draft = replace(page.draft, problems=_placed(page, seen.settings, asked))
    page = replace(page, draft=draft)
    return render_template(
        "intake/report.html",
        page=page,
        seen=seen,
        message=MESSAGES.get(page.message),
        problems=draft.problems,
        values=draft.typed,
        labels={name: known.label for name, known in FIELDS.items()},
        sections=_sections(page, seen.settings),
        first=_first_screen(page, seen.settings),
        harms_first=HARMS_FIRST,
        options_of=lambda known: options_of(known, seen.settings),
        asked=asked,
        wording=wording(language),
        signed=_signed(seen.settings),
        https=services().config.https,
    )


def options_of(known: Field, settings: PublicSettings) -> tuple[Option, ...]:
    """Return the options of an organisation's list with "I don't know", labels translated."""
    own = settings.listed(known.list_name, current_language())
    return (*own, *(Option(o.value, gettext(o.label)) for o in known.options))


def _is_asked(known: Field, settings: PublicSettings) -> bool:
    """Say whether there is anything to choose: a list that the organisation has not filled is not.

    An area can always be written.
    """
    empty = known.list_name and not settings.listed(known.list_name, "en")
    return known.name == "area" or not empty


def _first_screen(page: FormPage, settings: PublicSettings) -> Mapping[str, Field]:
    """Return the questions of the first screen by name."""
    text = wording(current_language()).more["consent_bulletin"]
    first = {n: f for n, f in FIELDS.items() if f.first_screen and _is_asked(f, settings)}
    # The words she says yes to stand beside this question, too.
    first["warn_others"] = replace(first["warn_others"], help=text)
    if page.addition:
        del first["warn_others"]
    return first


def _signed(settings: PublicSettings) -> Mapping[str, Field]:
    """Return the questions of consent, in the words that are signed where they have any."""
    words = wording(current_language())
    return {
        f.name: replace(
            f, label=words.yes.get(f.name, f.label), help=words.more.get(f.name, f.help)
        )
        for f in fields_of("choices")
        if _is_asked(f, settings)
    }


def _sections(page: FormPage, settings: PublicSettings) -> list[Section]:
    """Return the collapsed sections in the order of the catalogue."""
    troubled = {problem.field for problem in page.draft.problems}
    typed = {name.partition("-")[0] for name, values in page.draft.typed.items() if any(values)}
    sections = []
    for part in PARTS:
        if page.addition and part.slug == "choices":
            continue
        asked = [f for f in fields_of(part.slug) if not f.first_screen and _is_asked(f, settings)]
        group = next((f.group for f in asked if f.group), "")
        repeats = max(page.draft.repeats.get(group, 1), 1) if group else 0
        names = {known.name for known in asked}
        if part.slug == "when":
            names |= {f"happened_on_{part}" for part in ("day", "month", "year", "unsure")}
        opened = part.slug in page.opened or bool(names & (troubled | typed))
        sections.append(
            Section(
                slug=part.slug,
                label=part.label,
                opened=opened,
                fields=tuple(asked),
                group=group,
                repeats=repeats,
                more=0 < repeats < MAX_REPEATS,
            )
        )
    return sections


def _placed(page: FormPage, settings: PublicSettings, asked: frozenset[str]) -> tuple[Problem, ...]:
    """Put each problem at a control that is on the page; one without any is the whole form's."""
    return tuple(_place(problem, page, settings, asked) for problem in page.draft.problems)


def _place(
    problem: Problem, page: FormPage, settings: PublicSettings, asked: frozenset[str]
) -> Problem:
    known = FIELDS.get(problem.field)
    if known is None:
        return replace(problem, field="")
    if known.beside:
        return replace(problem, field=known.beside)
    shown = _is_asked(known, settings) and not (page.addition and known.compartment == "consent")
    permission = "consent_police_report" if known.name.startswith("police_") else known.name
    if permission in PERMISSIONS and permission not in asked:
        shown = False
    if problem.instance > max(page.draft.repeats.get(known.group, 1), 1):
        shown = False
    return problem if shown else replace(problem, field="", instance=1)
