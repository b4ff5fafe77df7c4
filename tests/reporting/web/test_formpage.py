"""Which questions stand on a page, in which sections, and what a form carries hidden."""

from dataclasses import replace

import pytest

from crypto.receipts import NONCE_BYTES
from reporting.domain.catalogue import FIELDS, MAX_REPEATS
from reporting.domain.errors import Problem
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Text
from reporting.web.formpage import (
    EMPTY,
    form_parts,
    is_unsent,
    nonce_of_form,
    options_of,
    with_one_more,
)

HERE = Text({"en": "Downtown", "fr": "Centre-ville"})
SETTINGS = PublicSettings(areas=(Area("downtown", HERE, Text({"en": "City", "fr": "Ville"})),))


@pytest.fixture
def parts(app):
    """What a page is given for a draft, in English."""

    def given(draft=EMPTY, settings=SETTINGS, **more):
        with app.test_request_context("/report"):
            return form_parts(draft, settings, **more)

    return given


def test_options_of_a_list_are_in_the_language_of_the_page(app):
    with app.test_request_context("/report?lang=fr"):
        labels = [option.label for option in options_of(FIELDS["area"], SETTINGS)]
    assert labels == ["Centre-ville", "Je ne sais pas"]


@pytest.mark.parametrize("typed", ["", "00", "zz" * 16, "00" * 17, " " + "00" * 16 + " "])
def test_a_nonce_always_has_its_length(app, typed):
    with app.test_request_context("/report", method="POST", data={"nonce": typed}):
        assert len(nonce_of_form()) == NONCE_BYTES


def test_a_good_nonce_is_kept(app):
    with app.test_request_context("/report", method="POST", data={"nonce": "0a" * 16}):
        assert nonce_of_form() == b"\n" * 16


@pytest.mark.parametrize(
    ("sent", "action", "unsent"),
    [({}, "send", False), ({}, "add-person", True), ({"switch_lang": "fr"}, "send", True)],
)
def test_buttons_that_do_not_send(app, sent, action, unsent):
    with app.test_request_context("/report", method="POST", data=sent):
        assert is_unsent(action) == unsent


def test_there_is_room_for_one_more_up_to_the_most():
    draft = EMPTY
    for _ in range(MAX_REPEATS + 3):
        draft = with_one_more(draft, "person")
    assert draft.repeats["person"] == MAX_REPEATS


def test_a_section_with_an_answer_or_a_problem_or_by_name_is_open(parts):
    draft = replace(
        EMPTY,
        typed={"person_name-2": ("Mike",)},
        problems=(Problem("vehicle_plate", "too long"),),
        repeats={"person": 2},
    )
    given = parts(draft, opened=frozenset({"where"}))
    assert {s.slug for s in given["sections"] if s.opened} == {"person", "vehicle", "where"}


def test_a_problem_without_a_control_is_the_whole_forms(parts):
    draft = replace(EMPTY, problems=(Problem("police_force", "unknown"),))
    assert parts(draft)["problems"][0].field == ""


def test_an_addition_asks_nothing_about_consent(parts):
    given = parts(addition=True)
    assert "warn_others" not in given["first"]
    assert "choices" not in {section.slug for section in given["sections"]}


def test_whether_she_is_19_is_asked_beside_the_police_and_nowhere_else(parts):
    given = parts(replace(EMPTY, typed={"your_age_19": ("yes",)}))
    asked = {s.slug: {field.name for field in s.fields} for s in given["sections"]}
    assert "your_age_19" not in set().union(*asked.values())
    assert given["signed"]["your_age_19"].label == FIELDS["your_age_19"].label
    assert [s.slug for s in given["sections"] if s.opened] == ["choices"]
