"""Runs `brolly` in this process, and installations that it has set up.

`brolly(*words, input="")`   the result of a command (click's: `exit_code`, `output`, `stdout`)
`answers(share=…, code=…)`    what somebody types in the conversation of `brolly init`
`installed`                  an installation in an SQLite file, set up by `brolly init --json`
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from crypto.passwords import Argon2Params
from reporting.cli import asking, initialise, main

PASSPHRASE = "four plain invented words"


@dataclass
class Installed:
    directory: Path
    totp_secret: str
    recovery_shares: list[str]

    def code(self, steps: int = 0) -> str:
        """The one-time code now, or some half minutes later: each is taken once."""
        return pyotp.TOTP(self.totp_secret).at(datetime.now(UTC) + steps * timedelta(seconds=30))


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    """Whatever the machine speaks that runs the tests, also to the programs that they start."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


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


@pytest.fixture
def founding(monkeypatch):
    """What the set-up will found, so that a test can type its secrets back."""
    today, params = datetime.now(UTC).date(), Argon2Params(8192, 1, 1)
    made = initialise.found("kim", PASSPHRASE, today, params, printed_secret=b"p" * 32)
    monkeypatch.setattr(initialise, "found", lambda *_, **__: made)
    monkeypatch.setattr(asking, "randbelow", lambda _: 1)
    return made


@pytest.fixture
def answers(founding):
    def typed(*, share=None, code=None, wrong_first=False) -> str:
        right = code or pyotp.TOTP(asking.one_time_secret(founding)).now()
        lines = ["Corner House", "604 555-0100", "kim", "short", "short", PASSPHRASE, PASSPHRASE]
        lines += ["000000"] * wrong_first + [right]
        lines += ["", *([share] if share else []), founding.shares[1].upper()]
        return "\n".join(lines) + "\n"

    return typed
