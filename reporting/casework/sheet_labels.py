"""The fixed words of a sheet, in one place; every one goes through the catalogues."""

from collections.abc import Callable, Mapping

from reporting.casework.typesetting import Words
from reporting.domain.labels import N_

# (language, msgid) -> the text in that language.
Translate = Callable[[str, str], str]

LANGUAGES = ("en", "fr")


SHEET_LABELS: Mapping[str, str] = {
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
    "recalled": N_("Taken back since the last sheet, cross out:"),
    "no_entries": N_("Nothing to warn about in this time and area."),
    "vehicle": N_("Vehicle"),
    "person": N_("Person"),
    "get_help": N_("Where to get help"),
    "fingerprint": N_("Key of the organisation"),
    "audit_head": N_("Record"),
}


def said(translate: Translate, msgid: str) -> Words:
    """One msgid in every language."""
    return {language: translate(language, msgid) for language in LANGUAGES}


def sheet_labels(translate: Translate) -> Mapping[str, Words]:
    """Every fixed text of a sheet, by name."""
    return {name: said(translate, msgid) for name, msgid in SHEET_LABELS.items()}
