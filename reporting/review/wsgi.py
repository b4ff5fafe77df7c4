"""What a WSGI server calls: `make_app`, which reads the path of BROLLY_REVIEW_CONFIG."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.review.app import create_app
from reporting.review.config import ReviewConfig
from reporting.web.configuration import BadConfiguration

if TYPE_CHECKING:
    from flask import Flask

VARIABLE = "BROLLY_REVIEW_CONFIG"


def make_app() -> Flask:
    """Make the app for the configuration file that the environment names.

    Raises BadConfiguration when it names none or one that cannot be used.
    """
    path = os.environ.get(VARIABLE, "")
    if not path:
        raise BadConfiguration(f"{VARIABLE} names no file")
    return create_app(ReviewConfig.load(Path(path)), lambda: datetime.now(UTC))
