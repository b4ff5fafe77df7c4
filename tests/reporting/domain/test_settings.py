"""Public settings come in through one validating door and go out as they were."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.errors import Invalid
from reporting.domain.settings import _READERS, PublicSettings
from reporting.domain.settings_values import Area, HelpNumber, Listed, Text

OWN = PublicSettings(
    title=Text({"en": "North team", "fr": "Équipe du nord"}),
    colour="#123456",
    areas=(
        Area("downtown", Text({"en": "Downtown"}), Text({"en": "Lower city", "fr": "Basse-ville"})),
        Area("east", Text({"en": "East"}), Text({"en": "Lower city"})),
    ),
    police_forces=(Listed("north", Text({"en": "North force"})),),
    police_agency=Text({"en": "A partner"}),
    help_numbers=(HelpNumber(Text({"en": "Office"}), "604-555-0142"),),
    paused=True,
    phrase_hash=bytes(range(48)),
    report_address="https://reports.example.org/report",
    report_phone=Text({"en": "604 555-0100, 10 to 6"}),
    security_contact="mailto:safe@example.org",
    care_deadlines=Text({}),
)


@pytest.mark.parametrize("settings", [PublicSettings(), OWN])
def test_settings_survive_their_rows(settings):
    rows = settings.to_mapping()
    assert all(isinstance(value, str) for value in rows.values())
    assert PublicSettings.from_mapping(rows) == settings


def test_every_setting_has_a_reader():
    assert set(_READERS) == {field.name for field in fields(PublicSettings)}


def test_missing_rows_are_defaults_and_other_rows_are_passed_over():
    settings = PublicSettings.from_mapping({"paused": "true", "schema_of_somebody": "{"})
    assert settings == replace(PublicSettings(), paused=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", {"en": " "}),
        ("title", {"de": "Titel"}),
        ("title", "Title"),
        ("title", {"en": "x" * 201}),
        ("who_reads", {"en": "x" * 5001}),
        ("who_reads", {"en": 5}),
        ("colour", "blue"),
        ("colour", "#ffff00"),
        ("background", "#333333"),
        ("languages", []),
        ("languages", ["en", "en"]),
        ("languages", ["xx"]),
        ("help_numbers", []),
        ("help_numbers", [{"label": {"en": "Office"}, "phone": "javascript:1"}]),
        ("help_numbers", [{"label": {"en": ""}, "phone": "911"}]),
        ("areas", [{"slug": "a", "label": {"en": "A"}}]),
        ("areas", [{"slug": "A b", "label": {"en": "A"}, "region": {"en": "R"}}]),
        ("areas", [{"slug": "unknown", "label": {"en": "A"}, "region": {"en": "R"}}]),
        ("areas", [{"slug": "a", "label": {"en": "A"}, "region": {"en": "R"}}] * 2),
        ("races", {"slug": "a"}),
        ("police_forces", ["north"]),
        ("police_forces", [{"slug": f"f{n}", "label": {"en": "F"}} for n in range(201)]),
        ("safe_exit_url", ""),
        ("safe_exit_url", "http://example.org/"),
        ("safe_exit_url", "javascript:alert(1)"),
        ("safe_exit_url", "https://user@example.org/"),
        ("safe_exit_url", "https://"),
        ("safe_exit_url", "https://[broken"),
        ("security_contact", "somebody"),
        ("silent_days", 0),
        ("silent_days", True),
        ("silent_days", 4.0),
        ("widening_days", 31),
        ("paused", 1),
        ("phrase_hash", "????"),
        ("phrase_hash", "AB"),
        ("phrase_hash", None),
    ],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(Invalid) as refused:
        PublicSettings.from_mapping({name: json.dumps(value)})
    assert [problem.field for problem in refused.value.problems] == [name]


@pytest.mark.parametrize("row", ["", "{", "NaN", '{"en":"a","en":"b"}', "[" * 100_000, None, 5])
def test_a_row_that_is_no_json_is_named(row):
    with pytest.raises(Invalid) as refused:
        PublicSettings.from_mapping({"title": row})
    assert [problem.field for problem in refused.value.problems] == ["title"]


def test_all_wrong_settings_are_named_at_once():
    with pytest.raises(Invalid) as refused:
        PublicSettings.from_mapping({"paused": "3", "colour": "3", "title": '{"en":"Fine"}'})
    assert {problem.field for problem in refused.value.problems} == {"paused", "colour"}


def test_hidden_signs_are_cleaned_from_words():
    settings = PublicSettings.from_mapping({"title": '{"en":" North\\u202e\\n team "}'})
    assert settings.title.of("en") == "North team"


def test_lists_are_given_for_a_form_in_its_language():
    assert [(o.value, o.label) for o in OWN.listed("areas", "fr")] == [
        ("downtown", "Downtown"),
        ("east", "East"),
    ]
    assert OWN.listed("forces", "en")[0].label == "North force"
    assert [o.label for o in OWN.listed("languages", "fr")][:2] == ["Anglais", "Français"]
    assert OWN.listed("races", "en")
    assert OWN.listed("", "en") == ()


def test_an_area_is_found_by_its_slug():
    area = OWN.area("downtown")
    assert area is not None
    assert area.region.of("fr") == "Basse-ville"
    assert OWN.area("by the bridge") is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "fr", "slug", "label", "region", "phone"]), inner)
    ),
    max_leaves=12,
)
rows = st.dictionaries(
    st.sampled_from(list(_READERS)), st.one_of(st.text(max_size=20), json_values.map(json.dumps))
)


@given(rows)
def test_any_rows_give_settings_that_read_back_or_invalid(given_rows):
    try:
        settings = PublicSettings.from_mapping(given_rows)
    except Invalid:
        return
    assert PublicSettings.from_mapping(settings.to_mapping()) == settings


def test_a_setting_that_is_wrong_is_left_out_and_named():
    settings, wrong = PublicSettings.sound_of(
        {"colour": '"red"', "safe_exit_url": '"https://example.org/"'}
    )
    assert wrong == {"colour"}
    assert settings.colour == PublicSettings().colour
    assert settings.safe_exit_url == "https://example.org/"
