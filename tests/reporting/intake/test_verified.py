"""What intake believes: only what the organisation signed, never older than what it has seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crypto.manifest import Pins
from crypto.private.organisation import Organisation
from crypto.settings import Settings, SignedPage
from reporting.domain.settings import PublicSettings
from reporting.intake.app import create_app
from reporting.intake.config import IntakeConfig
from reporting.intake.errors import ReportsClosed
from reporting.intake.highwater import HighWater
from reporting.intake.verified import KEEP, VerifiedReader
from reporting.sealed.public_settings import Trouble
from reporting.store.errors import Refused, Unavailable
from reporting.store.records import PublicState, SignedDocument

SUPPORT = SignedPage("support", "en", "Open at six")
NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


class FakeGate:
    """A database that says what a test wants, and counts how often it was asked."""

    def __init__(self, state):
        self.state = state
        self.error = None
        self.asked = 0

    def public_read(self, now):
        self.asked += 1
        if self.error is not None:
            raise self.error
        return self.state


class Config:
    def __init__(self, pins):
        self.pins = pins


@pytest.fixture
def signing_key():
    return Organisation.random()


@pytest.fixture
def sign(signing_key, first_day):
    """A public state with both lists signed anew after changes to them."""
    lists = first_day.change.lists

    def state(
        *, manifest=None, roster=None, settings=None, by=signing_key, sequence=20_777_001, **more
    ):
        manifest = replace(lists.manifest, **(manifest or {}))
        roster = replace(lists.roster, **(roster or {}))
        documents = {
            "manifest": SignedDocument("manifest", manifest.sequence, *by.sign_manifest(manifest)),
            "roster": SignedDocument("roster", roster.sequence, *by.sign_roster(roster)),
        }
        rows = {**PublicSettings().to_mapping(), **(settings or {})}
        words = Settings(first_day.pins.installation, sequence, rows, (SUPPORT,))
        documents["settings"] = SignedDocument("settings", sequence, *by.sign_settings(words))
        values = {"editions": (), "recalls": (), "last_looked": None}
        return PublicState(**{**values, **documents, **more})

    return state


@pytest.fixture
def gate(sign):
    return FakeGate(sign())


@pytest.fixture
def reader(gate, signing_key, first_day, clock, tmp_path):
    pins = Pins(first_day.pins.installation, signing_key.verifying_key, 0)
    return VerifiedReader(Config(pins), gate, HighWater(tmp_path), clock)


def test_signed_lists_are_believed_and_may_be_sealed_to(reader, first_day):
    seen = reader.read()
    assert seen.closed == ""
    assert seen.to_seal_to() == first_day.change.lists.manifest
    assert seen.roster == first_day.change.lists.roster
    assert seen.today == date(2026, 11, 20)


def test_the_day_is_the_organisations(reader, clock):
    clock.now = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # eleven at night in Vancouver
    assert reader.read().today == date(2026, 11, 20)


@pytest.mark.parametrize("missing", ["manifest", "roster"])
def test_without_one_of_the_lists_nothing_is_taken(reader, gate, sign, missing):
    gate.state = sign(**{missing: None})
    gate.state = replace(gate.state, **{missing: None})
    seen = reader.read()
    assert seen.closed == "unverified"
    with pytest.raises(ReportsClosed):
        seen.to_seal_to()


@pytest.mark.parametrize("kind", ["manifest", "roster"])
def test_a_list_that_somebody_else_signed_is_not_believed(reader, gate, sign, kind):
    stranger = sign(by=Organisation.random())
    gate.state = replace(gate.state, **{kind: getattr(stranger, kind)})
    seen = reader.read()
    assert seen.closed == "unverified"
    assert getattr(seen, kind) is None


@pytest.mark.parametrize("kind", ["manifest", "roster"])
def test_going_back_to_an_older_list_is_noticed(reader, gate, sign, clock, first_day, kind):
    old = gate.state
    newer = {"sequence": first_day.change.lists.manifest.sequence + 1}
    gate.state = sign(**{kind: newer})
    assert reader.read().closed == ""
    clock.now += 2 * KEEP
    gate.state = old
    assert reader.read().closed == "unverified"


def test_another_process_started_later_remembers_the_highest(
    reader, gate, sign, signing_key, first_day, clock, tmp_path
):
    old = gate.state
    gate.state = sign(manifest={"sequence": first_day.change.lists.manifest.sequence + 1})
    reader.read()
    pins = Pins(first_day.pins.installation, signing_key.verifying_key, 0)
    later = VerifiedReader(Config(pins), FakeGate(old), HighWater(tmp_path), clock)
    assert later.read().closed == "unverified"


def test_lists_below_the_configured_sequence_are_not_believed(
    gate, signing_key, first_day, clock, tmp_path
):
    least = first_day.change.lists.manifest.sequence + 1
    pins = Pins(first_day.pins.installation, signing_key.verifying_key, least)
    reader = VerifiedReader(Config(pins), gate, HighWater(tmp_path), clock)
    assert reader.read().closed == "unverified"


def test_signed_settings_are_believed_and_their_sequence_is_kept(reader, gate, sign, tmp_path):
    gate.state = sign(settings={"widening_days": "9", "witnessed_police": "true"})
    seen = reader.read()
    assert (seen.settings.widening_days, seen.settings.witnessed_police) == (9, True)
    assert [(page.slug, page.body) for page in seen.pages] == [("support", "Open at six")]
    assert (seen.trouble, seen.believes_words, seen.deletion_days) == (Trouble.NONE, True, 9)
    assert (tmp_path / "settings.highest").read_text() == "20777001\n"


def nothing_of_theirs(seen, trouble):
    """What stands in is shown, the form stays open, and nobody gets what she may not have."""
    assert seen.trouble is trouble
    assert seen.closed == ""
    assert seen.settings == PublicSettings.unbelieved()
    assert (seen.settings.widening_days, seen.settings.witnessed_police) == (30, False)
    assert seen.settings.phrase_required
    assert not seen.settings.phrase_hash
    assert (seen.pages, seen.believes_words, seen.deletion_days) == ((), False, 3)


def test_settings_that_somebody_else_signed_or_changed_are_not_believed(reader, gate, sign, clock):
    loose = {"widening_days": "1", "witnessed_police": "true", "phrase_required": "false"}
    for settings in (
        sign(settings=loose, by=Organisation.random()).settings,
        replace(
            gate.state.settings,
            body=gate.state.settings.body.replace(b'"value":"3"', b'"value":"1"'),
        ),
        replace(gate.state.manifest, kind="settings"),
    ):
        gate.state = replace(sign(), settings=settings)
        clock.now += 2 * KEEP
        nothing_of_theirs(reader.read(), Trouble.REFUSED)


def test_settings_that_were_put_back_or_taken_away_are_noticed(reader, gate, sign, clock):
    old = sign(settings={"widening_days": "1"})
    gate.state = sign(settings={"widening_days": "9"}, sequence=20_777_002)
    assert reader.read().settings.widening_days == 9
    for settings, trouble in ((old.settings, Trouble.ROLLED_BACK), (None, Trouble.REFUSED)):
        gate.state = replace(gate.state, settings=settings)
        clock.now += 2 * KEEP
        nothing_of_theirs(reader.read(), trouble)


def test_a_database_from_before_is_not_believed_until_somebody_signs(reader, gate, sign, clock):
    gate.state = replace(sign(), settings=None)
    nothing_of_theirs(reader.read(), Trouble.UNSIGNED)
    gate.state = sign()
    clock.now += 2 * KEEP
    assert reader.read().trouble is Trouble.NONE


def test_the_configured_sequence_is_about_the_lists_alone(
    gate, sign, signing_key, first_day, clock, tmp_path
):
    gate.state = sign(sequence=7)
    pins = Pins(first_day.pins.installation, signing_key.verifying_key, 20_000_000)
    reader = VerifiedReader(Config(pins), gate, HighWater(tmp_path), clock)
    assert reader.read().trouble is Trouble.NONE


@pytest.mark.parametrize("kind", ["manifest", "roster"])
def test_a_list_past_its_day_closes_the_form_but_is_still_known(reader, gate, sign, kind):
    gate.state = sign(**{kind: {"valid_until": date(2026, 11, 19)}})
    seen = reader.read()
    assert seen.closed == "expired"
    assert seen.roster is not None
    with pytest.raises(ReportsClosed):
        seen.to_seal_to()


@pytest.mark.parametrize("kind", ["manifest", "roster"])
def test_on_its_last_day_a_list_still_counts(reader, gate, sign, kind):
    gate.state = sign(**{kind: {"valid_until": date(2026, 11, 20)}})
    assert reader.read().closed == ""


def test_without_a_current_epoch_there_is_nobody_to_seal_to(reader, gate, sign, first_day):
    (epoch,) = first_day.change.lists.manifest.epochs
    previous = replace(epoch, state="previous", until=date(2026, 12, 1))
    gate.state = sign(manifest={"epochs": (previous,)})
    assert reader.read().closed == "unverified"


def test_a_pause_closes_the_form(reader, gate, sign):
    gate.state = sign(settings={"paused": "true"})
    seen = reader.read()
    assert seen.closed == "paused"
    with pytest.raises(ReportsClosed):
        seen.to_seal_to()


def test_five_seconds_are_believed_and_no_more(reader, gate, sign, clock):
    reader.read()
    gate.state = sign(settings={"paused": "true"})
    clock.now += KEEP
    assert reader.read().closed == ""
    assert gate.asked == 1
    clock.now += timedelta(milliseconds=1)
    assert reader.read().closed == "paused"


def test_what_must_be_gone_at_once_is_asked_for_anew(reader, gate, sign):
    reader.read()
    gate.state = sign(settings={"paused": "true"})
    assert reader.fresh().closed == "paused"
    assert reader.read().closed == "paused", "others profit from the newer look"
    assert gate.asked == 2
    gate.error = Unavailable("no")
    for _ in range(3):
        with pytest.raises(Unavailable):
            reader.fresh()
    assert gate.asked == 3, "a store in trouble is left alone"


def test_a_clock_that_goes_back_does_not_keep_an_old_look(reader, gate, clock):
    reader.read()
    clock.now -= timedelta(days=1)
    reader.read()
    assert gate.asked == 2


@pytest.mark.parametrize("error", [Unavailable("no"), Refused("no")])
def test_a_store_in_trouble_is_left_alone_for_a_while(reader, gate, clock, error):
    gate.error = error
    for _ in range(3):
        with pytest.raises(Unavailable):
            reader.read()
    assert gate.asked == 1
    gate.error = None
    clock.now += 2 * KEEP
    assert reader.read().closed == ""


def test_the_last_look_stays_for_showing_a_page(reader, gate, sign, clock):
    gate.state = sign(settings={"safe_exit_url": '"https://example.org/"'})
    reader.read()
    gate.error = Unavailable("no")
    clock.now += 2 * KEEP
    assert reader.latest().settings.safe_exit_url == "https://example.org/"


def test_before_any_look_there_are_defaults_and_nothing_is_taken(reader, gate):
    gate.error = Unavailable("no")
    seen = reader.latest()
    assert seen.settings == PublicSettings.unbelieved()
    assert (seen.closed, seen.trouble) == ("unverified", Trouble.UNSIGNED)
    assert not seen.believes_words


@pytest.mark.parametrize(
    ("looked", "days"),
    [(None, 0), (date(2026, 11, 20), 0), (date(2026, 11, 16), 0), (date(2026, 11, 15), 5)],
)
def test_silence_is_said_after_the_days_the_organisation_set(reader, gate, sign, looked, days):
    gate.state = sign(last_looked=looked)
    assert reader.read().days_unread == days


def test_a_last_look_that_is_no_day_takes_nothing_with_it(group, tmp_path):
    group.sql("DELETE FROM setting WHERE name = 'last_looked'")
    group.sql("INSERT INTO setting (name, value) VALUES ('last_looked', 'no day')")
    config = IntakeConfig(
        database_url=group.url,
        installation=group.pins.installation,
        organisation=group.pins.organisation,
        minimum_sequence=0,
        page_secret=bytes(32),
        help_number="604 555-0100",
        state_dir=tmp_path,
    )
    client = create_app(config, lambda: group.now).test_client()
    form = client.get("/report")
    assert form.status_code == 200
    assert "Nobody has read reports" not in form.get_data(as_text=True)


def test_what_a_gate_falls_over_is_a_store_in_trouble(gate, reader):
    gate.error = ValueError("a row of another version")
    with pytest.raises(Unavailable):
        reader.read()
    assert reader.latest().closed == "unverified"
