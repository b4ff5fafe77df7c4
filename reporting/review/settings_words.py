"""The public settings in words: names, what each is for, and what may be wrong with it."""

from __future__ import annotations

from reporting.domain.labels import N_
from reporting.web.i18n import gettext

PART_NAMES = {
    "words": N_("Look and words"),
    "lists": N_("Numbers and lists"),
    "switches": N_("Switches and periods"),
    "support": N_("Page of support"),
}
PART_HELP = {
    "words": N_("Title, colours, what the public pages say, and their addresses."),
    "lists": N_("Numbers to call, areas, and the lists people choose from."),
    "switches": N_("Pause the form, the community phrase, days, police."),
    "support": N_("Where to get help, in your own words."),
}

LABELS = {
    "title": N_("Title of the public pages"),
    "organisation": N_("Name of your organisation"),
    "colour": N_("Colour of buttons and links"),
    "background": N_("Background"),
    "about": N_("What this is"),
    "who_reads": N_("Who reads reports, and when"),
    "legal_limits": N_("What you may have to tell others"),
    "under_19": N_("For people under 19"),
    "care_deadlines": N_("Care that works only for a short time"),
    "safe_exit_url": N_("Where “Leave this page” leads"),
    "report_address": N_("Address of the public pages"),
    "report_phone": N_("Number to report by phone"),
    "security_contact": N_("Who is told about a security hole"),
    "help_numbers": N_("Numbers to call"),
    "areas": N_("Areas"),
    "races": N_("Races"),
    "spoken_languages": N_("Languages spoken"),
    "police_forces": N_("Police forces"),
    "police_agency": N_("Who files with police for you"),
    "paused": N_("Take no reports for now"),
    "phrase_required": N_("Ask for the community phrase before bulletins"),
    "phrase_hash": N_("New community phrase"),
    "silent_days": N_("Days without reading until the form says so"),
    "backups_days": N_("Days that backups are kept"),
    "widening_days": N_("Days to wait after a wider yes, or before a deletion"),
    "witnessed_police": N_("A yes said before two of you counts for police"),
    "reviewed_languages": N_("Languages with reviewed wordings"),
    "time_zone": N_("Time zone"),
    "support.en": N_("Page of support, English"),
    "support.fr": N_("Page of support, French"),
}
"""By the name of a setting, and of a page in one language as the record names it."""

_LISTED = N_(
    "One a line: short name | English | French. The short name is what reports keep; leave it out"
    " of a new line and it is made for you."
)
HELP = {
    "title": N_("Others may see it over a shoulder: name no trade and no harm."),
    "colour": N_("White words stand on it: a dark one."),
    "background": N_("Dark words stand on it: a light one."),
    "about": N_("At the top of the first page."),
    "care_deadlines": N_("One kind of care a line, with its number of hours or days."),
    "safe_exit_url": N_("An everyday page that begins with https://."),
    "report_address": N_(
        "Printed on sheets and receipts. Begins with https://, or ends in .onion."
    ),
    "report_phone": N_(
        "Printed on sheets beside the address, with the hours; empty when nobody takes reports by"
        " phone."
    ),
    "security_contact": N_("An address of mail or a page. It stands in the open."),
    "help_numbers": N_(
        "One a line: English | French | number. They stand on the first page, with the form and on"
        " the page of support."
    ),
    "areas": N_(
        "One a line: short name | English | French | region in English | region in French. Draw"
        " them large enough that nobody is known by one. The short name is what reports keep; leave"
        " it out of a new line and it is made for you. Write | small behind an area where fewer"
        " than 20,000 people live: a bulletin names its region instead."
    ),
    "races": _LISTED,
    "spoken_languages": _LISTED,
    "police_forces": _LISTED,
    "police_agency": N_("A partner group; empty when you file yourselves."),
    "paused": N_("The form is closed and says why. Codes, bulletins and numbers still work."),
    "phrase_required": N_("Without it anybody who finds the site reads every bulletin."),
    "phrase_hash": N_(
        "Leave it empty to keep the present one. It is kept so that nobody can read it again: write"
        " it down before you save."
    ),
    "silent_days": N_("1 to 60."),
    "backups_days": N_("1 to 365. People who delete a report are told this number."),
    "widening_days": N_("1 to 30. Time to change one's mind, or to notice somebody else's hand."),
    "witnessed_police": N_(
        "For people who report without a screen. Two of you hear it, and a day goes by."
    ),
    "reviewed_languages": N_(
        "In the others, police and partner groups are not offered: a person has to read those"
        " wordings first."
    ),
    "time_zone": N_("Says when a day begins. For example America/Vancouver or America/Toronto."),
}

EXAMPLES = {
    "help_numbers": "Crisis line | Ligne de crise | 604 555-0100",
    "areas": "east | East side | Quartier est | City | Ville",
    "races": "black | Black | Noire",
    "spoken_languages": "es | Spanish | Espagnol",
    "police_forces": "city | City Police | Police municipale",
}
"""What a line looks like; nothing here is anybody's."""

WITHOUT = {
    "en": N_("Saved without English, so English pages show the French: %(names)s."),
    "fr": N_("Saved without French, so French pages show the English: %(names)s."),
}
"""What is said where entries of a list are not in a language."""

_WORDS_MISSING = N_(
    "Please write it in at least one language, in one line of up to 200 characters."
)
_TOO_LONG = N_("This is too long: 5000 characters in each language at most.")
_DAYS = N_("Please write a whole number of days within these limits.")
_LIST = N_("The list is too long, or an entry stands in it twice.")
WHY = {
    "title": _WORDS_MISSING,
    "organisation": _WORDS_MISSING,
    "colour": N_("White words cannot be read on this colour. Please choose a darker one."),
    "background": N_("Dark words cannot be read on this background. Please choose a lighter one."),
    "about": _TOO_LONG,
    "who_reads": _TOO_LONG,
    "legal_limits": _TOO_LONG,
    "under_19": _TOO_LONG,
    "care_deadlines": _TOO_LONG,
    "safe_exit_url": N_("Please write an address that begins with https://."),
    "report_address": N_(
        "Please write an address that begins with https://, or an onion address with http://."
    ),
    "security_contact": N_("Please write an address of mail, or one that begins with https://."),
    "help_numbers": N_("There has to be at least one number to call."),
    "areas": _LIST,
    "races": _LIST,
    "spoken_languages": _LIST,
    "police_forces": _LIST,
    "silent_days": _DAYS,
    "backups_days": _DAYS,
    "widening_days": _DAYS,
    "time_zone": N_("No time zone has this name. Please write it like America/Vancouver."),
}
"""What to say where `PublicSettings` refuses a value."""
BAD_PHRASE = N_("A phrase has %(least)s to %(most)s characters: a few words that are easy to say.")


RECORDED = {**LABELS, "settings": N_("all of them, signed anew")}
"""What the record names: settings, pages, and that everything was signed again after trouble."""


def changed_names(what: str) -> str:
    """Say which settings an entry of the record names; what is unknown stays as it is."""
    return ", ".join(gettext(RECORDED.get(name, name)) for name in what.split(", "))
