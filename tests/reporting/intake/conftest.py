"""A founded installation and its public program, on each database.

`founding`   what `found` made on the first day (its lists and the first person's keys)
`clock`      a clock that tests set: `clock.now`
`settings`   the organisation's public settings, before the app starts: a dict of rows
`config`, `app`, `client`   the program as configured at founding
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from crypto.passwords import Argon2Params
from reporting.casework.setup import found
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, HelpNumber, Listed, Text
from reporting.intake.app import create_app
from reporting.intake.config import IntakeConfig
from reporting.store import founding as store
from reporting.store.engine import writing
from reporting.store.settings import put_settings

CHEAP = Argon2Params(memory_kib=8192, time=1, lanes=1)
START = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # noon in Vancouver
PASSPHRASE = "seven invented words for a test"


def both(english: str, french: str) -> Text:
    return Text({"en": english, "fr": french})


SETTINGS = PublicSettings(
    title=both("Corner House", "Maison du coin"),
    organisation=both("Corner House", "Maison du coin"),
    areas=(
        Area("downtown", both("Downtown", "Centre-ville"), both("City", "Ville")),
        Area("harbour", both("Harbour", "Port"), both("City", "Ville")),
    ),
    police_forces=(
        Listed("city_police", both("City police", "Police municipale")),
        Listed("provincial", both("Provincial police", "Police provinciale")),
    ),
    help_numbers=(
        HelpNumber(both("Emergency", "Urgence"), "911"),
        HelpNumber(both("Corner House, day", "Maison du coin, le jour"), "604 555-0100"),
    ),
)


@dataclass
class SetClock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(scope="session")
def first_day():
    """The lists and keys of an installation; making them takes a while, so once."""
    return found("ada", PASSPHRASE, START.date(), CHEAP)


@pytest.fixture
def founding(first_day, engine):
    with writing(engine) as session:
        store.found(session, first_day.rows(SETTINGS.to_mapping(), ()))
    return first_day


@pytest.fixture
def put_rows(engine):
    """Change public settings: name to JSON text."""

    def put(rows):
        with writing(engine) as session:
            put_settings(session, rows)

    return put


@pytest.fixture
def config(founding, database_url, tmp_path):
    return IntakeConfig(
        database_url=database_url,
        installation=founding.pins.installation,
        organisation=founding.pins.organisation,
        minimum_sequence=founding.pins.minimum_sequence,
        page_secret=bytes(range(32)),
        help_number="604 555-0199",
        state_dir=tmp_path / "state",
    )


@pytest.fixture
def app(config, clock):
    app = create_app(config, clock)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def client(app):
    return app.test_client()
