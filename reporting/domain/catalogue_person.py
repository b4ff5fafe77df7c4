"""The questions about who did it: the person, their numbers and names, their vehicle."""

from reporting.domain.catalogue_field import (
    DETAIL_LENGTH,
    LISTED_LENGTH,
    Disclosure,
    Field,
    Option,
    with_unknown,
)
from reporting.domain.labels import N_

_LOOKS_LENGTH = 500  # ten persons of these still fit the account compartment


def _looks(name: str, label: str, *options: Option) -> Field:
    """Make one short list about how the person looked."""
    return Field(
        name=name,
        label=label,
        part="person",
        group="person",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(options),
    )


def _words(name: str, label: str, hint: str = "", length: int = _LOOKS_LENGTH) -> Field:
    """Make one question about the person that is answered in words."""
    return Field(
        name=name,
        label=label,
        help=hint,
        part="person",
        group="person",
        kind="text",
        disclosure=Disclosure.PUBLISH,
        max_length=length,
    )


KNOWN_BY = Field(
    name="known_by",
    label=N_("How would others know this person?"),
    help=N_("Number, plate, car, looks: anything you remember."),
    part="person",
    disclosure=Disclosure.NEVER,
    max_length=DETAIL_LENGTH,
    first_screen=True,
)

PERSON = (
    _looks(
        "person_role",
        N_("Who was it?"),
        Option("client", N_("A client")),
        Option("posed_as_client", N_("Said they were a client")),
        Option("police", N_("Police")),
        Option("manager", N_("A boss or manager")),
        Option("authority", N_("Another authority")),
        Option("neighbour", N_("A neighbour")),
        Option("other", N_("Somebody else")),
    ),
    Field(
        name="person_name",
        label=N_("Name they used"),
        help=N_("A first name or nickname is fine."),
        part="person",
        group="person",
        disclosure=Disclosure.PUBLISH,
    ),
    _looks(
        "person_gender",
        N_("Gender, as you saw it"),
        Option("man", N_("Man")),
        Option("woman", N_("Woman")),
        Option("trans_woman", N_("Trans woman")),
        Option("trans_man", N_("Trans man")),
        Option("non_binary", N_("Non-binary")),
        Option("other", N_("Other")),
    ),
    _looks(
        "person_age",
        N_("Age, about"),
        Option("under_20", N_("Under 20")),
        Option("20s", N_("20s")),
        Option("30s", N_("30s")),
        Option("40s", N_("40s")),
        Option("50s", N_("50s")),
        Option("60_64", N_("60 to 64")),
        Option("65_up", N_("65 or older")),
    ),
    Field(
        name="person_appearance_race",
        label=N_("Race or background, as you saw it"),
        part="person",
        group="person",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(()),
        max_length=LISTED_LENGTH,
        list_name="races",
    ),
    _looks(
        "person_height",
        N_("Height"),
        Option("short", N_("Short")),
        Option("average", N_("Average height")),
        Option("tall", N_("Tall")),
        Option("very_tall", N_("Very tall")),
    ),
    _looks(
        "person_build",
        N_("Build"),
        Option("thin", N_("Thin")),
        Option("average", N_("Average build")),
        Option("muscular", N_("Muscular")),
        Option("heavy", N_("Heavy")),
    ),
    _looks(
        "person_hair",
        N_("Hair colour"),
        Option("black", N_("Black hair")),
        Option("brown", N_("Brown hair")),
        Option("blond", N_("Blond hair")),
        Option("red", N_("Red hair")),
        Option("grey", N_("Grey or white hair")),
        Option("dyed", N_("Dyed hair")),
        Option("bald", N_("Bald")),
        Option("other", N_("Other")),
    ),
    _looks(
        "person_hair_length",
        N_("Hair length"),
        Option("shaved", N_("Shaved")),
        Option("short", N_("Short hair")),
        Option("medium", N_("Medium hair")),
        Option("long", N_("Long hair")),
    ),
    _looks(
        "person_facial_hair",
        N_("Beard or moustache"),
        Option("none", N_("No facial hair")),
        Option("stubble", N_("Stubble")),
        Option("moustache", N_("Moustache")),
        Option("beard", N_("Beard")),
        Option("goatee", N_("Goatee")),
    ),
    _looks(
        "person_eyes",
        N_("Eyes"),
        Option("brown", N_("Brown eyes")),
        Option("blue", N_("Blue eyes")),
        Option("green", N_("Green eyes")),
        Option("hazel", N_("Hazel eyes")),
        Option("grey", N_("Grey eyes")),
        Option("other", N_("Other")),
    ),
    _looks(
        "person_glasses",
        N_("Glasses"),
        Option("none", N_("No glasses")),
        Option("glasses", N_("Wears glasses")),
        Option("sunglasses", N_("Wears sunglasses")),
    ),
    _words("person_clothing", N_("Clothes")),
    _words("person_marks", N_("Tattoos, scars or other marks")),
    _words("person_smell", N_("Smell")),
    _words("person_accent", N_("Accent or language")),
    _words(
        "person_behaviour",
        N_("Habits"),
        N_("What they ask for, what they say, how they act."),
        DETAIL_LENGTH,
    ),
)

IDENTIFIER = (
    Field(
        name="identifiers_kind",
        label=N_("What kind is it?"),
        part="identifier",
        group="identifier",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("phone", N_("Phone number")),
                Option("email", N_("E-mail")),
                Option("social", N_("Social media or app name")),
                Option("ad", N_("Name in an ad")),
                Option("payment", N_("Payment name or address")),
                Option("url", N_("Web address")),
            )
        ),
    ),
    Field(
        name="identifiers_value",
        label=N_("The number, name or address"),
        help=N_("Theirs, not yours. Part of it helps too."),
        part="identifier",
        group="identifier",
        disclosure=Disclosure.PUBLISH,
    ),
    Field(
        name="identifiers_partial",
        label=N_("I know only part of it"),
        part="identifier",
        group="identifier",
        kind="flag",
        disclosure=Disclosure.PUBLISH,
    ),
)
