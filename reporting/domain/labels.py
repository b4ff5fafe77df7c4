"""Marks a text for translation where nothing can be translated yet.

`domain` knows no request and so no language. A label is written `N_("...")`, collected by the
gettext extractor under that name, and translated where it is shown.
"""


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Give back `message` unchanged; it is an English msgid."""
    return message
