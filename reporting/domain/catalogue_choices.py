"""The questions of consent, by the names under which the answers are signed.

The labels here are the short ones, for lists and icons. The exact words a worker says yes to are
in `consent_wording`, by version and language.
"""

from reporting.domain.catalogue_field import (
    LISTED_LENGTH,
    Disclosure,
    Field,
    Kind,
    ListName,
    Option,
    with_unknown,
)
from reporting.domain.labels import N_


def _choice(
    name: str,
    label: str,
    *,
    kind: Kind = "flag",
    hint: str = "",
    options: tuple[Option, ...] = (),
    first_screen: bool = False,
    list_name: ListName = "",
) -> Field:
    """Make one question of consent."""
    return Field(
        name=name,
        label=label,
        help=hint,
        part="choices",
        compartment="consent",
        kind=kind,
        disclosure=Disclosure.CHOICE,
        options=options,
        max_length=LISTED_LENGTH,
        first_screen=first_screen,
        list_name=list_name,
    )


CHOICES = (
    _choice(
        "warn_others",
        N_("Should we warn others?"),
        hint=N_("A warning is rewritten so that it does not point to you."),
        kind="choice",
        first_screen=True,
        options=with_unknown(
            (
                Option("now", N_("Yes, now")),
                Option("first", N_("Yes, but show me the words first")),
                Option("no", N_("No")),
            )
        ),
    ),
    _choice("consent_bulletin", N_("Warn the community")),
    _choice("ask_before_publishing", N_("Show me the wording first")),
    _choice(
        "ask_otherwise",
        N_("If I don't answer in time"),
        kind="choice",
        options=(
            Option("dont", N_("Don't publish it")),
            Option("publish", N_("Publish it")),
        ),
    ),
    _choice(
        "ask_days",
        N_("How long to wait for my answer"),
        kind="choice",
        options=(
            Option("3", N_("3 days")),
            Option("7", N_("7 days")),
            Option("14", N_("14 days")),
            Option("30", N_("30 days")),
        ),
    ),
    _choice("consent_statistics", N_("Count it in figures")),
    _choice("consent_compare", N_("Compare it with other reports")),
    _choice("consent_partners", N_("Share the warning with partner groups")),
    _choice("consent_contact", N_("Contact me the way I wrote")),
    _choice("consent_police_report", N_("Send it to police, without my name")),
    _choice(
        "police_force",
        N_("Which police force?"),
        kind="choice",
        options=with_unknown(()),
        list_name="forces",
    ),
    _choice("police_place_exact", N_("Tell them the exact place")),
    _choice("police_time_exact", N_("Tell them the exact time")),
    _choice("police_pictures", N_("Give them the pictures")),
    _choice("police_own_words", N_("Give them my own words")),
    _choice(
        "police_leave_out",
        N_("Never send it to"),
        kind="choices",
        list_name="forces",
    ),
    _choice("consent_police_information", N_("Give police the person's details only")),
    _choice("consent_police_questions", N_("Police may ask me questions through you")),
)
