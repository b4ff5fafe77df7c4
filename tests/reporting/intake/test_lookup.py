"""By what somebody in a warning can be found again."""

from datetime import date

from reporting.domain.bulletin import BulletinBody, Edition
from reporting.domain.bulletin_facts import Facts
from reporting.domain.report import Identifier
from reporting.intake.lookup import KnownBy, known_of

FACTS = Facts(
    happening={"severity": "risky", "ad_handle": "heron_99"},
    persons=({"person_name": "Heron"},),
    vehicles=({"vehicle_plate": "AB? 12"}, {"vehicle_make": "Dodge"}),
    identifiers=(Identifier("phone", "555-0142", partial=True),),
)
EDITION = Edition(7, 1, date(2026, 5, 9), BulletinBody(facts=FACTS, expires=date(2026, 11, 1)))


def test_plates_numbers_and_handles_are_known_and_a_name_is_not(app):
    with app.test_request_context("/?lang=en"):
        assert list(known_of(EDITION)) == [
            KnownBy("Plate", "AB? 12", 7, "risky"),
            KnownBy("Phone number, part of it", "555-0142", 7, "risky"),
            KnownBy("Name used there", "heron_99", 7, "risky"),
        ]
