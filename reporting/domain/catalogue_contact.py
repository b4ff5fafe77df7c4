"""The questions about the worker: support wanted and how to reach her. Never published."""

from reporting.domain.catalogue_field import (
    LISTED_LENGTH,
    Disclosure,
    Field,
    Option,
    with_unknown,
)
from reporting.domain.labels import N_

_RATHER_NOT = Option("rather_not_say", N_("Rather not say"))
_COUNTED = N_("Staff see this. It is counted, never published.")


def _list(name: str, label: str, hint: str, *options: Option) -> Field:
    """Make one short list of the contact compartment."""
    return Field(
        name=name,
        label=label,
        help=hint,
        part="contact",
        compartment="contact",
        kind="choice",
        disclosure=Disclosure.NEVER,
        options=with_unknown(options),
    )


def _line(name: str, label: str, hint: str, length: int) -> Field:
    """Make one line of the contact compartment; lengths keep the whole under its one size."""
    return Field(
        name=name,
        label=label,
        help=hint,
        part="contact",
        compartment="contact",
        disclosure=Disclosure.NEVER,
        max_length=length,
    )


CONTACT = (
    Field(
        name="support_wanted",
        label=N_("What would help you now?"),
        help=N_("Choose as many as you like."),
        part="contact",
        compartment="contact",
        kind="choices",
        disclosure=Disclosure.NEVER,
        options=with_unknown(
            (
                Option("talk", N_("Talk to somebody")),
                Option("medical", N_("Medical care")),
                Option("safe_place", N_("A safe place")),
                Option("legal", N_("Legal advice")),
                Option("immigration", N_("Advice on immigration law")),
                Option("housing", N_("Housing")),
                Option("accompany", N_("Somebody to go with me")),
                Option("leaving", N_("Leaving this work")),
                Option("staying_safely", N_("Staying in this work, more safely")),
                Option("none", N_("Nothing for now")),
                Option("other", N_("Something else")),
            )
        ),
    ),
    _line(
        "contact_name",
        N_("A name to call you"),
        N_("Any name. It need not be yours."),
        100,
    ),
    _line(
        "contact_how",
        N_("How can we reach you?"),
        N_("Phone, e-mail, or a place where we meet you."),
        300,
    ),
    _line("contact_when_safe", N_("When is it safe to reach you?"), "", 200),
    _line(
        "contact_say_we_are",
        N_("If somebody else answers, who should we say we are?"),
        N_("Tell us if we may say who is calling."),
        200,
    ),
    _list(
        "your_work",
        N_("Where do you mostly work?"),
        _COUNTED,
        Option("outdoor", N_("Outdoors")),
        Option("indoor", N_("Indoors, on my own")),
        Option("shared", N_("Indoors, with others")),
        Option("parlour", N_("Parlour")),
        Option("agency", N_("Agency")),
        Option("online", N_("Online")),
        Option("mixed", N_("More than one")),
        Option("not_in_trade", N_("I don't do this work")),
        Option("other", N_("Other")),
        _RATHER_NOT,
    ),
    _list(
        "your_gender",
        N_("Your gender"),
        _COUNTED,
        Option("woman", N_("Woman")),
        Option("man", N_("Man")),
        Option("trans_woman", N_("Trans woman")),
        Option("trans_man", N_("Trans man")),
        Option("non_binary", N_("Non-binary")),
        Option("two_spirit", N_("Two-Spirit")),
        Option("other", N_("Other")),
        _RATHER_NOT,
    ),
    Field(
        name="your_language",
        label=N_("What language should we answer in?"),
        part="contact",
        compartment="contact",
        kind="choice",
        disclosure=Disclosure.NEVER,
        options=with_unknown(()),
        max_length=LISTED_LENGTH,
        list_name="languages",
    ),
    _list(
        "your_age_19",
        N_("Are you 19 or older?"),
        N_("We ask only because the police route is for adults."),
        Option("yes", N_("Yes")),
        Option("no", N_("No")),
        _RATHER_NOT,
    ),
    _list(
        "your_control",
        N_("Does somebody control your money, papers or work?"),
        _COUNTED,
        Option("yes", N_("Yes")),
        Option("no", N_("No")),
        _RATHER_NOT,
    ),
)
