"""The fixed words of everything printed, in one place; every one goes through the catalogues."""

from collections.abc import Callable, Mapping
from typing import Literal

from reporting.casework.typesetting import Words
from reporting.domain.labels import N_

Document = Literal["sheet", "police", "card", "form"]

# (language, msgid) -> the text in that language.
Translate = Callable[[str, str], str]

LANGUAGES = ("en", "fr")

_SHEET: Mapping[str, str] = {
    "sheet": N_("Sheet"),
    "copy": N_("Copy"),
    "page": N_("Page"),
    "number": N_("No."),
    "issued": N_("Issued"),
    "destroy_after": N_("Destroy after"),
    "do_not_photograph": N_("Do not photograph. Do not post where the public can see."),
    "how_to_report": N_("To report"),
    "scan": N_("Scan to open"),
    "or_call": N_("or call"),
    "tell_us": N_("Or tell the person who gave you this sheet. No name needed."),
    "not_proven": N_("Reports are from workers and are not proven."),
    "unknown_sign": N_("In a plate, “?” is a letter or digit that nobody is sure of."),
    "recalled": N_("Taken back, cross out on older sheets:"),
    "no_entries": N_("Nothing to warn about in this time and area."),
    "vehicle": N_("Vehicle"),
    "person": N_("Person"),
    "get_help": N_("Where to get help"),
    "fingerprint": N_("Key of the organisation"),
    "audit_head": N_("Record"),
}

_POLICE: Mapping[str, str] = {
    "page": N_("Page"),
    "title_report": N_("Third-party report"),
    "title_information": N_("Information about a person"),
    "what_this_is": N_(
        "We are a support agency. We pass this on for somebody who wants police to know what "
        "happened and who stays unnamed. It is not an official form."
    ),
    "to": N_("Addressed to"),
    "prepared": N_("Prepared"),
    "our_number": N_("Our file number"),
    "offence": N_("What happened"),
    "happened": N_("When"),
    "place": N_("Where"),
    "jurisdiction": N_("Jurisdiction"),
    "harmed_person": N_("The person harmed"),
    "adult": N_("Adult."),
    "age_not_said": N_("Age not given."),
    "consent_signed": N_("Agreed to this report on"),
    "consent_witnessed": N_("Agreed to this report, spoken before our staff, on"),
    "reach_us": N_("To reach us"),
    "somebody_answers": N_("Somebody answers"),
    "do_not_identify": N_("Please do not try to identify the person."),
    "do_not_identify_why": N_(
        "They spoke on that condition. Support, and any later report in their own name, "
        "depends on it."
    ),
    "questions_yes": N_(
        "Questions: put them to us, quoting our file number. We ask the person, who may answer, "
        "call you, or decline."
    ),
    "questions_no": N_("Questions: the person has not agreed to be asked any."),
    "unproven": N_("This is what we were told. We have not investigated it."),
    "reply_slip": N_("Reply slip"),
    "reply_to": N_("Please fill in and return to"),
    "your_number": N_("Your file number"),
    "your_name": N_("Name and badge number"),
    "your_unit": N_("Unit and telephone"),
    "reply_day": N_("Date"),
    "reply_recorded": N_("Recorded"),
    "reply_known": N_("Matches something we have"),
    "reply_question": N_("We have a question (attach it)"),
    "account": N_("The account"),
    "their_voice": N_("Answers are in the voice of the person who told us."),
}

_CARD: Mapping[str, str] = {
    "your_code": N_("Your code"),
    "either": N_("Words or digits, either will do."),
    "come_back": N_("To come back"),
    "change": N_("Change your code when you first come back: then nobody else has it."),
    "keep": N_("Keep it where nobody else looks. We cannot find it again for you."),
}

_FORM: Mapping[str, str] = {
    "answer": N_("Answer only what you want. You need no name. Tick or write; both sides."),
    "first": N_("Before you write"),
    "danger": N_("In danger now? Call."),
    "this_code": N_("Code of this paper"),
    "turn": N_("Please turn over"),
    "choose": N_("Choose as many as you like."),
    "other_area": N_("Or in your own words"),
    "may_we": N_("What we may do with it"),
    "show_first": N_("If you want to see the words first: come back with your code."),
    "not_on_paper": N_(
        "Police and other groups are not asked about on paper. If you want that, come back with "
        "your code or ask us."
    ),
    "reach": N_("If you want to hear from us"),
    "any_name": N_("Any name"),
    "how_reach": N_("How, and when is it safe?"),
    "say_we_are": N_("Who should we say is calling?"),
    "fold": N_("Fold it and hand it over. Nobody else reads it on the way."),
    "staff": N_("For staff"),
    "custody": N_(
        "Into the locked bag at once. Type it in the next day, with the code of this paper, in the "
        "language of this paper. Then shred it. Never copy or photograph it."
    ),
    "wording": N_("Wording"),
    "tear": N_("Tear off here and keep this part"),
    "your_code": N_("Your code"),
    "works": N_("Works from tomorrow."),
    "either": N_("Words or digits, either will do."),
    "keep": N_("Keep it where nobody else looks. We cannot find it again for you."),
    "change": N_("Change your code when you first come back: then nobody else has it."),
    "come_back": N_("To come back"),
}

_DOCUMENTS: Mapping[Document, Mapping[str, str]] = {
    "sheet": _SHEET,
    "police": _POLICE,
    "card": _CARD,
    "form": _FORM,
}


def said(translate: Translate, msgid: str) -> Words:
    """Give one msgid in every language."""
    return {language: translate(language, msgid) for language in LANGUAGES}


def print_labels(document: Document, translate: Translate) -> Mapping[str, Words]:
    """Give every fixed text of one kind of document, by name."""
    return {name: said(translate, msgid) for name, msgid in _DOCUMENTS[document].items()}
