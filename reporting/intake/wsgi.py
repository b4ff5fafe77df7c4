"""The door for a WSGI server: `gunicorn 'reporting.intake.wsgi:make_app()'`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.intake.app import create_app
from reporting.intake.config import IntakeConfig
from reporting.web.configuration import BadConfiguration

if TYPE_CHECKING:
    from reporting.web.app import BrollyApp

CONFIG_VARIABLE = "BROLLY_INTAKE_CONFIG"


def make_app() -> BrollyApp:
    """Make the app from the file that BROLLY_INTAKE_CONFIG names; raise BadConfiguration."""
    path = os.environ.get(CONFIG_VARIABLE)
    if not path:
        raise BadConfiguration(f"{CONFIG_VARIABLE} names no file")
    return create_app(IntakeConfig.load(Path(path)))
