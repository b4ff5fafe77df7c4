from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from reporting.casework.police_pdf import PoliceAgency, police_pdf
from reporting.casework.police_printing import PoliceCover, police_package
from reporting.casework.print_words import Speaker
from reporting.domain.coarsening import Areas
from reporting.domain.consent import Choices, Consent
from reporting.domain.report import Account, Identifier
from reporting.domain.views import PoliceView, police_information, police_view

TODAY = date(2026, 6, 1)
AREAS = Areas({"east": "city"}, "province")
COVER = PoliceCover(
    kind="report",
    agency=PoliceAgency({"": "Corner House"}, {"": "PO Box 555"}, "604 555-0199", {"": "Monday"}),
    number="CH-26-0031",
    jurisdiction={"": "City of Example"},
    prepared=TODAY,
    adult=True,
    consent_witnessed=False,
    questions=False,
)
ACCOUNT = Account(
    answers={
        "incident_types": ("sexual_assault", "robbery"),
        "what_happened": "He locked the #door and $would not stop.",
        "happened_on": "2026-05-12",
        "clock_time": "about 22:30",
        "part_of_day": "evening",
        "area": "east",
        "place_type": "car",
        "place_detail": "behind 12 Example Street",
        "weapon": ("knife",),
        "told_by": "me",
        "known_by": "the one with the blue truck",
    },
    persons=({"person_name": "Mike"},),
    vehicles=({"vehicle_plate": "CKB 0O?8", "vehicle_colour": "blue"}, {"vehicle_make": "Dodge"}),
    identifiers=(Identifier("phone", "604 555-0142", partial=False),),
)

MakeView = Callable[..., PoliceView]


@pytest.fixture
def speaker() -> Speaker:
    listed = {
        "areas": {"east": {"en": "East End", "fr": "Quartier Est"}},
        "forces": {"city": {"en": "City Police", "fr": "Police de la ville"}},
    }
    return Speaker(lambda _, msgid: msgid, listed)


def consent(**choices: bool) -> Consent:
    return Consent(
        choices=Choices(**choices),
        version=1,
        report=bytes(16),
        account_digest=bytes(32),
        day=date(2026, 5, 20),
        language="en",
        wording="1",
    )


def printed(view: PoliceView, speaker: Speaker, pages: Callable[[bytes], list[str]]) -> list[str]:
    return pages(police_pdf(police_package(view, COVER, speaker), "letter", "en"))


def test_a_report_with_every_yes_is_exact(
    speaker: Speaker, pages: Callable[[bytes], list[str]]
) -> None:
    yes = consent(
        consent_police_report=True,
        police_place_exact=True,
        police_time_exact=True,
        police_own_words=True,
    )
    first, second = printed(police_view(ACCOUNT, yes, "city", AREAS, TODAY), speaker, pages)
    assert "City Police" in first
    assert "Sexual assault or rape, Robbed" in first
    assert "May 12, 2026, about 22:30" in first
    assert "behind 12 Example Street" in first
    assert "Agreed to this report on May 20, 2026" in first
    assert "Weapon Knife or something sharp" in second
    assert "In the person's own words He locked the #door and $would not stop." in second
    assert "Vehicle 1" in second
    assert "Plate CKB 0O?8" in second
    assert "Vehicle 2 Make Dodge" in second
    assert "Phone number 604 555-0142" in second
    assert "the one with the blue truck" not in first + second


def test_a_report_with_the_least_yes_is_coarse(
    speaker: Speaker, pages: Callable[[bytes], list[str]]
) -> None:
    yes = consent(consent_police_report=True)
    text = " ".join(printed(police_view(ACCOUNT, yes, "city", AREAS, TODAY), speaker, pages))
    assert "mid May 2026" in text
    assert "in a vehicle, East End" in text
    for kept in ("22:30", "May 12", "Example Street", "locked the"):
        assert kept not in text


def test_anonymous_information_has_the_offender_and_little_else(
    speaker: Speaker, pages: Callable[[bytes], list[str]]
) -> None:
    yes = consent(consent_police_information=True)
    view = police_information(ACCOUNT, yes, "city")
    cover = replace(COVER, kind="information")
    text = " ".join(pages(police_pdf(police_package(view, cover, speaker), "letter", "en")))
    assert "Information about a person" in text
    assert "CKB 0O?8" in text
    for kept in ("Knife", "May 2026", "East End", "in a vehicle", "Adult", "Age not", "When"):
        assert kept not in text
