"""The language of a page: asked for by the form or the link, else the browser's; never a cookie.

A language that was asked for stays on every link the page makes (`?lang=fr`), so that nothing has
to be kept on the phone. Catalogues are in `reporting/translations`; msgids are English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import flask_babel
from babel import Locale
from flask import g, has_request_context, request
from jinja2 import pass_context

from reporting import translations
from reporting.web.limits import BODY_METHODS

if TYPE_CHECKING:
    from datetime import date
    from gettext import NullTranslations

    from flask import Flask
    from jinja2 import Environment
    from jinja2.runtime import Context

LANGUAGES = ("en", "fr")
DEFAULT_LANGUAGE = "en"
# Each language is named in itself, so that somebody who reads no other finds it.
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}

# A button `<button name="switch_lang" value="fr">` sends a half-filled form for another language.
SWITCH_FIELD = "switch_lang"
LANGUAGE_FIELD = "lang"

# Places of messages that say how many. Other numbers are names, like that of a bulletin or a year.
AMOUNTS = frozenset({"count", "days", "least", "length", "most", "num", "parts", "reports", "size"})
GROUPED_FROM = 1_000


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language switch: the code, its own name, where it leads, is it shown now."""

    code: str
    name: str
    url: str
    current: bool


def gettext(message: str, **values: object) -> str:
    """Translate a message into the language of the request; `%(name)s` is filled from `values`."""
    text = _catalogue().gettext(message)
    return text % _written(values) if values else text


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Translate a message that counts; `%(num)s` is the number."""
    return _catalogue().ngettext(singular, plural, num) % _written({"num": num, **values})


def format_amount(amount: int) -> str:
    """Write how many in the language of the page: "20,000", "20\u202f000"."""
    return str(amount) if abs(amount) < GROUPED_FROM else flask_babel.format_decimal(amount)


def _written(values: Mapping[str, object]) -> Mapping[str, object]:
    """Write amounts as the language does; what only numbers something stays as it is."""
    return {
        name: format_amount(value) if name in AMOUNTS and isinstance(value, int) else value
        for name, value in values.items()
    }


def lazy_gettext(message: str, **values: object) -> Any:  # noqa: ANN401 - a string in every use
    """Mark a message at import time; it is translated where it is shown."""
    return flask_babel.lazy_gettext(message, **values)


def asked_language() -> str | None:
    """Return the language that the form or the link of this request asks for, or None."""
    if not has_request_context():
        return None
    asked = [request.args.get(LANGUAGE_FIELD)]
    if request.method in BODY_METHODS:
        asked = [request.form.get(SWITCH_FIELD), request.form.get(LANGUAGE_FIELD), *asked]
    return next((language for language in asked if language in LANGUAGES), None)


def current_language() -> str:
    """Return the language of the page that is being made: "en" or "fr"."""
    locale = flask_babel.get_locale()
    return locale.language if locale is not None else DEFAULT_LANGUAGE


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Make everything inside the block in another language, for instance a worker's message."""
    before = g.pop("catalogue", None)
    try:
        with flask_babel.force_locale(language):
            yield
    finally:
        g.pop("catalogue", None)
        if before is not None:
            g.catalogue = before


def _catalogue() -> NullTranslations:
    """Return the catalogue of the page at hand.

    Looked up once per request: the form has four hundred texts, and asking flask_babel for each
    takes as long as making the rest of the page.
    """
    if "catalogue" not in g:
        g.catalogue = translations.catalogue(current_language())
    return cast("NullTranslations", g.catalogue)


def language_links() -> list[LanguageLink]:
    """Return the language switch for the page at hand.

    The path and, for a page that was fetched, the other query fields stay. A page that answers a
    form leads to the same address without it: forms switch with a `switch_lang` button instead.
    """
    kept = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name != LANGUAGE_FIELD and request.method == "GET"
    ]
    shown = current_language()
    return [
        LanguageLink(
            code,
            LANGUAGE_NAMES[code],
            f"{request.path}?{urlencode([*kept, (LANGUAGE_FIELD, code)])}",
            code == shown,
        )
        for code in LANGUAGES
    ]


def format_day(day: date, form: str = "long") -> str:
    """Write a day in the language of the page: "3 May 2026", "3 mai 2026".

    `form` is babel's "short", "medium", "long" or "full".
    """
    return str(flask_babel.format_date(day, form))


def init_i18n(app: Flask, preferred: Callable[[], str | None] | None = None) -> None:
    """Give an app its languages.

    `preferred` is asked after form and link and before the browser, for instance a profile.
    """

    def select() -> str:
        chosen = asked_language() or (preferred() if preferred is not None else None)
        if chosen in LANGUAGES:
            return chosen
        return request.accept_languages.best_match(LANGUAGES, DEFAULT_LANGUAGE)

    flask_babel.Babel(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_translation_directories=str(Path(translations.__file__).parent),
        locale_selector=select,
    )
    _speak_in_templates(app.jinja_env)
    app.url_defaults(_keep_asked_language)
    app.jinja_env.filters.update(day=format_day, amount=format_amount)
    app.jinja_env.globals.update(
        current_language=current_language,
        language_links=language_links,
        text_direction=lambda: Locale.parse(current_language()).text_direction,
    )


def _speak_in_templates(env: Environment) -> None:
    """Give templates the catalogue; jinja fills the places, and escapes what comes into them."""
    env.install_gettext_callables(  # type: ignore[attr-defined]  # of jinja2.ext.i18n
        lambda message: _catalogue().gettext(message),
        lambda singular, plural, num: _catalogue().ngettext(singular, plural, num),
        newstyle=True,
    )
    one = cast("Callable[..., str]", env.globals["gettext"])
    many = cast("Callable[..., str]", env.globals["ngettext"])

    @pass_context
    def say(context: Context, message: str, /, **values: object) -> str:
        return one(context, message, **_written(values))

    @pass_context
    def count(context: Context, singular: str, plural: str, num: int, /, **values: object) -> str:
        return many(context, singular, plural, num, **_written({"num": num, **values}))

    env.globals.update(gettext=say, ngettext=count)


def _keep_asked_language(endpoint: str, values: dict[str, Any]) -> None:
    """Put `lang` on the addresses a page links to when it was asked for (a url_defaults hook)."""
    if endpoint == "static" or LANGUAGE_FIELD in values:
        return
    if "asked_language" not in g:
        g.asked_language = asked_language()
    if g.asked_language is not None:
        values[LANGUAGE_FIELD] = g.asked_language
