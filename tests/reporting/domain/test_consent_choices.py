"""The document of all choices is read exactly or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.consent_choices import MAX_LEFT_OUT, PERMISSIONS, Choices
from reporting.domain.errors import Invalid

FULL = Choices(
    **dict.fromkeys(PERMISSIONS, True),
    ask_before_publishing=True,
    ask_otherwise="publish",
    ask_days=14,
    police_force="north",
    police_own_words=True,
    police_leave_out=frozenset({"east", "west"}),
)
CONSENT_BYTES = 4096 - 4 - 65  # the consent statement's one size, less length and signature

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("choices", [Choices(), FULL])
def test_choices_survive_their_document(choices):
    assert Choices.from_json(json.loads(json.dumps(choices.to_json()))) == choices


def test_the_longest_choices_leave_room_in_the_statement():
    forces = frozenset(f"{n:02}" + "x" * 38 for n in range(MAX_LEFT_OUT))
    longest = Choices(police_leave_out=forces, police_force="x" * 40)
    document = json.dumps(longest.to_json(), ensure_ascii=False).encode()
    assert Choices.from_json(longest.to_json()) == longest
    assert (
        len(document) < CONSENT_BYTES - 2000
    )  # twenty acknowledged narrowings and the frame need less


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("consent_bulletin", 1),
        ("consent_bulletin", "yes"),
        ("consent_bulletin", None),
        ("ask_otherwise", "maybe"),
        ("ask_otherwise", ["dont"]),
        ("ask_days", True),
        ("ask_days", 7.0),
        ("ask_days", 0),
        ("ask_days", 61),
        ("police_force", "x" * 41),
        ("police_force", "North Shore"),
        ("police_force", None),
        ("police_leave_out", "north"),
        ("police_leave_out", [""]),
        ("police_leave_out", [["north"]]),
        ("police_leave_out", ["north", "north"]),
        ("police_leave_out", [f"force-{n}" for n in range(MAX_LEFT_OUT + 1)]),
    ],
)
def test_a_wrong_member_is_named(name, value):
    with pytest.raises(Invalid) as refused:
        Choices.from_json({**FULL.to_json(), name: value})
    assert [problem.field for problem in refused.value.problems] == [name]


@pytest.mark.parametrize("name", list(Choices().to_json()))
def test_a_missing_member_is_no_silent_no(name):
    document = Choices().to_json()
    del document[name]
    with pytest.raises(Invalid) as refused:
        Choices.from_json(document)
    assert [problem.field for problem in refused.value.problems] == [name]


def test_an_unknown_member_is_refused_since_it_could_be_a_limit():
    with pytest.raises(Invalid):
        Choices.from_json({**FULL.to_json(), "consent_only_on_sundays": True})


@given(json_values)
def test_nothing_but_invalid_comes_out_of_any_document(data):
    with pytest.raises(Invalid):
        Choices.from_json(data)


@given(st.sampled_from(list(FULL.to_json())), json_values)
def test_nothing_but_invalid_comes_out_of_any_member(name, value):
    try:
        choices = Choices.from_json({**FULL.to_json(), name: value})
    except Invalid:
        return
    assert (
        choices.to_json() == {**FULL.to_json(), name: sorted(value)}
        if isinstance(value, list)
        else {**FULL.to_json(), name: value}
    )
