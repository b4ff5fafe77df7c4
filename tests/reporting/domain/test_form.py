"""A posted form becomes a draft with everything typed, whatever was posted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain import form
from reporting.domain.catalogue import FIELDS, MAX_REPEATS
from reporting.domain.form import read_form, split_name
from reporting.domain.report import Account, Contact, Identifier
from reporting.domain.report_json import (
    account_from_json,
    account_to_json,
    contact_from_json,
    contact_to_json,
)

TODAY = date(2026, 11, 20)
SHORT = {"incident_types": ["no_payment"], "what_happened": ["He left without paying."]}


def found(draft, field):
    return [problem.message for problem in draft.problems if problem.field == field]


def test_the_short_first_screen_is_enough():
    draft = read_form(
        {
            "incident_types": ["threats", "sexual_assault"],
            "what_happened": ["Line one\r\nline two"],
            "when_rough": ["yesterday"],
            "area": ["downtown"],
            "known_by": ["grey van,\nplate ends 77"],
            "warn_others": ["first"],
            "lang": ["en"],
        }
    )
    assert draft.problems == ()
    assert draft.account.answers == {
        "incident_types": ("sexual_assault", "threats"),
        "what_happened": "Line one\nline two",
        "when_rough": "yesterday",
        "area": "downtown",
        "known_by": "grey van, plate ends 77",
    }
    assert draft.contact.answers == {}
    assert draft.choices.consent_bulletin
    assert draft.choices.ask_before_publishing
    assert "lang" not in draft.typed


def test_persons_vehicles_and_identifiers_repeat_under_numbered_names():
    draft = read_form(
        {
            **SHORT,
            "person_name": ["Rick"],
            "person_name-2": [""],
            "person_name-3": ["Moe"],
            "person_age-3": ["40s"],
            "vehicle_plate-2": ["ab? 123"],
            "identifiers_kind": ["phone"],
            "identifiers_value": ["\u202a604-555-0142\u202c"],
            "identifiers_partial": ["yes"],
            "identifiers_kind-2": ["email"],
            "identifiers_value-2": [""],
            "identifiers_value-3": ["@moe"],
        }
    )
    assert draft.problems == ()
    assert draft.account.persons == (
        {"person_name": "Rick"},
        {"person_name": "Moe", "person_age": "40s"},
    )
    assert draft.account.vehicles == ({"vehicle_plate": "ab? 123"},)
    assert draft.account.identifiers == (
        Identifier("phone", "604-555-0142", partial=True),
        Identifier("unknown", "@moe", partial=False),
    )
    assert draft.repeats == {"person": 3, "vehicle": 2, "identifier": 3}


def test_contact_answers_are_kept_apart_from_the_account():
    draft = read_form({**SHORT, "contact_name": ["Robin"], "support_wanted": ["talk", "none"]})
    assert draft.contact.answers == {"support_wanted": ("talk", "none"), "contact_name": "Robin"}
    assert "contact_name" not in draft.account.answers


def test_a_report_without_words_and_without_a_kind_of_harm_is_asked_for_one():
    draft = read_form({"area": ["downtown"], "what_happened": [" \u200b "]})
    assert found(draft, "incident_types") == [form.NEEDED]


def test_an_addition_needs_only_something():
    assert read_form({"vehicle_plate": ["ABC 123"]}, addition=True).problems == ()
    assert found(read_form({}, addition=True), "what_happened") == [form.NOTHING_ADDED]


def test_a_text_that_is_too_long_is_kept_whole_and_counted():
    words = "é" * 20_001
    draft = read_form({"what_happened": [words]})
    [problem] = draft.problems
    assert problem.field == "what_happened"
    assert dict(problem.params) == {"length": 20_001, "most": 20_000}
    assert draft.account.text("what_happened") == words
    assert draft.value("what_happened") == words


def test_length_is_counted_in_characters_after_normalising():
    assert read_form({"what_happened": ["e\u0301" * 20_000]}).problems == ()


def test_an_option_that_is_not_on_the_list_is_asked_again_and_stays_typed():
    draft = read_form({**SHORT, "severity": ["deadly"], "person_age-2": ["'; drop"]})
    assert len(found(draft, "severity")) == 1
    assert draft.problems_of("person_age-2")[0].instance == 2
    assert "severity" not in draft.account.answers
    assert draft.value("severity") == "deadly"


def test_dont_know_beside_an_answer_goes():
    draft = read_form({"incident_types": ["unknown", "creepy"]})
    assert draft.account.values("incident_types") == ("creepy",)
    assert read_form({"incident_types": ["unknown"]}).problems == ()


@pytest.mark.parametrize(
    ("day", "month", "year", "unsure", "answer"),
    [
        ("3", "5", "2026", "", "2026-05-03"),
        ("", "5", "26", "", "2026-05-XX"),
        ("29", "2", "", "yes", "XXXX-02-29?"),
        ("31", "", "", "", "XXXX-XX-31"),
        ("", "", "", "yes", "unknown"),
        ("unknown", "", "", "", "unknown"),
        ("", "", "", "", ""),
    ],
)
def test_a_day_may_miss_any_part(day, month, year, unsure, answer):
    raw = {
        "happened_on_day": [day],
        "happened_on_month": [month],
        "happened_on_year": [year],
        "happened_on_unsure": [unsure],
    }
    draft = read_form({**SHORT, **raw}, today=TODAY)
    assert draft.problems == ()
    assert draft.account.text("happened_on") == answer


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("31", "2", "2026"),
        ("29", "2", "2025"),
        ("0", "", ""),
        ("", "13", ""),
        ("x", "", ""),
        ("", "", "99999"),
        ("-1", "1", ""),
        ("1.5", "1", ""),
    ],
)
def test_a_day_that_does_not_exist_is_said_and_stays_typed(day, month, year):
    raw = {"happened_on_day": [day], "happened_on_month": [month], "happened_on_year": [year]}
    draft = read_form({**SHORT, **raw})
    assert found(draft, "happened_on") == [form.NO_SUCH_DAY]
    assert draft.value("happened_on_day") == day
    assert "happened_on" not in draft.account.answers


def test_a_day_that_has_not_come_is_said():
    raw = {"happened_on_month": ["12"], "happened_on_year": ["2026"]}
    assert found(read_form({**SHORT, **raw}, today=TODAY), "happened_on") == [form.NOT_YET]
    assert read_form({**SHORT, **raw}).problems == ()


def test_the_area_is_taken_from_the_list_or_in_her_own_words_or_both():
    def area(*values):
        account = read_form({**SHORT, "area": list(values)}).account
        return account.text("area"), account.text("area_other")

    assert area("downtown", "") == ("downtown", "")
    assert area("", "by the bridge") == ("by the bridge", "")
    assert area("unknown", "by the bridge") == ("by the bridge", "")
    assert area("downtown", "by the bridge") == ("downtown", "by the bridge")
    assert area("unknown", "") == ("unknown", "")
    assert area("") == ("", "")


def test_two_answers_where_one_fits_are_asked_again_and_both_stay_typed():
    draft = read_form({**SHORT, "severity": ["risky", "dangerous"]})
    assert found(draft, "severity") == [form.ONE_ONLY]
    assert draft.values("severity") == ("risky", "dangerous")
    assert read_form({**SHORT, "severity": ["risky", "", "risky"]}).problems == ()


def test_a_bare_name_again_is_the_next_person_vehicle_or_number():
    raw = {
        "person_name": ["Rob", "", "Doc"],
        "person_gender": ["man"],
        "identifiers_kind": ["phone", "email"],
        "identifiers_value": ["604 555-0142", "x@example.org"],
    }
    draft = read_form({**SHORT, **raw})
    assert draft.problems == ()
    assert draft.account.persons == (
        {"person_name": "Rob", "person_gender": "man"},
        {"person_name": "Doc"},
    )
    assert [(i.kind, i.value) for i in draft.account.identifiers] == [
        ("phone", "604 555-0142"),
        ("email", "x@example.org"),
    ]
    assert draft.repeats["person"] == 3
    assert draft.value("person_name-3") == "Doc"
    twice = read_form({**SHORT, "vehicle_plate": ["AB1", "CD2"], "vehicle_plate-2": ["EF3"]})
    assert found(twice, "vehicle_plate") == [form.ONE_ONLY]


def test_signs_that_cannot_be_seen_go_without_a_word():
    draft = read_form({"what_happened": ["a\u202eb\x00c\x1b[31m\u2066d\ufeff"]})
    assert draft.problems == ()
    assert draft.account.text("what_happened") == "abc[31md"
    assert draft.value("what_happened") == "abc[31md"


def test_half_a_sign_is_said_once_and_passes_when_sent_again():
    draft = read_form({**SHORT, "what_happened": ["ab\ud800cd"]})
    assert found(draft, "what_happened") == [form.UNREADABLE]
    again = read_form(draft.typed)
    assert again.problems == ()
    assert again.account.text("what_happened") == "ab\ufffdcd"


def test_more_than_ten_of_a_kind_is_said_once_and_stays_typed():
    raw = {f"person_name-{n}": [f"Name {n}"] for n in range(2, 15)}
    draft = read_form({**SHORT, "person_name": ["Name 1"], **raw})
    [problem] = draft.problems
    assert (problem.field, problem.message, problem.instance) == ("person_role", form.TOO_MANY, 11)
    assert len(draft.account.persons) == MAX_REPEATS
    assert draft.value("person_name-14") == "Name 14"
    assert draft.repeats["person"] == 14


def test_empty_blocks_beyond_ten_are_no_problem():
    assert read_form({**SHORT, "person_name-11": [""]}).problems == ()


def test_ten_thousand_fields_are_answered_with_one_problem():
    raw = {**SHORT, **{f"person_name-{n}": ["x"] for n in range(2, 9_999)}}
    draft = read_form(raw)
    assert found(draft, "") == [form.TOO_MUCH]
    assert draft.account.text("what_happened") == "He left without paying."
    assert draft.repeats["person"] == form.MAX_SHOWN


def test_names_that_are_not_ours_count_but_are_not_read():
    names = ["person_name-1", "person_name-02", "severity-2", "__proto__", "a" * 9999, "", "é"]
    draft = read_form({**SHORT, **{name: ["x"] for name in names}})
    assert draft.problems == ()
    assert set(draft.typed) == set(SHORT)
    assert split_name("happened_on_day") == ("happened_on_day", 1)
    assert split_name("happened_on_day-2") is None


def test_everything_together_may_not_be_more_than_can_be_sealed():
    raw = {}
    for field in FIELDS.values():
        names = [field.name, *(f"{field.name}-{n}" for n in range(2, 11) if field.group)]
        if field.kind in ("text", "line"):
            raw |= {name: ["\U0001f600" * field.max_length] for name in names}
    draft = read_form(raw)
    assert [(problem.field, problem.message) for problem in draft.problems] == [
        ("what_happened", form.TOO_LARGE)
    ]
    del raw["what_happened"]
    assert found(read_form(raw), "what_happened") == []


def test_the_draft_shows_no_content_in_its_repr():
    draft = read_form(
        {
            "what_happened": ["CANARY"],
            "contact_name": ["CANARY"],
            "person_name": ["CANARY"],
            "identifiers_value": ["CANARY"],
        }
    )
    assert "CANARY" not in repr(draft)


form_names = st.one_of(
    st.sampled_from([*FIELDS, *form._SINGLE]),
    st.builds("{}-{}".format, st.sampled_from([*FIELDS]), st.integers(-1, 30)),
    st.text(max_size=20),
)
values = st.one_of(
    st.text(st.characters(codec=None), max_size=30),
    st.sampled_from([o.value for f in FIELDS.values() for o in f.options]),
    st.sampled_from(["yes", "31", "2", "2026", "on", ""]),
)


@given(st.dictionaries(form_names, st.lists(values, max_size=4), max_size=25))
def test_any_form_is_read_and_what_was_read_survives_sealing(raw):
    draft = read_form(raw, today=TODAY)
    assert isinstance(draft.account, Account)
    assert isinstance(draft.contact, Contact)
    again = read_form(draft.typed, today=TODAY)
    assert again.account == draft.account
    assert again.choices == draft.choices
    if not draft.problems:
        assert account_from_json(account_to_json(draft.account)) == draft.account
        assert contact_from_json(contact_to_json(draft.contact)) == draft.contact
