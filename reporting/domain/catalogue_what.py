"""The questions about what happened: the start of the form and the harm itself."""

from reporting.domain.catalogue_field import (
    DETAIL_LENGTH,
    NARRATIVE_LENGTH,
    Disclosure,
    Field,
    Option,
    with_unknown,
)
from reporting.domain.labels import N_

HARMS_FIRST = (
    Option("sexual_assault", N_("Sexual assault or rape")),
    Option("physical_assault", N_("Hit, choked or hurt")),
    Option("condom_removed", N_("Condom refused or taken off")),
    Option("no_payment", N_("Did not pay, took it back, fake transfer")),
    Option("robbery", N_("Robbed")),
    Option("threats", N_("Threats")),
    Option("harassment", N_("Stalking or harassment")),
    Option("creepy", N_("Creepy, felt wrong")),
)
"""The eight large ones of the first screen; "more" opens the rest."""

HARMS_MORE = (
    Option("forced_act", N_("Forced or pushed into an act")),
    Option("broke_agreement", N_("Broke what was agreed")),
    Option("filmed", N_("Filmed or photographed, or tried to")),
    Option("sti_concern", N_("Worry about an infection")),
    Option("held", N_("Kept from leaving")),
    Option("weapon", N_("Had a weapon")),
    Option("drugged", N_("Drugged by somebody")),
    Option("bad_drugs", N_("Bad drugs")),
    Option("theft", N_("Stole something")),
    Option("outing", N_("Outing, blackmail, or exposed online")),
    Option("intoxicated", N_("Very drunk or high")),
    Option("disrespectful", N_("Disrespectful")),
    Option("time_waster", N_("No-show, haggling, or kept calling")),
    Option("abuse_police", N_("Abuse by police")),
    Option("abuse_authority", N_("Abuse by another authority")),
    Option("other", N_("Something else")),
)
INCIDENT_TYPES = with_unknown((*HARMS_FIRST, *HARMS_MORE))

_NO_YES = with_unknown((Option("no", N_("No")), Option("yes", N_("Yes"))))

START = (
    Field(
        name="report_kind",
        label=N_("What is this about?"),
        part="start",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("bad_date", N_("A bad date")),
                Option("incident", N_("Something else that happened")),
                Option("authority", N_("Police, staff or another authority")),
            )
        ),
    ),
    Field(
        name="told_by",
        label=N_("How do you know about it?"),
        part="start",
        kind="choice",
        disclosure=Disclosure.POLICE,
        options=with_unknown(
            (
                Option("me", N_("It happened to me")),
                Option("witness", N_("I saw it")),
                Option("heard", N_("Somebody told me")),
                Option("staff", N_("Staff are writing it down for somebody")),
            )
        ),
    ),
    Field(
        name="danger_now",
        label=N_("Are you in danger right now?"),
        help=N_("Whatever you answer, you can go on with this form."),
        part="start",
        kind="choice",
        disclosure=Disclosure.POLICE,
        options=_NO_YES,
    ),
)

WHAT = (
    Field(
        name="incident_types",
        label=N_("What happened?"),
        help=N_("Choose as many as you like."),
        part="what",
        kind="choices",
        disclosure=Disclosure.PUBLISH,
        options=INCIDENT_TYPES,
        first_screen=True,
    ),
    Field(
        name="what_happened",
        label=N_("In your own words"),
        help=N_("As much or as little as you want. These words are never published."),
        part="what",
        kind="text",
        disclosure=Disclosure.POLICE_IF_OWN_WORDS,
        max_length=NARRATIVE_LENGTH,
        first_screen=True,
    ),
    Field(
        name="severity",
        label=N_("How bad was it?"),
        help=N_("You decide. There is no wrong answer."),
        part="what",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("dangerous", N_("Dangerous")),
                Option("risky", N_("Risky")),
                Option("unpleasant", N_("Unpleasant, or a waste of time")),
            )
        ),
    ),
    Field(
        name="completed",
        label=N_("How far did it go?"),
        part="what",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("happened", N_("It happened")),
                Option("tried", N_("It was tried")),
                Option("threatened", N_("It was threatened")),
            )
        ),
    ),
    Field(
        name="weapon",
        label=N_("Was there a weapon?"),
        part="what",
        kind="choices",
        disclosure=Disclosure.COARSEN,
        options=with_unknown(
            (
                Option("none", N_("No weapon")),
                Option("knife", N_("Knife or something sharp")),
                Option("gun", N_("Gun")),
                Option("blunt", N_("Something to hit with")),
                Option("spray", N_("Spray")),
                Option("vehicle", N_("A car or other vehicle")),
                Option("other", N_("Other")),
            )
        ),
    ),
    Field(
        name="weapon_detail",
        label=N_("More about the weapon"),
        part="what",
        disclosure=Disclosure.POLICE,
    ),
    Field(
        name="injuries",
        label=N_("Were you hurt?"),
        part="what",
        kind="choices",
        disclosure=Disclosure.COARSEN,
        options=with_unknown(
            (
                Option("none", N_("Not hurt")),
                Option("bruises", N_("Bruises or scratches")),
                Option("cuts", N_("Cuts or bleeding")),
                Option("broken", N_("Something broken")),
                Option("head", N_("Head hurt or passed out")),
                Option("choked", N_("Choked")),
                Option("inside", N_("Pain inside")),
                Option("other", N_("Other")),
            )
        ),
    ),
    Field(
        name="injuries_detail",
        label=N_("More about how you were hurt"),
        part="what",
        kind="text",
        disclosure=Disclosure.POLICE,
        max_length=DETAIL_LENGTH,
    ),
    Field(
        name="drugs",
        label=N_("Were drugs or alcohol part of it?"),
        part="what",
        kind="choices",
        disclosure=Disclosure.COARSEN,
        options=with_unknown(
            (
                Option("none", N_("No")),
                Option("spiked", N_("Something was put in a drink or food")),
                Option("forced", N_("I was made to take something")),
                Option("bad_supply", N_("What I was given was bad")),
                Option("they_used", N_("The other person was using")),
                Option("other", N_("Other")),
            )
        ),
    ),
    Field(
        name="drugs_detail",
        label=N_("More about drugs or alcohol"),
        part="what",
        disclosure=Disclosure.POLICE,
    ),
)
