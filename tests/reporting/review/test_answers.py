"""Answers as people read them, in their language and grouped as on the form."""

from __future__ import annotations

import pytest

from reporting.domain.report import Account, Contact, Identifier
from reporting.review.answers import blocks_of, contact_lines, name_of, names_of, narrative

ACCOUNT = Account(
    {
        "what_happened": "Her words.",
        "known_by": "grey van",
        "incident_types": ("sexual_assault", "threats"),
        "area": "downtown",
        "happened_on": "2026-05-XX?",
    },
    persons=({"person_name": "Mike"}, {"person_build": "heavy"}),
    identifiers=(Identifier("phone", "0142", partial=True), Identifier("unknown", "mikey")),
)


@pytest.fixture
def settings(group):
    return group.desk().settings


@pytest.fixture
def in_page(app):
    def make(language="en"):
        return app.test_request_context(f"/?lang={language}")

    return make


def said(blocks):
    return {(block.heading, line.label): line.values for block in blocks for line in block.lines}


def test_what_was_answered_is_there_and_nothing_else(in_page, settings):
    with in_page():
        found = said(blocks_of(ACCOUNT, settings))
    assert found["When", "What day was it?"] == ("May 2026 (not sure)",)
    assert found["Where", "What area?"] == ("Downtown",)
    assert found["The person 1", "Name they used"] == ("Mike",)
    assert found["The person 2", "Build"] == ("Heavy",)
    values = [value for values in found.values() for value in values]
    assert "Her words." not in values
    assert "grey van" not in values
    assert "0142 (a part of it)" in values
    assert "mikey" in values


def test_it_is_said_in_french(in_page, settings):
    with in_page("fr"):
        assert name_of("area", "downtown", settings) == "Centre-ville"
        assert name_of("incident_types", "threats", settings) != "threats"
        assert "mai 2026" in str(said(blocks_of(ACCOUNT, settings)))


def test_what_is_on_no_list_is_shown_as_written(in_page, settings):
    with in_page():
        assert name_of("area", "behind the cannery", settings) == "behind the cannery"
        assert names_of("incident_types", ["no_such"], settings) == ["no_such"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2026-05-12", "May 12, 2026"), ("XXXX-XX-03", "3"), ("unknown", "unknown")],
)
def test_days_of_which_parts_are_missing(in_page, settings, written, shown):
    with in_page():
        assert name_of("happened_on", written, settings) == shown


def test_contact_and_words_stand_apart(in_page, settings):
    contact = Contact({"contact_name": "Robin", "support_wanted": ("medical",)})
    with in_page():
        lines = contact_lines(contact, settings)
    assert ("Robin",) in [line.values for line in lines]
    assert len(lines) == 2
    assert narrative(ACCOUNT) == "Her words."
    assert narrative(Account()) == ""
