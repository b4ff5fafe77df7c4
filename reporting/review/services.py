"""What routes need, as one typed object on the app, and who is here, as another on the request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask import current_app, g

from crypto.passwords import Argon2Params
from reporting.casework.desk import Desk
from reporting.casework.presence import Present
from reporting.review.config import ReviewConfig
from reporting.store.engine import open_engine
from reporting.web.clock import Clock

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crypto.manifest import Pins

EXTENSION = "brolly"


@dataclass(frozen=True)
class Services:
    """Configuration, clock, cost of a passphrase, and the database (opened when first used)."""

    config: ReviewConfig
    clock: Clock
    argon2: Argon2Params = field(default_factory=Argon2Params)

    @cached_property
    def engine(self) -> Engine:
        """The database as review may use it; one per process, since gunicorn forks."""
        return open_engine(self.config.database_url, "review")


def services() -> Services:
    """Return the services of the app at hand."""
    return cast("Services", current_app.extensions[EXTENSION])


def engine() -> Engine:
    """Return the database."""
    return services().engine


def pins() -> Pins:
    """Return what the signed lists are held against."""
    return services().config.pins


def now() -> datetime:
    """Return the moment of this request: the clock is read once."""
    if "now" not in g:
        g.now = services().clock()
    return cast("datetime", g.now)


def here() -> Present:
    """Return who is signed in; only routes behind `access.needs` may ask."""
    return cast("Present", g.here)


def desk() -> Desk:
    """Return the desk of who is signed in; only routes behind `access.needs` may ask."""
    found = here().desk
    if found is None:
        raise RuntimeError("a desk was asked for before it was settled")
    return found
