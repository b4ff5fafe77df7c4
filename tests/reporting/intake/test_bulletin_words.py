"""Editions in words, in the reader's language."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.domain.bulletin import BulletinBody, Edition
from reporting.domain.bulletin_facts import (
    HAPPENING_ORDER,
    PERSON_ORDER,
    VEHICLE_ORDER,
    Facts,
)
from reporting.domain.report import Identifier
from reporting.domain.short_names import SHORT_NAMES
from reporting.intake.bulletin_words import Line, entry_of, identifier_line, plain_text

FACTS = Facts(
    happening={
        "incident_types": ("threats", "other"),
        "severity": "dangerous",
        "when": "early-2026-05",
        "area": "harbour",
        "part_of_day": "night",
        "place": "vehicle",
        "report_kind": "bad_date",
    },
    persons=({"person_name": "Heron", "person_role": "client"},),
    vehicles=({"vehicle_plate": "AB? 12", "vehicle_make": "Dodge"},),
    identifiers=(
        Identifier("phone", "604 555-0142", partial=True),
        Identifier("unknown", "x", partial=False),
    ),
)
EDITION = Edition(
    7,
    2,
    date(2026, 5, 9),
    BulletinBody(facts=FACTS, expires=date(2026, 11, 1), summary={"fr": "Deux mots."}),
)


@pytest.fixture
def entry(app, config):
    def make(language="en", edition=EDITION):
        with app.test_request_context(f"/?lang={language}"):
            settings = app.extensions["brolly"].verified.read().settings
            return entry_of(edition, settings)

    return make


def test_the_head_says_what_when_and_where(entry):
    shown = entry()
    assert shown.types == "Threats, Something else"
    assert shown.severity == "dangerous"
    assert shown.when == "early May 2026, night"
    assert shown.where == "Harbour"
    assert entry("fr").where == "Port"
    assert "mai 2026" in entry("fr").when


def test_what_is_true_of_all_is_not_said(entry):
    labels = [line.label for line in entry().happening]
    assert "About" not in labels
    assert "Kind of place" in labels


def test_the_plate_stands_apart(entry):
    (vehicle,) = entry().vehicles
    assert vehicle.plate == "AB? 12"
    assert vehicle.lines == (Line("Make", "Dodge"),)


def test_a_summary_in_another_language_says_which(entry):
    shown = entry("en")
    assert (shown.summary, shown.summary_language) == ("Deux mots.", "fr")
    assert shown.summary_language_name == "Français"
    assert entry("fr").summary == "Deux mots."


def test_an_identifier_says_its_kind_and_that_it_is_a_part(app):
    with app.test_request_context("/?lang=en"):
        assert identifier_line(FACTS.identifiers[0]) == Line(
            "Phone number, part of it", "604 555-0142"
        )
        assert identifier_line(FACTS.identifiers[1]) == Line("Number or name", "x")


def test_as_plain_text_everything_is_there_in_the_order_of_a_sheet(app, entry):
    with app.test_request_context("/?lang=en"):
        lines = plain_text(entry()).splitlines()
    assert lines == [
        "Threats, Something else",
        "Dangerous",
        "early May 2026, night",
        "Harbour",
        "Plate: AB? 12",
        "Make: Dodge",
        "Name used: Heron",
        "Role: A client",
        "Phone number, part of it: 604 555-0142",
        "Number or name: x",
        "Kind of place: in a vehicle",
        "Deux mots.",
        "One unconfirmed report.",
    ]


@pytest.mark.parametrize(
    ("when", "says"),
    [("2026-05", "May 2026"), ("2026", "2026"), ("this_week", "the week of May 9, 2026")],
)
def test_a_coarse_day_in_words(entry, when, says):
    facts = replace(FACTS, happening={"incident_types": ("threats",), "when": when})
    assert entry(edition=replace(EDITION, body=replace(EDITION.body, facts=facts))).when == says


@pytest.mark.parametrize(("slug", "says"), [("city", "City"), ("somewhere", "somewhere")])
def test_a_region_is_named_as_the_organisation_names_it(entry, slug, says):
    facts = replace(FACTS, happening={"incident_types": ("threats",), "region": slug})
    assert entry(edition=replace(EDITION, body=replace(EDITION.body, facts=facts))).where == says


def test_every_field_of_a_bulletin_has_a_short_name():
    assert {*HAPPENING_ORDER, *PERSON_ORDER, *VEHICLE_ORDER} <= set(SHORT_NAMES)
