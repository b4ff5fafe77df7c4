"""The public program: all wiring, no routes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flask import request

from crypto.pagestate import PageState
from reporting.intake.errors import TooBusy
from reporting.intake.highwater import HighWater
from reporting.intake.layout import init_layout
from reporting.intake.routes import (
    about,
    add,
    bulletins,
    check,
    feeds,
    files,
    health,
    home,
    keys,
    leave,
    mailbox,
    report,
    return_,
    sealed,
    support,
)
from reporting.intake.scripts import init_scripts
from reporting.intake.services import EXTENSION, Services, services
from reporting.intake.throttles import THROTTLES, Bucket, Rate
from reporting.intake.verified import VerifiedReader
from reporting.store.engine import open_engine
from reporting.store.errors import StoreError
from reporting.store.intake_gate import IntakeGate
from reporting.web.app import AppShape, BrollyApp, base_app
from reporting.web.clock import Clock, system_clock
from reporting.web.headers import HeaderPolicy

if TYPE_CHECKING:
    from reporting.intake.config import IntakeConfig

STATIC = Path(__file__).parent / "static"

# Scripts from our own files alone, which may fetch from here alone; no text becomes code, whatever
# a script does (`eval`, WebAssembly and, by Trusted Types, markup made of text).
# The icon is an empty `data:` one: without it every browser asks for /favicon.ico.
CSP = {
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "data:",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}

# Every page of the program: the blueprint `pages` of each module in `routes`; add new ones here.
BLUEPRINTS = (
    about.pages,
    add.pages,
    bulletins.pages,
    check.pages,
    feeds.pages,
    files.pages,
    health.pages,
    home.pages,
    keys.pages,
    leave.pages,
    mailbox.pages,
    report.pages,
    return_.pages,
    sealed.pages,
    support.pages,
)


def create_app(
    config: IntakeConfig,
    clock: Clock = system_clock,
    throttles: Mapping[Bucket, Rate] = THROTTLES,
) -> BrollyApp:
    """Make the app. Nothing is connected before the first request, so that a server may fork."""
    app = base_app(
        AppShape(
            "intake",
            static=STATIC,
            headers=HeaderPolicy(csp=CSP, hsts=config.https),
            layout="intake/layout.html",
            unavailable=(StoreError, TooBusy),
        )
    )
    gate = IntakeGate(open_engine(config.database_url, "intake"))
    high_water = HighWater(config.state_dir)
    app.extensions[EXTENSION] = Services(
        config=config,
        clock=clock,
        gate=gate,
        verified=VerifiedReader(config, gate, high_water, clock),
        high_water=high_water,
        page_state=PageState(config.page_secret),
        throttles=throttles,
    )
    init_layout(app, STATIC)
    init_scripts(app)
    # Nobody need be signed in, and nothing else need run: the first request of a day erases.
    app.before_request(_erase_due)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _erase_due() -> None:
    """Do what is due; whoever leaves waits for nothing."""
    if request.endpoint != leave.ENDPOINT:
        services().erase_due()
