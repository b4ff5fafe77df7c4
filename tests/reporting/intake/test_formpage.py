"""The page of the form: which sections are open, and where a problem is shown."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.suite import random_bytes
from reporting.domain.catalogue import FIELDS, HARMS_FIRST, INCIDENT_TYPES
from reporting.domain.consent import Choices
from reporting.domain.consent_wording import wording
from reporting.domain.errors import Problem
from reporting.domain.report import Account, Contact, Draft
from reporting.intake.app import create_app
from reporting.intake.formpage import FormPage, show
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


def body(response):
    return response.get_data(as_text=True)


def test_before_typing_she_reads_who_reads_it_the_limits_and_the_way_it_is_kept(client, valid_html):
    page = body(client.get("/report"))
    valid_html(page)
    start = page.index("<textarea")
    for words in (
        "Nobody reads at night",
        "a life is in danger right now",
        "If you are under 19 and somebody is harming you",
        "Our server seals your words before it stores them",
        "604 555-0100",
    ):
        assert 0 < page.find(words) < start, words


def test_over_https_the_page_says_that_the_connection_is_encrypted(config, clock):
    client = create_app(replace(config, https=True), clock).test_client()
    page = client.get("/report")
    assert (
        "This page sends your words over an encrypted connection; our server seals them before it "
        "stores them." in body(page)
    )
    assert "Strict-Transport-Security" in page.headers


def test_the_first_screen_is_short_and_has_its_own_send_button(client):
    page = body(client.get("/report"))
    short, _, rest = page.partition("</button></p>")
    for name in (
        "incident_types",
        "what_happened",
        "when_rough",
        "area",
        "known_by",
        "warn_others",
    ):
        assert f'name="{name}"' in short
    assert 'name="person_name"' not in short
    assert short.endswith("Send")
    assert 'value="send"' in rest


def test_the_whole_catalogue_can_be_reached_from_the_start(client):
    page = body(client.get("/report"))
    names = set(re.findall(r'name="([a-z0-9_]+)"', page))
    missing = set(FIELDS) - names - {"area_other", "happened_on"}
    assert not missing
    assert {"happened_on_day", "happened_on_month", "happened_on_year"} <= names
    for option in INCIDENT_TYPES:
        assert f'value="{option.value}"' in page


def test_eight_kinds_of_harm_stand_before_more(client):
    page = body(client.get("/report"))
    first = page[page.index('name="incident_types"') : page.index("More kinds")]
    assert len(HARMS_FIRST) == 8
    assert re.findall(r'value="(\w+)"', first)[:8] == [option.value for option in HARMS_FIRST]


def test_nothing_is_ticked_at_first(client, controls):
    page = body(client.get("/report"))
    assert " checked" not in page
    assert " selected" not in page
    assert set(controls(page)["nonce"][0]) <= set("0123456789abcdef")


def test_leave_this_page_comes_first_for_the_keyboard(client):
    page = body(client.get("/report"))
    first = re.search(
        r"<(a|button|input|select|textarea|summary)\b[^>]*>", page[page.index("<body") :]
    )
    assert 'href="/exit"' in first[0]
    assert "Leave this page" in page


def test_consents_are_the_signed_words_with_the_risks_beside_police(client):
    page = body(client.get("/report")).replace("&#39;", "'")
    english = wording("en")
    for name, words in english.yes.items():
        assert words in page, name
    police = page.index("Before you say yes to police")
    for risk in english.police_risks:
        assert police < page.index(risk, police) < page.index(english.yes["consent_police_report"])


def test_police_and_partners_are_not_asked_in_words_that_nobody_reviewed(
    client, put_rows, send, inbox
):
    put_rows({"reviewed_languages": '["en"]'})
    page = body(client.get("/report?lang=fr")).replace("&#39;", "'")
    assert 'name="consent_police_report"' not in page
    assert 'name="consent_partners"' not in page
    assert wording("fr").interpreter in page
    send(lang="fr", consent_police_report="yes", consent_partners="yes", consent_statistics="yes")
    choices = inbox()[0].choices
    assert choices.consent_statistics
    assert not choices.consent_police_report
    assert not choices.consent_partners


def test_she_is_told_when_nobody_has_looked_for_days(client, engine, clock):
    from reporting.store.engine import writing
    from reporting.store.settings import note_looked

    with writing(engine) as session:
        note_looked(session, clock.now.date() - timedelta(days=5))
    page = body(client.get("/report"))
    assert "Nobody has read reports for 5 days" in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_first_visit_takes_at_most_15_kilobytes(client, language):
    """Page and style sheet with their headers, as they travel compressed."""
    packed = {"Accept-Encoding": "gzip, br, zstd"}
    page = client.get(f"/report?lang={language}", headers=packed)
    html = body(client.get(f"/report?lang={language}"))
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    sheet = client.get(style, headers=packed)
    assert sheet.status_code == 200
    size = sum(len(r.get_data()) + len(str(r.headers)) for r in (page, sheet))
    assert size <= 15_000, size
    assert not re.findall(r"<(?:img|iframe)\b", html)


def test_what_a_slow_line_cuts_off_is_cut_off_in_the_files(client):
    """Browsers send in the order of the page: everything typed has to stand before the files."""
    page = client.get("/report").get_data(as_text=True)
    names = re.findall(r'<(?:input|textarea|select)\b[^>]*? name="([^"]+)"', page)
    assert len(names) > 50
    assert names[-1] == "attachments"
    assert names.count("attachments") == 1
