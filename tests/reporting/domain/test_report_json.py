"""Opened reports are hostile: read within the limits of the form, or refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.catalogue import FIELDS
from reporting.domain.errors import Invalid
from reporting.domain.report import Account, Contact, Identifier
from reporting.domain.report_json import (
    account_from_json,
    account_to_json,
    contact_from_json,
    contact_to_json,
)

FULL = Account(
    answers={
        "incident_types": ("sexual_assault", "theft"),
        "what_happened": "Line one\nline two",
        "happened_on": "2026-05-XX?",
        "area": "downtown",
    },
    persons=({"person_name": "Rick", "person_age": "40s"}, {"person_role": "police"}),
    vehicles=({"vehicle_plate": "AB? 123"},),
    identifiers=(Identifier("phone", "604-555-0142", partial=True), Identifier("unknown", "@x")),
)
CONTACT = Contact({"contact_name": "Robin", "support_wanted": ("talk", "legal")})


def refused(document, read=account_from_json):
    with pytest.raises(Invalid) as caught:
        read(document)
    return {problem.form_name for problem in caught.value.problems}


def test_reports_survive_their_document():
    account = account_from_json(json.loads(json.dumps(account_to_json(FULL))))
    assert account == FULL
    assert account.dropped == 0
    assert contact_from_json(json.loads(json.dumps(contact_to_json(CONTACT)))) == CONTACT
    assert account_from_json({}) == Account()
    assert contact_from_json({}) == Contact()


def test_what_the_catalogue_does_not_have_is_left_out_and_counted():
    account = account_from_json(
        {
            "v": 9,
            "answers": {
                "severity": "deadly",
                "incident_types": ["theft", "haunting"],
                "contact_name": "not of this compartment",
                "person_name": "not of this place",
                "consent_bulletin": "yes",
                "__proto__": {},
            },
            "persons": [{"person_shoe": "44"}],
            "identifiers": [{"value": "@x", "kind": "pigeon", "owner": "me"}],
        }
    )
    assert account == Account(
        {"incident_types": ("theft",)}, identifiers=(Identifier("unknown", "@x"),)
    )
    assert account.dropped == 10


def test_hidden_signs_are_cleaned_away():
    account = account_from_json({"answers": {"what_happened": "a\u202eb\x00c\ud800"}})
    assert account.text("what_happened") == "abc\ufffd"


@pytest.mark.parametrize(
    ("document", "names"),
    [
        (None, {"account"}),
        ([], {"account"}),
        ({"answers": []}, {"answers"}),
        ({"answers": {"what_happened": 5}}, {"what_happened"}),
        ({"answers": {"what_happened": ["x"]}}, {"what_happened"}),
        ({"answers": {"what_happened": "x" * 20_001}}, {"what_happened"}),
        ({"answers": {"incident_types": "theft"}}, {"incident_types"}),
        ({"answers": {"incident_types": [None]}}, {"incident_types"}),
        ({"answers": {"incident_types": ["theft"] * 101}}, {"incident_types"}),
        ({"answers": {"severity": True}}, {"severity"}),
        ({"answers": {"area": "x" * 101}}, {"area"}),
        ({"answers": {"happened_on": "2026-02-31"}}, {"happened_on"}),
        ({"answers": {"happened_on": 20260101}}, {"happened_on"}),
        ({"persons": {}}, {"persons"}),
        ({"persons": ["Rick"]}, {"persons"}),
        ({"persons": [{"person_name": "a"}] * 11}, {"persons"}),
        ({"persons": [{}, {"person_name": {}}]}, {"person_name-2"}),
        ({"vehicles": [{"vehicle_plate": "x" * 21}]}, {"vehicle_plate"}),
        ({"identifiers": [{"value": 6045550142}]}, {"identifiers_value"}),
        ({"identifiers": [{"value": "x", "partial": "yes"}]}, {"identifiers_partial"}),
        ({"identifiers": [{"value": "x", "kind": 1}]}, {"identifiers_kind"}),
        (
            {"answers": {"known_by": 1}, "vehicles": None, "identifiers": 3},
            {"known_by", "vehicles", "identifiers"},
        ),
    ],
)
def test_wrong_types_and_limits_are_refused_by_name(document, names):
    assert refused(document) == names


def test_a_contact_is_read_as_strictly():
    assert refused(7, contact_from_json) == {"contact"}
    assert refused({"answers": {"contact_how": "x" * 301}}, contact_from_json) == {"contact_how"}
    assert contact_from_json({"answers": {"what_happened": "x"}}).dropped == 1


def test_the_error_holds_names_and_no_content():
    with pytest.raises(Invalid) as caught:
        account_from_json({"answers": {"what_happened": "CANARY" * 9999}})
    assert "CANARY" not in str(caught.value) + repr(caught.value.problems)


names = st.one_of(
    st.sampled_from(["answers", "persons", "vehicles", "identifiers", "kind", "value", "partial"]),
    st.sampled_from(list(FIELDS)),
    st.text(max_size=5),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)


@given(st.one_of(json_values, st.dictionaries(names, json_values)))
def test_any_document_gives_a_report_or_invalid(document):
    try:
        account = account_from_json(document)
    except Invalid:
        return
    assert account_from_json(account_to_json(account)) == account


@given(st.dictionaries(st.sampled_from(list(FIELDS)), json_values))
def test_any_answers_give_a_contact_or_invalid(answers):
    try:
        contact = contact_from_json({"answers": answers})
    except Invalid:
        return
    assert contact_from_json(contact_to_json(contact)) == contact
