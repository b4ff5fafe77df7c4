"""The advocates' program: `create_app` puts everything together, and nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crypto.passwords import Argon2Params
from reporting.review.access import init_access
from reporting.review.config import ReviewConfig
from reporting.review.nav import init_nav
from reporting.review.pages import init_troubles
from reporting.review.routes import (
    approvals,
    bulletins,
    canned,
    cases,
    conversation,
    figures,
    files,
    forwarding,
    home,
    keeping,
    paper,
    people,
    printed_codes,
    record,
    settings,
    sheets,
    sign_in,
    structure,
    taking,
    wordings,
)
from reporting.review.services import EXTENSION, Services
from reporting.store.errors import Unavailable
from reporting.web.app import AppShape, base_app
from reporting.web.clock import Clock
from reporting.web.headers import HeaderPolicy

if TYPE_CHECKING:
    from flask import Flask

BLUEPRINTS = (
    sign_in.blueprint,
    printed_codes.blueprint,
    home.blueprint,
    cases.blueprint,
    structure.blueprint,
    files.blueprint,
    taking.blueprint,
    paper.blueprint,
    conversation.blueprint,
    keeping.blueprint,
    canned.blueprint,
    bulletins.blueprint,
    approvals.blueprint,
    wordings.blueprint,
    sheets.blueprint,
    forwarding.blueprint,
    figures.blueprint,
    people.blueprint,
    settings.blueprint,
    record.blueprint,
)
"""Every room of review; a new one is added here, and to `nav.PLACES` if it has a first page."""

CSP = {"style-src": "'self'", "img-src": "'self'"}


def create_app(config: ReviewConfig, clock: Clock, argon2: Argon2Params | None = None) -> Flask:
    """Make the app; nothing is connected before the first request.

    `argon2` is the cost of new key files and of failing a sign-in.
    """
    app = base_app(
        AppShape(
            "review",
            static=Path(__file__).parent / "static",
            headers=HeaderPolicy(csp=CSP, hsts=config.https),
            layout="review/layout.html",
            unavailable=(Unavailable,),
        )
    )
    app.extensions[EXTENSION] = Services(config, clock, argon2 or Argon2Params())
    init_access(app)
    init_nav(app)
    init_troubles(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
