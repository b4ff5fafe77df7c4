"""What a worker allows, in the few words that fit a list and the sentence that fits her page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reporting.casework.cases import CaseFile
from reporting.domain.consent import (
    PERMISSIONS,
    POLICE_PARTS,
    PUBLISH_UNANSWERED,
    PUBLISH_UNASKED,
    Consent,
)
from reporting.domain.settings import PublicSettings
from reporting.review.answers import name_of
from reporting.web.i18n import gettext, lazy_gettext

SHORT = {
    "consent_bulletin": lazy_gettext("bulletin"),
    "consent_partners": lazy_gettext("partners"),
    "consent_contact": lazy_gettext("contact her"),
    "consent_compare": lazy_gettext("compare"),
    "consent_statistics": lazy_gettext("figures"),
    "consent_police_report": lazy_gettext("police report"),
    "consent_police_information": lazy_gettext("police information"),
    "consent_police_questions": lazy_gettext("police questions"),
}
"""In the order in which an advocate asks; what is not here she has not been asked."""

LONG = {
    "consent_bulletin": lazy_gettext("Warn the community with a redacted bulletin"),
    "consent_partners": lazy_gettext("Share the warning with partner organisations"),
    "consent_contact": lazy_gettext("Contact her the way she wrote"),
    "consent_compare": lazy_gettext("Compare it with other reports"),
    "consent_statistics": lazy_gettext("Count it in figures"),
    "consent_police_report": lazy_gettext("Send it to police as a third-party report, without her"),
    "consent_police_information": lazy_gettext("Give police the offender's details, anonymously"),
    "consent_police_questions": lazy_gettext("Pass on questions from police"),
    "police_place_exact": lazy_gettext("Police: the exact place"),
    "police_time_exact": lazy_gettext("Police: the exact time"),
    "police_pictures": lazy_gettext("Police: her pictures"),
    "police_own_words": lazy_gettext("Police: her own words"),
    PUBLISH_UNASKED: lazy_gettext("Publish without asking her about the wording"),
    PUBLISH_UNANSWERED: lazy_gettext("Publish when she has not answered in time"),
}


HOW = {"spoken": lazy_gettext("spoken"), "paper": lazy_gettext("on paper")}
"""How a witnessed consent was given."""


@dataclass(frozen=True, slots=True)
class Use:
    """One use: its name, a sentence, whether she allows it, and what goes with it."""

    name: str
    text: str
    allowed: bool
    more: tuple[str, ...] = ()


def short(consents: Collection[str]) -> list[str]:
    """Return the few words for a list of cases, only for what is allowed."""
    return [str(word) for name, word in SHORT.items() if name in consents]


def uses(
    consent: Consent | None, settings: PublicSettings, *, witnessed_enough: bool = False
) -> list[Use]:
    """Return every use with its yes or no; all no when nothing can be verified."""
    return [
        Use(
            name,
            str(LONG[name]),
            allowed=consent is not None and consent.allows(name, witnessed_enough=witnessed_enough),
            more=_more(name, consent, settings, witnessed_enough=witnessed_enough),
        )
        for name in SHORT
    ]


def may_be_taken_back(consent: Consent | None) -> list[Use]:
    """Return the uses that an advocate can take back on her word: what she allows now."""
    if consent is None:
        return []
    choices = consent.choices
    names = [name for name in (*PERMISSIONS, *POLICE_PARTS) if choices.allows(name)]
    if choices.consent_bulletin and not choices.ask_before_publishing:
        names.append(PUBLISH_UNASKED)
    if choices.ask_before_publishing and choices.ask_otherwise == "publish":
        names.append(PUBLISH_UNANSWERED)
    return [Use(name, str(LONG[name]), allowed=True) for name in names]


def proof(case: CaseFile) -> tuple[str, str]:
    """Say how the consents are known: (icon, words)."""
    return proof_of(case.consent)


def proof_of(consent: Consent | None) -> tuple[str, str]:
    """Say how a consent is known, and who heard it where no code of hers speaks: (icon, words)."""
    if consent is None:
        return "blocked", gettext("cannot be verified: treat everything as no")
    witness = consent.witness
    if witness is not None:
        return "warning", gettext(
            "witnessed by staff, not signed by her code: %(how)s, heard by %(staff)s",
            how=" – ".join(
                text for text in (str(HOW[witness.how]), witness.asked.rstrip(" .")) if text
            ),
            staff=", ".join(witness.staff),
        )
    return "yes", gettext("signed by her code")


def _more(
    name: str, consent: Consent | None, settings: PublicSettings, *, witnessed_enough: bool
) -> tuple[str, ...]:
    if consent is None:
        return ()
    if not consent.allows(name, witnessed_enough=witnessed_enough):
        heard = consent.choices.allows(name)
        return (gettext("Staff heard her say yes; that does not count now."),) if heard else ()
    choices = consent.choices
    if name == "consent_bulletin" and choices.ask_before_publishing:
        return (
            gettext("Show her the wording first."),
            gettext("No answer in %(days)s days: publish.", days=choices.ask_days)
            if choices.ask_otherwise == "publish"
            else gettext("No answer: don't publish."),
        )
    if name == "consent_police_report":
        return _police(consent, settings)
    return ()


def _police(consent: Consent, settings: PublicSettings) -> tuple[str, ...]:
    choices = consent.choices
    parts = [str(LONG[part]) for part in POLICE_PARTS if choices.allows(part)]
    if choices.police_force:
        force = name_of("police_force", choices.police_force, settings)
        parts.append(gettext("Only to: %(force)s", force=force))
    if choices.police_leave_out:
        out = [name_of("police_force", one, settings) for one in sorted(choices.police_leave_out)]
        parts.append(gettext("Never to: %(forces)s", forces=", ".join(out)))
    return tuple(parts)
