"""The page of the form: which sections are open, and where a problem is shown."""

import pytest

from crypto.suite import random_bytes
from reporting.domain.catalogue import FIELDS
from reporting.domain.consent import Choices
from reporting.domain.errors import Problem
from reporting.domain.report import Account, Contact, Draft
from reporting.intake import formpage
from reporting.intake.formpage import FormPage, nonce_of_form, options_of, show
from reporting.intake.services import EXTENSION

HERE = "Please look at this again, here."


@pytest.fixture
def shown(app, valid_html):
    """Show a form with problems and answers, in a request of a language."""

    def render(problems=(), typed=None, *, language="en", repeats=None, **page):
        draft = Draft(Account(), Contact(), Choices(), tuple(problems), typed or {}, repeats or {})
        with app.test_request_context(f"/report?lang={language}"):
            html, status = show(
                FormPage(random_bytes(16), draft, **page), app.extensions[EXTENSION].verified.read()
            )
        return html, status, valid_html(html)

    return render


@pytest.fixture
def problems():
    """One problem with every question; strict HTML finds a link to a control that is not there."""
    return [Problem(name, f"{HERE} {name}.") for name in FIELDS]


def test_a_problem_of_any_question_is_said_on_top_and_beside_it(shown, problems):
    html, status, _ = shown(problems)
    assert status == 422
    assert [p.field for p in problems if html.count(p.message) < 2] == []


def test_a_problem_of_a_question_that_is_not_asked_is_still_said(shown, problems, put_rows):
    put_rows({"areas": "[]", "police_forces": "[]", "races": "[]", "reviewed_languages": "[]"})
    html, _, _ = shown(problems)
    assert [p.field for p in problems if p.message not in html] == []


def test_so_it_is_in_an_addition(shown, problems):
    html, _, _ = shown(problems, addition=True)
    assert [p.field for p in problems if p.message not in html] == []


@pytest.mark.parametrize("instance", [2, 20, 21, 900])
def test_a_problem_of_a_person_that_is_not_shown_is_about_the_whole(shown, instance):
    html, _, _ = shown([Problem("person_name", HERE, instance)], repeats={"person": 20})
    assert HERE in html


def opened(tree):
    return [
        section.find("summary").text
        for section in tree.iter("details")
        if section.get("class") == "part" and section.get("open") is not None
    ]


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ({"person_name-2": ("x",)}, "The person"),
        ({"happened_on_month": ("3",)}, "When"),
        ({"consent_statistics": ("yes",)}, "What we may do with it"),
        ({"contact_how": ("x",)}, "Support, and how to reach you"),
    ],
)
def test_a_section_with_an_answer_is_open(shown, typed, section):
    _, _, tree = shown(typed=typed)
    assert opened(tree) == [section]


def test_an_answer_of_the_first_screen_or_an_empty_one_opens_nothing(shown):
    _, _, tree = shown(typed={"what_happened": ("x",), "person_name": ("",)})
    assert opened(tree) == []


def test_a_list_that_the_organisation_has_not_filled_is_not_asked(shown, put_rows):
    put_rows({"areas": "[]", "police_forces": "[]", "races": "[]"})
    html, _, _ = shown()
    assert 'name="police_force"' not in html
    assert 'name="person_appearance_race"' not in html
    assert 'name="area"' in html  # can always be written


def test_many_areas_are_a_list_to_choose_from(shown, put_rows):
    import json

    label = {"en": "Area {}", "fr": "Secteur {}"}
    areas = [
        {
            "slug": f"a{n}",
            "label": {k: v.format(n) for k, v in label.items()},
            "region": {"en": "R", "fr": "R"},
        }
        for n in range(12)
    ]
    put_rows({"areas": json.dumps(areas)})
    html, _, _ = shown(language="fr")
    assert '<select id="f-area"' in html
    assert "Secteur 11" in html


def test_options_of_a_list_are_in_the_language_of_the_page(app, config):
    with app.test_request_context("/report?lang=fr"):
        seen = app.extensions[EXTENSION].verified.read()
        labels = [option.label for option in options_of(FIELDS["area"], seen.settings)]
    assert labels == ["Centre-ville", "Port", "Je ne sais pas"]


@pytest.mark.parametrize("typed", ["", "00", "zz" * 16, "00" * 17, " " + "00" * 16 + " "])
def test_a_nonce_always_has_its_length(app, typed):
    with app.test_request_context("/report", method="POST", data={"nonce": typed}):
        assert len(nonce_of_form()) == formpage.NONCE_BYTES


def test_a_good_nonce_is_kept(app):
    with app.test_request_context("/report", method="POST", data={"nonce": "0a" * 16}):
        assert nonce_of_form() == b"\n" * 16
