"""The menu: the rooms that somebody with her roles may enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, g, request, url_for
from markupsafe import Markup

from reporting.review.access import may, needs_of
from reporting.web.forms import form_token
from reporting.web.i18n import lazy_gettext

if TYPE_CHECKING:
    from flask import Flask

PLACES = (
    ("home.today", lazy_gettext("Today")),
    ("taking.form", lazy_gettext("Take a report")),
    ("cases.listing", lazy_gettext("Reports")),
    ("bulletins.listing", lazy_gettext("Bulletins")),
    ("sheets.listing", lazy_gettext("Sheets")),
    ("forwarding.listing", lazy_gettext("Police")),
    ("figures.listing", lazy_gettext("Figures")),
    ("people.listing", lazy_gettext("People")),
    ("settings.overview", lazy_gettext("Settings")),
    ("record.listing", lazy_gettext("Record")),
)
"""Endpoint and name, in the order of a working day; who may enter is said by the view itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu."""

    name: str
    url: str
    current: bool


def menu() -> list[Entry]:
    """Return the entries for who is here; none before the sign-in."""
    if g.get("here") is None or g.here.desk is None:
        return []
    room = (request.endpoint or "").split(".")[0]
    entries = []
    for endpoint, name in PLACES:
        asked = needs_of(current_app.view_functions.get(endpoint))
        if asked is not None and (not asked.roles or may(*asked.roles)):
            here = endpoint.split(".")[0] == room
            entries.append(Entry(str(name), url_for(endpoint), here))
    return entries


def init_nav(app: Flask) -> None:
    """Give templates `menu()`, `who()` and `form_token()`."""
    app.jinja_env.globals.update(menu=menu, who=who, form_token=token_field)


def token_field() -> Markup:
    """Return the hidden field that every form of somebody signed in carries."""
    field = Markup('<input type="hidden" name="form_token" value="{}">')
    return field.format(form_token(g.form_secret))


def who() -> str:
    """Return the handle of who is signed in, "" for nobody."""
    return g.here.session.handle if g.get("here") is not None else ""
