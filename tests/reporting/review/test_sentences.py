"""Entries of the record as sentences; what is missing or strange in one never breaks the page."""

from __future__ import annotations

from datetime import date

import pytest

from crypto.errors import BrokenRecord, RecordFault
from reporting.casework.record import Act, Action
from reporting.review.sentences import FAULTS, SENTENCES, fault_text, sentence

DAY = date(2026, 3, 2)


def act(action, purged=False, **about):
    return Act(1, DAY, "ada", action, about, purged)


def test_every_act_and_fault_has_its_words():
    assert set(SENTENCES) == set(Action)
    assert set(FAULTS) == set(RecordFault)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_act_that_says_nothing_is_still_a_sentence(app, action, language):
    with app.test_request_context(f"/?lang={language}"):
        assert "%(" not in sentence(act(action))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (act(Action.STATUS_CHANGED, case="7K3M", what="done"), "set 7K3M to “Done”"),
        (act(Action.STATUS_CHANGED, case="7K3M", what="odd"), "set 7K3M to “odd”"),
        (act(Action.ASSIGNED, case="7K3M", handle=""), "gave 7K3M back"),
        (act(Action.ASSIGNED, case="7K3M", handle="bo"), "gave 7K3M to bo"),
        (
            act(Action.NARROWED, case="7K3M", what="consent_compare, later"),
            "took back on somebody's word, in 7K3M: Compare it with other reports; later",
        ),
        (act(Action.SETTINGS_CHANGED, what="areas, new"), "changed the settings: Areas, new"),
        (act(Action.NOTE_ADDED, case="100 % (sure)"), "wrote a note on 100 % (sure)"),
        (act(Action.FILED, reports="1", parts="3"), "filed 1 new report"),
        (act(Action.FILED, reports="2", parts="7"), "filed 2 new reports"),
        (act(Action.FILED, reports="0", parts="1"), "filed what was added to reports"),
        (act(Action.FORMS_PRINTED, number="1"), "printed 1 blank paper form"),
        (
            act(Action.POLICE_PACKAGE_REFUSED, case="7K3M", what="excluded: child, odd"),
            "was refused a police package of 7K3M: the person is under 19; odd",
        ),
        (
            act(Action.POLICE_PACKAGE_REFUSED, case="7K3M", what="consent_police_report: no force"),
            "was refused a police package of 7K3M: she has not said yes to it",
        ),
        (
            act(Action.POLICE_PACKAGE_REFUSED, case="7K3M", what="odd: yes"),
            "was refused a police package of 7K3M: odd: yes",
        ),
        (act(Action.CODE_USED, number="3"), "signed in with a printed code; left: 3"),
        (act(None), "did something that your keys do not open"),
        (act(None, purged=True), "did something that is no longer kept"),
    ],
)
def test_acts_in_words(app, said, words):
    with app.test_request_context("/"):
        assert sentence(said) == words


def test_a_fault_names_its_place(app):
    with app.test_request_context("/"):
        assert "7" in fault_text(BrokenRecord(RecordFault.FORGED, 7))
