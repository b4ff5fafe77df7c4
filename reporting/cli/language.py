"""The language of the command: asked for with `--lang`, else that of the terminal.

Texts come from `reporting/translations`, as those of the pages do. Pages know their language by
the request; a command has none, and does not wait for Flask to say three words.
"""

from __future__ import annotations

import gettext as standard
import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from reporting import translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LANGUAGES = ("en", "fr")
OPTION = "--lang"

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of them that says something counts (POSIX, 8.2)."""

_spoken: ContextVar[str] = ContextVar("spoken", default=LANGUAGES[0])


def current() -> str:
    """Return the language that is spoken now."""
    return _spoken.get()


def gettext(message: str, **values: object) -> str:
    """Translate a message; `%(name)s` is filled from `values`."""
    text = translations.catalogue(current()).gettext(message)
    return text % values if values else text


def chosen(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language for a command line: that of `--lang`, else of the first variable set.

    It is known before click reads the line, so that what click finds wrong in it is said in that
    language too.
    """
    asked = _asked(words)
    if asked in LANGUAGES:
        return asked
    told = next((environ[name] for name in VARIABLES if environ.get(name)), "").lower()
    return next((known for known in LANGUAGES if told.startswith(known)), LANGUAGES[0])


def _asked(words: Sequence[str]) -> str | None:
    """Return what follows `--lang`, looked for in front of the name of a command."""
    for at, word in enumerate(words):
        if not word.startswith("-"):
            return None
        name, equals, value = word.partition("=")
        if name == OPTION:
            return value if equals else next(iter(words[at + 1 :]), None)
    return None


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside the block; click does so too.

    Click asks Python's own `gettext`, which takes the language of the variable LANGUAGE and looks
    into the folder that is bound to its domain: ours has click's texts (`click_texts`).
    """
    domain = standard.textdomain()
    folder, variable = standard.bindtextdomain(domain), os.environ.get("LANGUAGE")
    token = _spoken.set(language)
    standard.bindtextdomain(domain, str(translations.FOLDER))
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        standard.bindtextdomain(domain, folder)
        if variable is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = variable
        _spoken.reset(token)
