"""Taking a yes back: what advocates then see, and what leaves the site at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.receipts import Code, keys_of
from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.domain.errors import Invalid
from reporting.intake.errors import ReportsClosed
from reporting.intake.withdrawal import Visit
from reporting.sealed.consents import next_statement
from reporting.sealed.errors import StatementRefused
from reporting.store.engine import reading

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
OFF_SITE = "You took that yes back, so what came from you is off this site now."


@pytest.fixture
def visit(site, reported):
    """A request with a code, of somebody who has said yes to five things."""
    _, worker = reported()
    services = site.app.extensions["brolly"]
    return Visit(services, services.verified.read(), worker.keys)


def case_of(group, worker):
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        return cases.open_case(session, group.desk(), worker.report)


@both_databases
def test_advocates_see_what_was_taken_back(site, reported, group):
    code, worker = reported()
    _, state = site.open(code)
    site.take_back(state, "consent_compare", "consent_police_report")
    consent = case_of(group, worker).consent
    assert consent.version == 2
    assert not consent.choices.consent_compare
    assert not consent.choices.consent_police_report
    assert not consent.choices.police_place_exact
    assert consent.choices.consent_bulletin


@both_databases
def test_a_double_click_leaves_the_chain_whole(site, reported, group):
    code, worker = reported()
    _, state = site.open(code)
    site.take_back(state, "consent_compare")
    again = site.take_back(state, "consent_compare")
    assert "Saved." in site.words(again)
    assert "Version 2." in site.words(again)
    assert "Version 3." in site.words(site.take_back(state, "consent_contact"))
    assert case_of(group, worker).consent.version == 3


def test_two_at_once_both_get_their_no(visit, monkeypatch):
    """Somebody saves between this request's look and its own save."""
    other = Visit(visit.services, visit.seen, visit.keys)
    add = visit.services.gate.mailbox_add
    first = []

    def in_between(*arguments):
        if not first:
            first.append(True)
            other.take_back(frozenset({"consent_contact"}))
        return add(*arguments)

    monkeypatch.setattr(visit.services.gate, "mailbox_add", in_between)
    opened = visit.take_back(frozenset({"consent_compare"}))
    assert not opened.kept_back
    assert opened.consent.version == 3
    assert not opened.choices.consent_compare
    assert not opened.choices.consent_contact


def test_what_cannot_be_read_is_not_said_again(visit, monkeypatch):
    """A narrowing that was hidden must not come off by saying all of it anew."""
    unknown = replace(visit.look(), consent=None, statements=())
    monkeypatch.setattr(Visit, "look", lambda _visit: unknown)
    with pytest.raises(StatementRefused):
        visit.restate()


def test_somebody_who_saves_all_the_time_is_not_waited_for(visit, monkeypatch):
    monkeypatch.setattr(visit.services.gate, "mailbox_add", lambda *_: True)
    with pytest.raises(StatementRefused):
        visit.take_back(frozenset({"consent_compare"}))


def test_what_nobody_could_read_again_is_not_signed(visit):
    with pytest.raises(Invalid):
        visit.take_back(frozenset({f"police_leave_out:force_{n}" for n in range(30)}))
    assert visit.look().consent.version == 1


def test_a_code_without_a_report_has_nothing_to_take_back(visit):
    keys = keys_of(Code.random(), visit.services.config.installation)
    stranger = Visit(visit.services, visit.seen, keys)
    assert stranger.look() is None
    assert stranger.take_back(frozenset({"consent_compare"})) is None


@both_databases
def test_taking_back_the_warning_takes_it_off_the_site(site, reported, desks):
    code, worker = reported()
    desks.file()
    edition = desks.publish(worker)
    site.set(phrase_required=False)
    site.later(hours=2)
    assert str(edition.number) in site.words(site.get("/bulletins"))
    opened, state = site.open(code)
    assert OFF_SITE not in site.words(opened)
    page = site.take_back(state, "consent_bulletin")
    assert "it is off this site now" in site.words(page)
    told = f"A warning was made from it March 2, 2026 Number {edition.number} {OFF_SITE}"
    assert told in site.words(page)
    assert told in site.words(site.open(code)[0])
    site.later(seconds=6)
    assert "taken back" in site.words(site.get(f"/bulletins/{edition.number}"))
    assert "There are no warnings" in site.words(site.get("/bulletins"))


def test_a_warning_that_comes_out_after_the_no_is_stopped_at_the_next_visit(
    site, reported, group, desks
):
    code, worker = reported()
    desks.file()
    edition = desks.approve(desks.submit(desks.write(desks.begin(worker), urgent=True)))
    latest = case_of(group, worker).opened.statements[-1].statement
    group.state(worker, next_statement(latest, Choices(), group.today))
    site.set(phrase_required=False)
    site.later(hours=2)
    site.open(code)
    site.later(seconds=6)
    assert "taken back" in site.words(site.get(f"/bulletins/{edition.number}"))


def test_a_pause_does_not_stop_a_no(site, reported):
    code, _ = reported()
    site.set(paused=True)
    opened, state = site.open(code)
    assert "Nothing can be added at the moment" in site.words(opened)
    assert "Saved." in site.words(site.take_back(state, "consent_compare"))


def test_an_old_list_of_readers_takes_nothing_but_still_takes_the_warning_down(
    site, reported, desks, valid_html
):
    code, worker = reported()
    desks.file()
    edition = desks.publish(worker)
    site.set(phrase_required=False)
    site.clock.now += timedelta(days=200)
    _, state = site.open(code)
    page = site.take_back(state, "consent_bulletin")
    assert page.status_code == 503
    valid_html(page.get_data(as_text=True))
    assert "Try to save again" in site.words(page)
    site.clock.now += timedelta(seconds=6)
    assert "taken back" in site.words(site.get(f"/bulletins/{edition.number}"))


def test_closed_is_an_error_of_its_own(visit, monkeypatch):
    old = Visit(visit.services, replace(visit.seen, closed="expired"), visit.keys)
    with pytest.raises(ReportsClosed):
        old.take_back(frozenset({"consent_compare"}))
