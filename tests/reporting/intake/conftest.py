"""A founded installation and its public program.

On SQLite; a test that asks `@pytest.mark.parametrize("database_kind", …, indirect=True)` runs on the
databases that it names. What differs between them is tested in tests/reporting/store.

`founding`   what `found` made on the first day (its lists and the first person's keys)
`clock`      a clock that tests set: `clock.now`
`settings`   the organisation's public settings, before the app starts: a dict of rows
`config`, `app`, `client`   the program as configured at founding
`short`      the first screen filled in; `send(**changes)` posts it
`inbox`      what an advocate would open: every report that is stored, verified and opened
`controls`   what a browser would send of a page's form: name to values
`site`       a browser at the program of `group`, whose people file, answer and publish
`reported`   hands in a report there; gives (code, worker)
"""

import html
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

import html5lib
import pytest
from sqlalchemy import select

from crypto.envelope import Place, Wrap
from crypto.parts import read_part
from crypto.passwords import Argon2Params
from crypto.private.epochs import EpochSecret
from crypto.private.keyfile import read_keyfile
from crypto.private.opening import open_envelope
from crypto.receipts import Code, keys_of
from reporting.casework.setup import found
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, HelpNumber, Listed, Text
from reporting.intake.app import create_app
from reporting.intake.config import IntakeConfig
from reporting.sealed.encode import read_account, read_contact
from reporting.sealed.statements import read_statement
from reporting.store import founding as store
from reporting.store.engine import reading, writing
from reporting.store.models.inbox import InboxPart, InboxReport, InboxWrap

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


@pytest.fixture
def database_kind(request):
    return getattr(request, "param", "sqlite")


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
        store.found(session, first_day.rows(SETTINGS, ()))
    return first_day


@pytest.fixture
def put_rows(engine, founding, sign_words):
    """Have the organisation sign other settings: name to JSON text."""

    def put(rows, pages=None):
        sign_words(engine, founding.organisation, founding.pins.installation, rows, pages)

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


@dataclass
class Opened:
    """One stored report as an advocate reads it."""

    id: bytes
    receipt_kept: bool
    told: object = None
    contact: object = None
    statement: object = None
    additions: list = field(default_factory=list)
    contacts: list = field(default_factory=list)

    @property
    def account(self):
        return self.told.account

    @property
    def choices(self):
        return self.statement.choices


@pytest.fixture(scope="session")
def epoch(first_day):
    """The circle's secret, as the first person opens it when she signs in."""
    change, installation = first_day.change, first_day.pins.installation
    keyfile = read_keyfile("ada", installation, PASSPHRASE, change.member.key_file)
    sealed = next(row for row in change.sealed_epochs if row.recipient == "ada")
    return EpochSecret.open(
        sealed.sealed, keyfile.identity.opening, installation, change.lists.manifest.current()
    )


@pytest.fixture
def inbox(engine, epoch, founding):
    def read_all():
        with reading(engine) as session:
            reports = session.scalars(select(InboxReport)).all()
            return [open_report(session, report) for report in reports]

    def open_report(session, report):
        opened = Opened(report.id, report.receipt_kept)
        rows = session.execute(
            select(InboxPart, InboxWrap)
            .join(InboxWrap, InboxWrap.item == InboxPart.item)
            .where(InboxPart.report == report.id, InboxWrap.circle == "main")
        )
        for part, wrap in rows:
            place = Place(founding.pins.installation, report.id, part.compartment, part.item)
            sealed = Wrap(wrap.circle, wrap.epoch, wrap.key_id, wrap.sealed)
            body = open_envelope(place, part.ciphertext, sealed, epoch.opening)
            content = read_part(place, report.verifying_key, body)
            if part.compartment == "account":
                opened.told = read_account("account", content)
            elif part.compartment == "addition":
                opened.additions.append(read_account("addition", content))
            elif part.compartment == "contact":
                opened.contacts.append(read_contact(content))
                opened.contact = opened.contacts[-1]
            elif part.compartment == "consent":
                opened.statement = read_statement(content)
        return opened

    return read_all


@pytest.fixture
def controls():
    def read(page, form="report"):
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        found = next(element for element in tree.iter("form") if element.get("id") == form)
        sent = {}
        for element in found.iter():
            name = element.get("name")
            if element.tag == "textarea":
                sent.setdefault(name, []).append((element.text or "").removeprefix("\n"))
            elif element.tag == "select":
                chosen = [o for o in element.iter("option") if o.get("selected") is not None]
                sent.setdefault(name, []).append(chosen[0].get("value") if chosen else "")
            elif element.tag == "input" and (
                element.get("type") not in {"checkbox", "radio"}
                or element.get("checked") is not None
            ):
                sent.setdefault(name, []).append(element.get("value") or "")
        return sent

    return read


@pytest.fixture
def text_of():
    """The text of the element of a page that has an attribute with a value."""

    def read(page, attribute, value):
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        found = [e for e in tree.iter() if e.get(attribute) == value]
        return "".join(found[0].itertext()).strip() if found else None

    return read


class Site:
    """A browser without scripts: forms are posted as they stand on a page."""

    def __init__(self, app, group, clock):
        self.app, self.group, self.clock = app, group, clock
        self.client = app.test_client()

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, data=None, **options):
        return self.client.post(path, data=data or {}, **options)

    def later(self, **delta):
        """Let time go by for everybody; what a process remembers is older than that."""
        self.group.later(**delta)
        self.clock.now = self.group.now

    def words(self, page):
        """What a person reads of a page, tags and line breaks gone."""
        plain = re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))
        return re.sub(r"\s+", " ", html.unescape(plain))

    def hidden(self, page, name="state"):
        """A hidden field that the next form sends along."""
        found = re.search(rf'name="{name}" value="([^"]+)"', page.get_data(as_text=True))
        assert found, f"the page carries no {name}"
        return found.group(1)

    def open(self, code):
        """Come back with a code; returns the page and the state to go on with."""
        page = self.post("/return", {"code": " ".join(code.digits())})
        return page, self.hidden(page)

    def take_back(self, state, *names, **more):
        return self.post(
            "/return", {"state": state, "do": "consent", "take_back": [*names], **more}
        )

    def set(self, **rows):
        """Change public settings, and wait until every process has seen it."""
        self.group.sign({name: json.dumps(value) for name, value in rows.items()})
        self.later(seconds=6)


@pytest.fixture
def site(group, clock, tmp_path):
    clock.now = group.now
    config = IntakeConfig(
        database_url=group.url,
        installation=group.pins.installation,
        organisation=group.pins.organisation,
        minimum_sequence=group.pins.minimum_sequence,
        page_secret=bytes(range(32)),
        help_number="604 555-0199",
        state_dir=tmp_path / "state",
    )
    app = create_app(config, clock)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Site(app, group, clock)


@pytest.fixture
def reported(group):
    """Report with a code that is known; returns (code, worker)."""

    def report(choices=None, **answers):
        code = Code.random()
        keys = keys_of(code, group.pins.installation)
        more = {} if choices is None else {"choices": choices}
        worker = group.report(answers, keys=keys, **more)
        return code, worker

    return report


@pytest.fixture
def short():
    return {
        "nonce": "00112233445566778899aabbccddeeff",
        "lang": "en",
        "incident_types": ["robbery", "threats"],
        "what_happened": "He took my bag, then “laughed”.\nI ran.",
        "when_rough": "yesterday",
        "area": "harbour",
        "known_by": "grey van, plate ends 42",
        "warn_others": "first",
    }


@pytest.fixture
def send(client, short):
    def post(**changes):
        return client.post("/report", data={**short, **changes})

    return post
