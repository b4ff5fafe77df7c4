"""The field macros of templates/shared, for every question of the catalogue."""

import pytest

from reporting.domain.catalogue import FIELDS, Option
from reporting.domain.errors import Problem

# questions whose list only the organisation has show nothing without one
ASKED = {f.name: f for f in FIELDS.values() if f.kind not in {"choice", "choices"} or f.options}


@pytest.fixture
def page(app, valid_html, render):
    def show(fields, values=None, problems=(), number=1, lang="en"):
        with app.test_request_context(f"/?lang={lang}"):
            return valid_html(render(fields, values or {}, problems, number))

    return show


def named(tree, name):
    return [e for e in tree.iter() if e.get("name") == name]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_question_makes_a_valid_page(page, lang):
    tree = page(FIELDS.values(), lang=lang)
    assert tree.get("lang") == lang
    for field in ASKED.values():
        assert named(tree, "happened_on_day" if field.kind == "day" else field.name), field.name


def test_every_question_shows_its_problem_beside_it_and_on_top(page):
    problems = [Problem(name, "Look at %(what)s", params={"what": name}) for name in ASKED]
    tree = page(ASKED.values(), problems=problems)
    for name in ASKED:
        beside = tree.find(f".//*[@id='f-{name}-problem']")
        assert f"Look at {name}" in "".join(beside.itertext())
        assert tree.find(f".//a[@href='#f-{name}']") is not None
        described = [
            e for e in tree.iter() if f"f-{name}-problem" in (e.get("aria-describedby") or "")
        ]
        assert described, name
    assert f"{len(problems)} things need another look" in "".join(tree.itertext())


def test_one_problem_of_the_whole_form_is_said_without_a_link(page):
    tree = page([], problems=[Problem("", "It is too large")])
    text = "".join(tree.itertext())
    assert "One thing needs another look" in text
    assert "It is too large" in text


HOSTILE = '\n<b onclick="x">&amp; "quoted" \u202e'


@pytest.mark.parametrize(
    "field", [f for f in FIELDS.values() if f.kind in {"text", "line"}], ids=lambda f: f.name
)
def test_what_was_typed_comes_back_to_the_letter(page, field):
    typed = HOSTILE if field.kind == "text" else HOSTILE.strip()
    control = named(page([field], {field.name: (typed,)}), field.name)[0]
    assert (control.text if field.kind == "text" else control.get("value")) == typed


@pytest.mark.parametrize("field", [f for f in FIELDS.values() if f.options], ids=lambda f: f.name)
def test_what_was_chosen_stays_chosen_and_nothing_else_is(page, field):
    wanted = field.options[-1].value
    tree = page([field], {field.name: (wanted,)})
    marked = [
        e.get("value")
        for e in tree.iter()
        if e.tag in {"input", "option"}
        and (e.get("checked") is not None or e.get("selected") is not None)
    ]
    assert marked == [wanted]
    untouched = page([field])
    assert not [
        e for e in untouched.iter() if e.get("checked") is not None or e.get("selected") is not None
    ]


def test_a_tick_box_is_not_ticked_by_itself(page):
    flags = [f for f in FIELDS.values() if f.kind == "flag"]
    assert flags
    assert not [e for e in page(flags).iter("input") if e.get("checked") is not None]
    ticked = page(flags, {f.name: ("yes",) for f in flags})
    assert len([e for e in ticked.iter("input") if e.get("checked") is not None]) == len(flags)


def test_a_second_person_has_names_and_ids_of_its_own(page):
    persons = [f for f in FIELDS.values() if f.group == "person"]
    tree = page(persons, {"person_name-2": ("Al",)}, [Problem("person_name", "Hm", 2)], number=2)
    assert named(tree, "person_name-2")[0].get("value") == "Al"
    assert not named(tree, "person_name")
    assert tree.find(".//a[@href='#f-person_name-2']") is not None


def test_the_day_keeps_its_three_parts(page):
    values = {
        "happened_on_day": ("31",),
        "happened_on_year": ("x",),
        "happened_on_unsure": ("yes",),
    }
    tree = page([FIELDS["happened_on"]], values)
    assert [
        named(tree, f"happened_on_{part}")[0].get("value") for part in ("day", "month", "year")
    ] == ["31", "", "x"]
    assert named(tree, "happened_on_unsure")[0].get("checked") is not None


def test_an_organisations_areas_are_shown_as_written_with_room_for_another(app):
    from flask import render_template_string

    template = """{% from "shared/fields.html" import field with context %}{{ field(f, values, options=options, own=true) }}"""
    options = [Option("n", "North <end>"), Option("s", "100% south")]
    with app.test_request_context("/"):
        html = render_template_string(
            template, f=FIELDS["area"], options=options, values={"area": ("n", "by the mill")}
        )
    assert "North &lt;end&gt;" in html
    assert "100% south" in html
    assert 'value="by the mill"' in html


def test_large_boxes_are_asked_for(app):
    from flask import render_template_string

    template = """{% from "shared/fields.html" import field with context %}{{ field(f, {}, options=f.options[:8], large=true) }}"""
    with app.test_request_context("/"):
        html = render_template_string(template, f=FIELDS["incident_types"])
    assert html.count('type="checkbox"') == 8
    assert 'class="field large"' in html


def test_a_compact_list_can_be_taken_back(app):
    """Of radio buttons one stays chosen for ever without scripts."""
    from flask import render_template_string

    template = """{% from "shared/fields.html" import field with context %}{{ field(f, values, compact=true) }}"""
    values = {"person_height": ("tall",)}
    with app.test_request_context("/"):
        html = render_template_string(template, f=FIELDS["person_height"], values=values)
    assert "<select" in html
    assert '<option value=""></option>' in html
    assert '<option value="tall" selected>' in html


def test_language_buttons_outside_a_form_name_it(app):
    from flask import render_template_string

    template = """{% from "shared/parts.html" import language_buttons with context %}{{ language_buttons(form) }}"""
    with app.test_request_context("/?lang=en"):
        outside = render_template_string(template, form="report")
        inside = render_template_string(template, form="")
    assert 'name="switch_lang" value="fr" form="report"' in outside
    assert "form=" not in inside
