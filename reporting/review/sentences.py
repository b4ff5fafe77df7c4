"""Entries of the record as sentences, in the reader's language."""

from __future__ import annotations

from crypto.errors import BrokenRecord, RecordFault
from reporting.casework.record import Act, Action
from reporting.domain.case import STATUS_LABELS, Status
from reporting.domain.views import Exclusion
from reporting.review.consents import LONG
from reporting.review.settings_words import changed_names
from reporting.web.i18n import gettext, lazy_gettext, ngettext

SENTENCES = {
    Action.SIGNED_IN: lazy_gettext("signed in"),
    Action.FILED: lazy_gettext("filed %(reports)s new reports, %(parts)s parts in all"),
    Action.REPORT_TAKEN: lazy_gettext("took report %(case)s down for somebody, %(what)s"),
    Action.FORMS_PRINTED: lazy_gettext("printed %(number)s blank paper forms"),
    Action.CONTACT_OPENED: lazy_gettext("opened how to reach the worker of %(case)s"),
    Action.STATUS_CHANGED: lazy_gettext("set %(case)s to “%(what)s”"),
    Action.ASSIGNED: lazy_gettext("gave %(case)s to %(handle)s"),
    Action.NOTE_ADDED: lazy_gettext("wrote a note on %(case)s"),
    Action.STRUCTURED: lazy_gettext("put words of %(case)s into fields"),
    Action.NARROWED: lazy_gettext("took back on somebody's word, in %(case)s: %(what)s"),
    Action.KEPT_FROM: lazy_gettext("kept %(handle)s from %(case)s"),
    Action.LET_IN: lazy_gettext("let %(handle)s see %(case)s again"),
    Action.DRAFT_SUBMITTED: lazy_gettext("handed bulletin %(number)s to a second person"),
    Action.BULLETIN_APPROVED: lazy_gettext("approved bulletin %(number)s"),
    Action.BULLETIN_PUBLISHED: lazy_gettext("published bulletin %(number)s"),
    Action.BULLETIN_RECALLED: lazy_gettext("recalled bulletin %(number)s"),
    Action.SHEET_PRINTED: lazy_gettext("printed sheet %(number)s"),
    Action.POLICE_PACKAGE_MADE: lazy_gettext("made police package %(number)s of %(case)s"),
    Action.POLICE_PACKAGE_REFUSED: lazy_gettext(
        "was refused a police package of %(case)s: %(what)s"
    ),
    Action.POLICE_NUMBER_NOTED: lazy_gettext("noted a police file number for package %(number)s"),
    Action.MESSAGE_WRITTEN: lazy_gettext("wrote to the worker of %(case)s"),
    Action.QUESTION_PASSED_ON: lazy_gettext("passed a question from police on in %(case)s"),
    Action.WORDING_ASKED: lazy_gettext("showed the worker of %(case)s the words of a bulletin"),
    Action.DELETION_STOPPED: lazy_gettext("stopped the deletion of %(case)s: %(what)s"),
    Action.REPORT_ERASED: lazy_gettext("cleared away what was left of %(case)s, which was deleted"),
    Action.DRAFTS_CLEARED: lazy_gettext("cleared away old drafts: %(number)s"),
    Action.PERSON_ADDED: lazy_gettext("added %(handle)s to the people"),
    Action.PERSON_REMOVED: lazy_gettext("removed %(handle)s, and changed the keys"),
    Action.PERSON_RESET: lazy_gettext("gave %(handle)s new keys"),
    Action.LISTS_RENEWED: lazy_gettext("renewed the list of people and keys"),
    Action.CODES_PRINTED: lazy_gettext("printed new sign-in codes"),
    Action.CODE_USED: lazy_gettext("signed in with a printed code; left: %(number)s"),
    Action.PASSPHRASE_CHANGED: lazy_gettext("changed their passphrase"),
    Action.SETTINGS_CHANGED: lazy_gettext("changed the settings: %(what)s"),
}

HOW = {
    "spoken": lazy_gettext("as she told it"),
    "paper": lazy_gettext("from a paper form"),
}
"""How a report that staff took down was told."""

REFUSED = {
    Exclusion.DANGER_NOW.value: lazy_gettext("somebody is in danger now"),
    Exclusion.CHILD.value: lazy_gettext("the person is under 19"),
    Exclusion.PARTNER.value: lazy_gettext("it was a partner"),
    Exclusion.POLICE_OFFENDER.value: lazy_gettext("it was police"),
    "to be deleted": lazy_gettext("it is to be deleted"),
    "the consent does not verify": lazy_gettext("her yes cannot be verified"),
}
"""Why there was no package; another reason is a missing consent."""

FAULTS = {
    RecordFault.TRUNCATED: lazy_gettext("An entry is missing at number %(number)s."),
    RecordFault.REORDERED: lazy_gettext("Entries were moved or doubled at number %(number)s."),
    RecordFault.FORGED: lazy_gettext("Entry %(number)s is not signed by who it names."),
    RecordFault.GONE_BACK: lazy_gettext(
        "The record ends or differs at number %(number)s, which you have seen otherwise."
    ),
}


class _Said(dict[str, str]):
    """The values of an entry; what an older or newer program did not say is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def sentence(act: Act) -> str:
    """Say what somebody did, without her name in front."""
    if act.purged:
        return gettext("did something that is no longer kept")
    if act.action is None:
        return gettext("did something that your keys do not open")
    if act.action is Action.ASSIGNED and not act.about.get("handle"):
        return gettext("gave %(case)s back", case=act.about.get("case", "–"))
    about = _Said(act.about)
    what = act.about.get("what", "")
    if act.action is Action.STATUS_CHANGED and what in set(Status):
        about["what"] = gettext(STATUS_LABELS[Status(what)])
    elif act.action is Action.REPORT_TAKEN and what in HOW:
        about["what"] = str(HOW[what])
    elif act.action is Action.NARROWED:
        about["what"] = "; ".join(str(LONG.get(name, name)) for name in what.split(", "))
    elif act.action is Action.POLICE_PACKAGE_REFUSED:
        about["what"] = _refused(what)
    elif act.action in {Action.FILED, Action.FORMS_PRINTED}:
        return _counted(act.action, about)
    elif act.action is Action.SETTINGS_CHANGED:
        about["what"] = changed_names(what) or "–"
    # Not gettext(…, **about): what is missing must not raise, and what somebody wrote is a value.
    return str(_sentence(act.action, about)) % about


def _sentence(action: Action, about: _Said) -> object:
    """Give the sentence of an act, with places for what it is about."""
    if action is Action.POLICE_PACKAGE_MADE and "asked" in about:
        return lazy_gettext("made police package %(number)s of %(case)s, after asking her again")
    return SENTENCES[action]


def _refused(what: str) -> str:
    """Say why there was no package: slugs, or "consent: reason"."""
    reasons = what.removeprefix("excluded: ").split(", ")
    if any(reason in REFUSED for reason in reasons):
        return "; ".join(str(REFUSED.get(reason, reason)) for reason in reasons)
    consent, _, reason = what.partition(": ")
    return gettext("she has not said yes to it") if consent in LONG and reason else what


def _counted(action: Action, about: _Said) -> str:
    """Say how many, in the singular for one; as it stands when no number stands there."""
    many = about["reports" if action is Action.FILED else "number"]
    if not many.isdecimal():
        return str(SENTENCES[action]) % about
    if action is Action.FORMS_PRINTED:
        return ngettext(
            "printed %(num)s blank paper form", "printed %(num)s blank paper forms", int(many)
        )
    if int(many) == 0:
        return gettext("filed what was added to reports")
    return ngettext("filed %(num)s new report", "filed %(num)s new reports", int(many))


def fault_text(fault: BrokenRecord) -> str:
    """Say what is wrong with the record."""
    return str(FAULTS[fault.fault]) % {"number": fault.number}
