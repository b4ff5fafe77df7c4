"""Every invented report is one that the form would take, and nothing in it is real."""

import re
from datetime import date, timedelta

import pytest

from reporting.demonstration import invented
from reporting.demonstration.invented import NotAsIntended, invented_reports
from reporting.demonstration.organisation import DATA
from reporting.domain.report import text_of

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def reports():
    return list(invented_reports(TODAY))


def test_they_come_in_oldest_first_and_the_last_one_today(reports):
    days = [one.day for one in reports]
    assert days == sorted(days)
    assert days[-1] == TODAY
    assert len({one.name for one in reports}) == len(reports)


def test_days_of_what_happened_move_with_today(reports):
    first = reports[0]
    assert first.told.account.text("happened_on") == (first.day - timedelta(days=1)).isoformat()
    later = next(invented_reports(TODAY + timedelta(days=30)))
    assert later.day == first.day + timedelta(days=30)


def test_plates_are_clearly_invented(reports):
    plates = [
        plate
        for one in reports
        for vehicle in one.told.account.vehicles
        if (plate := text_of(vehicle, "vehicle_plate"))
    ]
    assert len(plates) > 5
    assert all(plate.startswith("ZZZ ") for plate in plates)


def test_numbers_are_of_the_range_set_aside_for_fiction():
    digits = re.compile(r"\d{3}[ -]\d{4}")
    for path in DATA.iterdir():
        for found in digits.findall(path.read_text()):
            assert re.fullmatch(r"555[ -]01\d\d", found), f"{path.name}: {found}"


def test_a_report_that_the_form_refuses_is_named(monkeypatch, tmp_path):
    bad = '[[report]]\nname = "bad"\nago = 0\nlanguage = "en"\n[report.form]\nseverity = "very"\n'
    (tmp_path / "some.toml").write_text(bad)
    monkeypatch.setattr(invented, "DATA", tmp_path)
    monkeypatch.setattr(invented, "FILES", ("some",))
    with pytest.raises(NotAsIntended, match="bad: "):
        list(invented_reports(TODAY))
