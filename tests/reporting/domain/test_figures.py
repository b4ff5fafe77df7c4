"""Counts that may be published."""

from dataclasses import replace
from datetime import date

from reporting.domain.case import Card, Status
from reporting.domain.figures import Row, Year, coarse_count, figures

AREAS = ("downtown", "east")


def cards(many, **values):
    card = Card(
        report=bytes(16),
        day=date(2026, 5, 9),
        version=1,
        consents=frozenset({"consent_statistics"}),
        types=("robbery",),
        severity="dangerous",
        area="downtown",
    )
    return [replace(card, **values)] * many


def test_every_question_is_counted_by_year_and_rounded():
    told = [
        *cards(6),
        *cards(7, types=("robbery", "threats"), severity="risky", area="the old mill"),
        *cards(4, types=("weapon",), severity="unknown"),
        *cards(9, day=date(2025, 12, 31), report_kind="bad_date", severity=""),
    ]
    newest, before = figures(told, AREAS)
    assert newest == Year(
        2026,
        15,
        {
            "report_kind": (),
            "incident_types": (Row("robbery", 15), Row("threats", 5)),
            "severity": (Row("dangerous", 5), Row("risky", 5)),
            "area": (Row("downtown", 10),),
        },
    )
    assert (before.year, before.total) == (2025, 10)
    assert before.rows["report_kind"] == (Row("bad_date", 10),)


def test_who_did_not_say_yes_and_junk_are_not_counted():
    silent = cards(50, consents=frozenset({"consent_bulletin", "consent_compare"}))
    assert figures(silent, AREAS) == ()
    assert figures(cards(50, status=Status.JUNK), AREAS) == ()


def test_of_too_few_reports_nothing_is_said():
    (year,) = figures(cards(4), AREAS)
    assert year.total is None
    assert not any(year.rows.values())


def test_small_counts_are_hidden_and_others_rounded():
    counts = [0, 4, 5, 7, 8, 12, 13, 1004]
    assert [coarse_count(n) for n in counts] == [None, None, 5, 5, 10, 10, 15, 1005]
