"""What both web programs are made of; each adds its configuration, templates and routes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from flask.sessions import SessionInterface
from jinja2 import FileSystemLoader, PrefixLoader, StrictUndefined
from werkzeug.routing import IntegerConverter, ValidationError

from reporting.web.compress import compress_page
from reporting.web.errorpages import init_error_pages
from reporting.web.headers import HeaderPolicy
from reporting.web.i18n import init_i18n
from reporting.web.limits import (
    BoundedRequest,
    Limits,
    drain_body,
    end_turn,
    refuse_troubled_bodies,
)
from reporting.web.logs import describe_error
from reporting.web.origin import refuse_cross_site
from reporting.web.static import init_static
from reporting.web.words import init_words

if TYPE_CHECKING:
    from flask.sessions import SessionMixin

LARGEST_NUMBER = 2**31 - 1
"""Numbers of bulletins and sheets are 32-bit columns."""

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@dataclass(frozen=True, slots=True)
class AppShape:
    """What differs between the two programs before a single route.

    - `name`: "intake" or "review"; also the only folder of `templates/` beside `shared/` it sees.
    - `static`: its folder of static files; `style.css` there is sent after the shared tokens.
    - `headers`, `limits`: see there.
    - `layout`: the template that `shared/error.html` extends (it needs blocks `title` and `main`).
    - `preferred_language`: asked after form and link, before the browser.
    - `unavailable`: errors of lower packages that mean "try again later" (503).
    """

    name: str
    static: Path
    headers: HeaderPolicy = field(default_factory=HeaderPolicy)
    limits: Limits = field(default_factory=Limits)
    layout: str = "shared/page.html"
    preferred_language: Callable[[], str | None] | None = None
    unavailable: tuple[type[Exception], ...] = ()


class BrollyApp(Flask):
    """Flask with bounded requests, and logs that hold nothing of a request."""

    request_class = BoundedRequest

    def log_exception(self, exc_info: Any) -> None:  # noqa: ANN401 - Flask's own wide type
        """Log the types and places of an error and the route it came from, nothing else."""
        error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
        where = request.endpoint or "no route"
        self.logger.error("%s: %s", where, describe_error(error))


class _Number(IntegerConverter):
    """A number in an address, as large as a column holds: 404 past that, whatever the route does.

    Werkzeug takes any number of digits. SQLite and PostgreSQL overflow, and `int` itself refuses
    more than 4300.
    """

    def to_python(self, value: str) -> int:
        """Read a number. Raises ValidationError, which means 404."""
        if len(value) > len(str(LARGEST_NUMBER)):
            raise ValidationError
        number = super().to_python(value)
        if number > LARGEST_NUMBER:
            raise ValidationError
        return int(number)


class _NoSession(SessionInterface):
    """No session cookie: Flask's `session` raises when somebody writes to it."""

    def open_session(self, app: Flask, request: Any) -> SessionMixin:  # noqa: ANN401, ARG002 - Flask's
        return self.make_null_session(app)

    def save_session(
        self,
        app: Flask,
        session: SessionMixin,
        response: Any,  # noqa: ANN401 - Flask's own wide type
    ) -> None:
        """Write nothing."""


def base_app(shape: AppShape) -> BrollyApp:
    """Make an app that has no routes but `static`, and every rule that both programs share."""
    app = BrollyApp(
        f"reporting.{shape.name}",
        static_folder=None,
        template_folder=None,
        instance_path="/nonexistent",
        root_path=str(shape.static.parent),
    )
    app.debug = False  # whatever FLASK_DEBUG says: a debugger shows what workers wrote
    app.config.update(
        MAX_CONTENT_LENGTH=shape.limits.body,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.session_interface = _NoSession()
    app.url_map.converters["int"] = _Number
    app.extensions["brolly.limits"] = shape.limits
    _init_templates(app, shape)
    init_i18n(app, shape.preferred_language)
    init_words(app)
    init_static(app, shape.static)
    init_error_pages(app, shape.unavailable)
    app.before_request(refuse_cross_site)
    app.before_request(refuse_troubled_bodies)
    app.teardown_request(end_turn)
    # Flask runs these last first: headers are put on whatever the others made.
    app.after_request(shape.headers.apply)
    app.after_request(compress_page)
    app.after_request(drain_body)
    return app


def _init_templates(app: BrollyApp, shape: AppShape) -> None:
    folders = {name: FileSystemLoader(TEMPLATES / name) for name in ("shared", shape.name)}
    app.jinja_loader = PrefixLoader(folders)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(error_layout=shape.layout)
