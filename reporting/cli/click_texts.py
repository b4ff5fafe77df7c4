"""What click itself can say here, so that it is collected and translated with our own texts.

Click looks its texts up in Python's `gettext` (see `language.speaking`). Only those that a person
can meet are here; a text that click does not have any more is found by a test.
"""

from __future__ import annotations

from reporting.domain.labels import N_

CLICK_TEXTS = (
    N_("Aborted!"),
    N_("Choose from:\n\t{choices}"),
    N_("Commands"),
    N_("Error: The two entered values do not match."),
    N_("Error: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing command."),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Options"),
    N_("Try '{command} {option}' for help."),
    N_("Usage:"),
    N_("default: {default}"),
    N_("required"),
)


def ngettext(singular: str, plural: str, num: int = 0) -> tuple[str, str]:
    """Give back the two forms unchanged; the name is the one that collects them."""
    del num
    return singular, plural


CLICK_PLURALS = (
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    ),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
