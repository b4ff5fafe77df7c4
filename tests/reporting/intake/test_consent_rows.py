"""What a row of the return page says, for each way in which a yes can stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reporting.domain.consent import Choices
from reporting.domain.consent_choices import PERMISSIONS
from reporting.domain.consent_wording import wording
from reporting.domain.errors import Invalid
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Listed, Text
from reporting.intake.consent_rows import Covers, consents_of, leave_out, removals
from reporting.intake.mailbox import Opened
from reporting.sealed.consents import Arrived, Subject, chain, consent_today, next_statement
from reporting.sealed.replies import Narrowing
from reporting.sealed.statements import Statement, read_statement, statement_bytes

FIRST = date(2026, 3, 2)
REPORT = bytes(16)
SETTINGS = replace(
    PublicSettings(),
    police_forces=(
        Listed("city", Text({"en": "City Police", "fr": "Police de la ville"})),
        Listed("county", Text({"en": "County Police"})),
    ),
)


def opened(*said, narrowings=(), today=FIRST, language="en", version="2026-11"):
    """A mailbox in which these choices were signed, one a day."""
    statements = []
    for number, choices in enumerate(said):
        day = FIRST + timedelta(days=number)
        if statements:
            made = next_statement(statements[-1].statement, choices, day)
        else:
            made = Statement(
                REPORT, 1, b"", day, version, language, bytes(32), choices, frozenset(), b""
            )
        statements.append(Arrived(read_statement(statement_bytes(made)), day))
    ordered = chain(statements)
    consent = consent_today(Subject(REPORT, bytes(32)), ordered, narrowings, today)
    return Opened(REPORT, FIRST, None, ordered, tuple(narrowings), (), consent, kept_back=False)


def row(mailbox, name):
    rows = consents_of(mailbox, SETTINGS, "en", FIRST).rows
    return next(one for one in rows if one.name == name)


def test_each_permission_has_a_row_with_the_words_she_signed():
    shown = consents_of(opened(Choices(), language="fr"), SETTINGS, "en", FIRST)
    assert [one.name for one in shown.rows] == list(PERMISSIONS)
    assert shown.rows[0].words == wording("fr").yes[PERMISSIONS[0]]
    assert shown.language == "fr"
    assert not shown.any_yes


def test_a_yes_a_no_and_a_yes_that_was_taken_back():
    yes, later = Choices(consent_compare=True, consent_contact=True), Choices(consent_contact=True)
    mailbox = opened(yes, later, today=FIRST + timedelta(days=1))
    contact = row(mailbox, "consent_contact")
    assert (contact.state, contact.since) == ("yes", FIRST)
    assert contact.take_back == "consent_contact"
    compare = row(mailbox, "consent_compare")
    assert (compare.state, compare.since) == ("withdrawn", FIRST + timedelta(days=1))
    assert compare.take_back == ""
    never = row(mailbox, "consent_partners")
    assert (never.state, never.since) == ("no", None)


def test_nothing_is_left_of_what_was_said_yes_to():
    yes, later = Choices(consent_compare=True), FIRST + timedelta(days=1)
    shown = [
        consents_of(opened(*said, today=later), SETTINGS, "en", later).all_taken_back
        for said in [(Choices(),), (yes,), (yes, Choices()), (yes, Choices(consent_contact=True))]
    ]
    assert shown == [False, False, True, False]


def test_a_wider_yes_waits_and_can_be_taken_back_at_once():
    mailbox = opened(Choices(), Choices(consent_partners=True), today=FIRST + timedelta(days=1))
    partners = row(mailbox, "consent_partners")
    assert partners.state == "waits"
    assert partners.take_back == "consent_partners"


def test_what_staff_wrote_down_on_her_word():
    day = FIRST + timedelta(days=2)
    noted = Narrowing(REPORT, day, frozenset({"consent_compare"}), "ada", "by phone", bytes(32))
    mailbox = opened(Choices(consent_compare=True), narrowings=[noted], today=day)
    compare = row(mailbox, "consent_compare")
    assert (compare.state, compare.since, compare.take_back) == ("taken back", day, "")


def test_police_parts_and_forces_show_under_a_yes_to_police_only():
    yes = Choices(
        consent_police_report=True,
        police_place_exact=True,
        police_leave_out=frozenset({"city"}),
    )
    shown = consents_of(opened(yes), SETTINGS, "fr", FIRST)
    police = next(one for one in shown.rows if one.name == "consent_police_report")
    first = police.parts[0]
    assert (first.name, first.state) == ("police_place_exact", "yes")
    assert [force.label for force in shown.left_out] == ["Police de la ville"]
    assert [force.slug for force in shown.to_leave_out] == ["county"]
    without = consents_of(opened(Choices()), SETTINGS, "fr", FIRST)
    assert not without.to_leave_out
    assert all(not one.parts for one in without.rows)


@pytest.mark.parametrize(
    ("choices", "take_back"),
    [
        (Choices(consent_bulletin=True), "publish_unasked"),
        (
            Choices(consent_bulletin=True, ask_before_publishing=True, ask_otherwise="publish"),
            "publish_unanswered",
        ),
        (Choices(consent_bulletin=True, ask_before_publishing=True), ""),
    ],
)
def test_what_happens_before_a_warning_goes_out(choices, take_back):
    assert consents_of(opened(choices), SETTINGS, "en", FIRST).warn.take_back == take_back


def test_without_a_yes_to_warnings_nothing_is_said_of_before():
    assert consents_of(opened(Choices()), SETTINGS, "en", FIRST).warn is None


def test_when_consents_are_not_known_there_are_no_rows():
    unknown = replace(opened(Choices()), consent=None, statements=())
    assert consents_of(unknown, SETTINGS, "en", FIRST) is None


def test_a_wording_that_was_never_shown_is_refused():
    with pytest.raises(Invalid):
        consents_of(opened(Choices(), version="1999-01"), SETTINGS, "en", FIRST)


def test_without_police_its_parts_go_too():
    assert "police_place_exact" in removals(["consent_police_report"])
    assert removals(["", "consent_compare"]) == {"consent_compare"}
    assert leave_out("city") == "police_leave_out:city"


# --- what she added after her yes ----------------------------------------------------------------

WARN = Choices(consent_bulletin=True)


def covers(*said, after=0, narrowings=(), settings=SETTINGS):
    today = FIRST + timedelta(days=after)
    mailbox = opened(*said, narrowings=narrowings, today=today)
    return consents_of(mailbox, settings, "en", today).covers


@pytest.mark.parametrize(
    ("said", "after", "shown"),
    [
        ([WARN], 0, None),
        ([WARN], 1, Covers(FIRST, None, None, again=True)),
        # said again on the second day: that one waits, and covers all of that day
        ([WARN, WARN], 1, Covers(FIRST, date(2026, 3, 3), date(2026, 3, 6), again=False)),
        ([WARN, WARN], 2, Covers(FIRST, date(2026, 3, 3), date(2026, 3, 6), again=True)),
        ([WARN, WARN], 4, Covers(date(2026, 3, 3), None, None, again=True)),
        ([Choices(consent_statistics=True, consent_contact=True)], 9, None),
        ([WARN, Choices()], 9, None),
    ],
)
def test_how_far_her_yes_reaches(said, after, shown):
    assert covers(*said, after=after) == shown


@pytest.mark.parametrize("name", ["consent_police_report", "consent_police_information"])
def test_police_in_words_that_nobody_reviewed_are_not_said_yes_to_again(name):
    yes = Choices(consent_bulletin=True, **{name: True})
    reviewed = replace(SETTINGS, reviewed_languages=frozenset({"en"}))
    assert covers(yes, after=1, settings=reviewed).again
    assert covers(yes, after=1, settings=replace(SETTINGS, reviewed_languages=frozenset())) is None


def test_what_staff_took_back_on_her_word_is_not_said_yes_to_again():
    noted = Narrowing(REPORT, FIRST, frozenset({"consent_bulletin"}), "ada", "by phone", bytes(32))
    assert covers(WARN, after=1, narrowings=[noted]) is None


def test_saying_it_again_does_not_put_off_what_waits_already():
    asks = Choices(consent_bulletin=True, ask_before_publishing=True)
    today = FIRST + timedelta(days=2)
    mailbox = opened(asks, WARN, WARN, today=today)
    warn = consents_of(mailbox, SETTINGS, "en", today).warn
    assert warn.asks
    assert warn.wider_from == date(2026, 3, 6)
    later = opened(asks, WARN, WARN, today=warn.wider_from)
    assert not consents_of(later, SETTINGS, "en", warn.wider_from).warn.asks
