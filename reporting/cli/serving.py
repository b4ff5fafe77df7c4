"""Serves one program until it is stopped."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reporting.cli.language import gettext
from reporting.cli.places import refuse_unready
from reporting.cli.ports import refuse_taken_address
from reporting.cli.speech import Trouble, worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from reporting.web.configuration import BadConfiguration

Program = Literal["intake", "review"]

OPTIONS = {
    # Loaded once and forked: half the start, and workers share the memory of the code. Nothing
    # is connected and no thread runs before the fork.
    "preload_app": True,
    # That it listens, and that its workers come and go, is nobody's question.
    "loglevel": "warning",
}


def config_path(program: Program, config: Path | None, directory: Path | None) -> Path:
    """Return which configuration to load; UsageError unless one of the two is given."""
    if config is not None:
        return config
    if directory is None:
        raise click.UsageError(gettext("Say where the installation lies: --dir or --config."))
    return directory / f"{program}.toml"


def serve_intake(config: Path, bind: str, parent: int | None = None) -> None:
    """Serve the public program; Trouble for a configuration that cannot be used."""
    _load_quickly()
    from reporting.intake.app import create_app
    from reporting.intake.config import IntakeConfig
    from reporting.web.configuration import BadConfiguration

    try:
        known = IntakeConfig.load(config)
    except BadConfiguration as error:
        raise _not_started(error) from error
    refuse_unready(known.database_url, config.parent)
    refuse_taken_address(bind)
    _serve(lambda: create_app(known), bind, parent)


def serve_review(config: Path, bind: str, parent: int | None = None) -> None:
    """Serve the advocates' program; Trouble for a configuration that cannot be used."""
    _load_quickly()
    from reporting.review.app import create_app
    from reporting.review.config import ReviewConfig
    from reporting.web.clock import system_clock
    from reporting.web.configuration import BadConfiguration

    try:
        known = ReviewConfig.load(config)
    except BadConfiguration as error:
        raise _not_started(error) from error
    refuse_unready(known.database_url, config.parent)
    refuse_taken_address(bind)
    _serve(lambda: create_app(known, system_clock), bind, parent)


def _not_started(error: BadConfiguration) -> Trouble:
    return Trouble(gettext("%(problem)s Nothing was started.", problem=worded(error)))


def _load_quickly() -> None:
    """Collect no garbage while modules load: there is none, and looking takes a quarter of it."""
    gc.disable()


def _serve(make_app: Callable[[], Flask], bind: str, parent: int | None) -> None:
    from reporting.web.server import WebServer

    def make() -> Flask:
        app = make_app()
        # What is loaded now stays: the collector of a worker need not touch, and so copy, it.
        gc.freeze()
        gc.enable()
        return app

    WebServer(make, bind, OPTIONS, parent).run()
