"""Runs `brolly` in this process, and installations that it has set up.

`brolly(*words, input="")`   the result of a command (click's: `exit_code`, `output`, `stdout`)
`installed`                  an installation in an SQLite file, set up by `brolly init --json`
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from reporting.cli import main

PASSPHRASE = "four plain invented words"


@dataclass
class Installed:
    directory: Path
    totp_secret: str
    recovery_shares: list[str]

    def code(self, steps: int = 0) -> str:
        """The one-time code now, or some half minutes later: each is taken once."""
        return pyotp.TOTP(self.totp_secret).at(datetime.now(UTC) + steps * timedelta(seconds=30))


@pytest.fixture
def brolly():
    def run(*words: object, text: str = "") -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=text)

    return run


@pytest.fixture
def init(brolly):
    """Set up an installation without questions; more options may follow."""

    def run(directory: Path, *more: object) -> Result:
        known = ("--json", "--handle", "kim", "--help-number", "604 555-0100")
        words = ("init", "--dir", directory, *known, "--passphrase-file", "-", *more)
        return brolly(*words, text=f"{PASSPHRASE}\n")

    return run


@pytest.fixture
def installed(init, tmp_path) -> Installed:
    result = init(tmp_path / "installation")
    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout)
    return Installed(tmp_path / "installation", shown["totp_secret"], shown["recovery_shares"])
