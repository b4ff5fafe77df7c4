"""Putting her words into fields: beside them, staff-entered, and corrected later."""

from __future__ import annotations

import pytest

from reporting.casework.cases import read_one
from reporting.casework.filing import file_waiting


@pytest.fixture
def url(group):
    worker = group.report()
    file_waiting(group.engine, group.desk())
    return f"/cases/{worker.report.hex()}/structure"


def test_her_words_stand_beside_the_fields(browser, url, valid_html):
    page = browser("ada").get(url).text
    valid_html(page)
    assert "Ends in 0142, grey van" in page
    assert 'name="vehicle_plate"' in page
    assert 'name="identifiers_value-2"' in page


def test_what_was_entered_is_shown_as_staffs_and_can_be_corrected(browser, url, group, valid_html):
    ada = browser("ada")
    ada.get(url)
    given = {
        "identifiers_kind": "phone",
        "identifiers_value": "0142",
        "identifiers_partial": "yes",
        "vehicle_type": "van",
        "vehicle_colour": "grey",
    }
    page = ada.post(url, given, follow_redirects=True).text
    valid_html(page)
    assert "Entered by staff" in page
    assert "0142 (a part of it)" in page
    again = ada.get(url).text
    valid_html(again)
    assert 'value="0142"' in again
    case = read_one(group.engine, group.desk(), url.split("/")[2])
    assert case.staff.identifiers[0].partial
    assert case.staff.answers == {}


def test_nothing_entered_comes_back_with_the_reason(browser, url, valid_html):
    ada = browser("ada")
    ada.get(url)
    answer = ada.post(url, {})
    assert answer.status_code == 400
    valid_html(answer.text)


def test_a_value_that_is_too_long_comes_back(browser, url):
    ada = browser("ada")
    ada.get(url)
    answer = ada.post(url, {"vehicle_make": "m" * 5000})
    assert answer.status_code == 400
    assert "m" * 5000 in answer.text
