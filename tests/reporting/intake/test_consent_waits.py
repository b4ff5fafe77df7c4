"""How far a yes reaches, and from when what she widened counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reporting.domain.consent import Choices
from reporting.intake.consent_rows import consents_of
from reporting.intake.consent_waits import Covers
from reporting.sealed.replies import Narrowing

from .signed import FIRST, REPORT, SETTINGS, opened

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
