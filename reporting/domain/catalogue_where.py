"""The questions about when and where it happened, and how the contact was made."""

from reporting.domain.catalogue_field import (
    LISTED_LENGTH,
    Disclosure,
    Field,
    Option,
    with_unknown,
)
from reporting.domain.labels import N_

WHEN = (
    Field(
        name="when_rough",
        label=N_("When was it?"),
        part="when",
        kind="choice",
        disclosure=Disclosure.COARSEN,
        first_screen=True,
        options=with_unknown(
            (
                Option("today", N_("Today")),
                Option("yesterday", N_("Yesterday")),
                Option("this_week", N_("This week")),
                Option("earlier", N_("Earlier")),
            )
        ),
    ),
    Field(
        name="happened_on",
        label=N_("What day was it?"),
        help=N_("Leave out what you don't know."),
        part="when",
        kind="day",
        disclosure=Disclosure.COARSEN,
    ),
    Field(
        name="part_of_day",
        label=N_("What part of the day?"),
        part="when",
        kind="choice",
        disclosure=Disclosure.COARSEN,
        options=with_unknown(
            (
                Option("night", N_("Night, midnight to 6")),
                Option("morning", N_("Morning, 6 to noon")),
                Option("afternoon", N_("Afternoon, noon to 6")),
                Option("evening", N_("Evening, 6 to midnight")),
            )
        ),
    ),
    Field(
        name="clock_time",
        label=N_("What time, if you know?"),
        help=N_("Never published."),
        part="when",
        disclosure=Disclosure.POLICE_IF_EXACT,
        max_length=50,
    ),
    Field(
        name="happened_before",
        label=N_("Has this person done this before?"),
        part="when",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("first_time", N_("First time")),
                Option("before", N_("It happened before with the same person")),
            )
        ),
    ),
)

WHERE = (
    Field(
        name="area",
        label=N_("What area?"),
        help=N_("An area is enough. We don't need an address."),
        part="where",
        kind="choice",
        disclosure=Disclosure.COARSEN,
        max_length=LISTED_LENGTH,
        first_screen=True,
        options=with_unknown(()),
        list_name="areas",
    ),
    Field(
        name="area_other",
        label=N_("The area in your own words"),
        part="where",
        disclosure=Disclosure.COARSEN,
        max_length=LISTED_LENGTH,
        beside="area",
    ),
    Field(
        name="place_type",
        label=N_("What kind of place?"),
        part="where",
        kind="choice",
        disclosure=Disclosure.COARSEN,
        options=with_unknown(
            (
                Option("street", N_("Street")),
                Option("car", N_("Car")),
                Option("park", N_("Park")),
                Option("parlour", N_("Parlour")),
                Option("bar", N_("Bar or club")),
                Option("hotel_mine", N_("Hotel, my room")),
                Option("hotel_theirs", N_("Hotel, their room")),
                Option("their_home", N_("Their home")),
                Option("my_home", N_("My home")),
                Option("agency", N_("Agency")),
                Option("online", N_("Online")),
                Option("phone", N_("Phone")),
                Option("other", N_("Other")),
            )
        ),
    ),
    Field(
        name="place_detail",
        label=N_("The exact place, if you want to say"),
        help=N_("Address, corner or name of the place. Never published."),
        part="where",
        kind="text",
        disclosure=Disclosure.POLICE_IF_EXACT,
        max_length=500,
    ),
)

APPROACH = (
    Field(
        name="first_contact",
        label=N_("How did this person first reach you?"),
        part="approach",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("phone", N_("Phone or text")),
                Option("email", N_("E-mail")),
                Option("in_person", N_("In person")),
                Option("online_ad", N_("Online ad")),
                Option("print_ad", N_("Printed ad")),
                Option("app", N_("App")),
                Option("other", N_("Other")),
            )
        ),
    ),
    Field(
        name="ad_site",
        label=N_("Which site or app did they use?"),
        part="approach",
        disclosure=Disclosure.PUBLISH,
    ),
    Field(
        name="ad_handle",
        label=N_("What name did they use there?"),
        help=N_("Their name there, not yours."),
        part="approach",
        disclosure=Disclosure.PUBLISH,
    ),
)
