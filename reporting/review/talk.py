"""The conversation with a worker, and what she was told, as the page of her case shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reporting.casework import canned
from reporting.casework.cases import CaseFile
from reporting.casework.conversation import Line, conversation_of
from reporting.domain.bulletin import LANGUAGES
from reporting.review.services import desk, engine
from reporting.sealed.messages import LONGEST_MESSAGE
from reporting.store.engine import reading
from reporting.store.returning import deletions_of
from reporting.web.i18n import current_language, lazy_gettext

if TYPE_CHECKING:
    from reporting.sealed.events import Event

SAID = {
    "message": lazy_gettext("We wrote"),
    "question": lazy_gettext("A question from police, passed on by us"),
    "answer": lazy_gettext("She wrote"),
    "approve": lazy_gettext("She approved the words of a bulletin"),
    "correct": lazy_gettext("She wants other words in a bulletin"),
    "refuse": lazy_gettext("She does not want a bulletin with these words"),
    "ask all": lazy_gettext("Somebody with her code asked that the whole report be deleted"),
    "ask contact": lazy_gettext("Somebody with her code asked that her contact be deleted"),
    "stop all": lazy_gettext("Somebody with her code stopped the deletion"),
    "stop contact": lazy_gettext("Somebody with her code stopped the deletion of her contact"),
}
"""Of a line of the conversation, by its kind."""

DID = {
    "compared": lazy_gettext("It was compared with other reports."),
    "bulletin": lazy_gettext("It is in bulletin %(detail)s."),
    "corrected": lazy_gettext("Bulletin %(detail)s was corrected."),
    "recalled": lazy_gettext("Bulletin %(detail)s was recalled."),
    "sheet": lazy_gettext("It is on printed sheet %(detail)s."),
    "forwarded": lazy_gettext("It was passed on to %(detail)s."),
    "file_number": lazy_gettext("Police gave it the file number %(detail)s."),
    "question": lazy_gettext("Police asked a question through us."),
    "narrowed": lazy_gettext("Something was taken back on somebody's word."),
    "deletion_stopped": lazy_gettext("A deletion was stopped on somebody's word."),
}
"""What she was told that was done, by event."""

LANGUAGE_NAMES = {"en": lazy_gettext("English"), "fr": lazy_gettext("French")}


@dataclass(frozen=True, slots=True)
class Due:
    """A deletion that waits: of everything or of the contact alone, and its day."""

    whole: bool
    due: date


def of_case(found: CaseFile) -> Mapping[str, object]:
    """Return what the conversation part of a case's page shows."""
    with reading(engine()) as session:
        ready = canned.read_all(session, desk())
        due = deletions_of(session, found.report)
    conversation = conversation_of(found.opened)
    language = found.card.language if found.card else ""
    return {
        "talk": conversation,
        "heading_of": heading_of,
        "told_events": [(event.day, event_text(event)) for event in found.opened.events],
        "canned": ready,
        "message": "",
        "message_problem": "",
        "message_language": language if language in LANGUAGES else LANGUAGES[0],
        "message_languages": {tag: LANGUAGE_NAMES[tag] for tag in LANGUAGES},
        "longest_message": LONGEST_MESSAGE,
        "may_ask": found.consent is not None and found.consent.allows("consent_police_questions"),
        "deletions": [Due(one.scope == "all", one.due) for one in due],
    }


def heading_of(line: Line) -> str:
    """Say who said a line, or did what it stands for."""
    return str(SAID[line.kind])


def event_text(event: Event) -> str:
    """Say what she was told."""
    detail = event.detail
    if event.event == "forwarded":
        language = current_language()
        forces = desk().settings.police_forces
        detail = next((f.label.of(language) for f in forces if f.slug == detail), detail)
    return str(DID[event.event]) % {"detail": detail}
