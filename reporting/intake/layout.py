"""What every page of intake shows around its own words: title, colours, who to call, way out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, abort, url_for

from reporting.intake.services import services
from reporting.web.i18n import LANGUAGE_FIELD, asked_language, current_language, gettext
from reporting.web.static import StaticFile, read_static, send_static, static_file

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from reporting.domain.settings import PublicSettings
    from reporting.domain.settings_values import Text

_COLOUR = re.compile(r"[0-9a-f]{6}", re.ASCII)
# Only by day: in the dark the shared sheet has colours of its own that can be read.
_TOKENS = "@media not all and (prefers-color-scheme:dark){{:root{{--accent:#{};--paper:#{}}}}}"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number to call: what it is, and how people dial it."""

    label: str
    phone: str

    @property
    def link(self) -> str:
        """The number as a phone dials it when it is pressed (RFC 3966)."""
        return "tel:" + re.sub(r"[^0-9+*#]", "", self.phone)


def help_lines() -> list[HelpLine]:
    """Return who to call: the organisation's numbers, while not believed the configuration's.

    Whoever can write to the database must not choose the number, nor send anybody to another one.
    """
    seen = services().verified.latest()
    if not seen.believes_words:
        return [HelpLine(gettext("Help by phone"), services().config.help_number)]
    language = current_language()
    return [HelpLine(n.label.of(language), n.phone) for n in seen.settings.help_numbers]


def settings() -> PublicSettings:
    """Return the organisation's settings for a template; never raises."""
    return services().verified.latest().settings


def said(text: Text) -> str:
    """Give a text of the organisation in the language of the page (a template filter)."""
    return text.of(current_language())


def path_to(path: str) -> str:
    """Return one of our addresses, with the language when it was asked for."""
    language = asked_language()
    return f"{path}?{urlencode({LANGUAGE_FIELD: language})}" if language else path


def init_layout(app: Flask, static: Path) -> None:
    """Give the templates what the layout shows, and the style sheet the organisation's colours."""
    plain = read_static(static)["style.css"]

    @lru_cache(maxsize=8)
    def coloured(colour: str, background: str) -> StaticFile:
        tokens = _TOKENS.format(colour, background).encode()
        return static_file(".css", "style.css", plain.body + tokens)

    def style(colour: str, background: str, digest: str) -> Response:
        """Send the style sheet in an organisation's colours, in one request."""
        if not (_COLOUR.fullmatch(colour) and _COLOUR.fullmatch(background)):
            abort(404)
        file = coloured(colour, background)
        return send_static(file, current=digest == file.digest)

    def style_url() -> str:
        colours = settings().colour.removeprefix("#"), settings().background.removeprefix("#")
        digest = coloured(*colours).digest
        return url_for("style", colour=colours[0], background=colours[1], digest=digest, lang=None)

    app.add_url_rule("/static/<colour>-<background>/<digest>/style.css", "style", style)
    app.jinja_env.filters["said"] = said
    app.jinja_env.filters["lines"] = str.splitlines
    app.jinja_env.globals.update(
        help_lines=help_lines, settings=settings, path_to=path_to, style_url=style_url
    )
