"""What publishing and forwarding may read of a report, and when it stays closed."""

import io
from dataclasses import replace

import pypdf
import pytest
from sqlalchemy import update

from reporting.casework import forwarding
from reporting.casework.cases import open_case, structure
from reporting.casework.errors import Damaged
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.domain.report import Account
from reporting.domain.report_needs import is_about_police
from reporting.domain.views import PoliceRecipientRefused
from reporting.sealed.consents import next_statement
from reporting.sealed.errors import StatementRefused
from reporting.store.engine import reading, writing
from reporting.store.models.filed import FiledPart

from ..group import police_order


def opened(group, worker, handle="ada"):
    with reading(group.engine) as session:
        return open_reported(session, group.desk(handle), worker.report)


def test_a_report_is_opened_with_its_additions_contact_and_consent(group, desks, identifier):
    worker = group.report(
        {"severity": "risky"}, contact={"contact_name": "Rosalind"}, identifiers=(identifier(),)
    )
    group.add_to(
        worker,
        {"severity": "dangerous", "completed": "tried"},
        identifiers=(identifier(), identifier(value="604 555-0143")),
    )
    desks.file()
    found = opened(group, worker)
    assert found.contact.text("contact_name") == "Rosalind"
    assert found.consent.allows("consent_bulletin")
    assert found.whole.text("severity") == "risky"
    assert found.whole.text("completed") == "tried"
    assert [one.value for one in found.whole.identifiers] == ["604 555-0142", "604 555-0143"]
    assert "Rosalind" not in repr(found)


@pytest.mark.parametrize("compartment", ["contact", "addition"])
def test_a_part_that_does_not_open_closes_the_whole(group, desks, compartment):
    worker = group.report()
    group.add_to(worker, {"completed": "tried"})
    desks.file()
    damage(group, compartment)
    with pytest.raises(Damaged):
        opened(group, worker)


@pytest.mark.parametrize("compartment", ["consent", "account"])
def test_without_a_consent_that_verifies_it_stays_closed(group, desks, compartment):
    worker = group.report()
    desks.file()
    damage(group, compartment)
    with pytest.raises(StatementRefused):
        opened(group, worker)


def damage(group, compartment):
    with writing(group.engine) as session:
        session.execute(
            update(FiledPart)
            .where(FiledPart.compartment == compartment)
            .values(ciphertext=b"\x01" + bytes(4112))
        )


def test_what_an_addition_says_of_police_is_not_hidden_by_the_first_answer(group, desks):
    worker = group.report({"incident_types": ("threats",)})
    group.add_to(worker, {"incident_types": ("abuse_police",)})
    desks.file()
    found = opened(group, worker)
    assert set(found.whole.values("incident_types")) == {"threats", "abuse_police"}
    assert is_about_police(found.whole)


def test_the_name_of_a_workplace_in_an_addition_stays_with_it(group, desks):
    worker = group.report({"place_type": "street"})
    group.add_to(worker, {"place_type": "parlour", "place_detail": "Invented Lotus"})
    desks.file()
    found = opened(group, worker)
    assert found.whole.text("place_type") == "street"
    assert not found.whole.text("place_detail")


def test_every_contact_she_ever_wrote_is_there(group, desks):
    worker = group.report(contact={"contact_name": "Rosalind"})
    group.add_contact(worker, {"contact_name": "Marguerite"})
    desks.file()
    found = opened(group, worker)
    assert {one.text("contact_name") for one in found.contacts} == {"Rosalind", "Marguerite"}


# --- what she added after her yes ----------------------------------------------------------------

YES = Choices(consent_police_report=True)


@pytest.fixture
def worker(group, desks):
    made = group.report({}, YES, vehicles=({"vehicle_plate": "CKB 018"},))
    desks.file()
    return made


def package(group, worker):
    """What police would read of it now."""
    order = police_order(worker)
    made = forwarding.forward(group.engine, group.desk(), order, open_reported)
    pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def add_later(group, desks, worker, answers=None, **parts):
    group.later(days=2)
    group.add_to(worker, answers or {"weapon_detail": "a bread knife"}, **parts)
    desks.file()


def say_yes_again(group, desks, worker, choices=YES):
    """Have her sign the same choices anew; the report has one statement so far."""
    with reading(group.engine) as session:
        (first,) = open_case(session, group.desk(), worker.report).opened.statements
    group.state(worker, next_statement(first.statement, choices, group.today))
    desks.file()


def later_of(group, worker):
    with reading(group.engine) as session:
        return open_reported(session, group.desk(), worker.report).later


def test_what_she_adds_on_the_day_of_her_yes_goes_along(group, desks, worker):
    group.add_to(worker, {}, vehicles=({"vehicle_plate": "ZZT 902"},))
    desks.file()
    assert later_of(group, worker) == ()
    assert "ZZT 902" in package(group, worker)


def test_what_she_adds_later_stays_until_she_says_yes_again(group, desks, worker):
    add_later(group, desks, worker, vehicles=({"vehicle_plate": "ZZT 902"},))
    (left_out,) = later_of(group, worker)
    assert (left_out.day, left_out.by_staff) == (group.today, False)
    text = package(group, worker)
    assert "CKB 018" in text
    assert "ZZT 902" not in text
    say_yes_again(group, desks, worker)
    group.later(days=2)
    assert "ZZT 902" not in package(group, worker)
    group.later(days=1)
    assert later_of(group, worker) == ()
    assert "ZZT 902" in package(group, worker)


def test_setting_the_day_of_an_addition_back_does_not_bring_it_along(group, desks, worker):
    """Attack: a database writer makes an addition older than her yes."""
    add_later(group, desks, worker, vehicles=({"vehicle_plate": "ZZT 902"},))
    group.sql("UPDATE filed_part SET day = '2026-03-02' WHERE compartment = 'addition'")
    assert "ZZT 902" not in package(group, worker)


def test_what_staff_entered_since_stays_as_well_and_the_older_structure_goes(group, desks, worker):
    desk = group.desk()
    plate = Account(vehicles=({"vehicle_plate": "QQR 111"},))
    structure(group.engine, desk, worker.report, plate)
    add_later(group, desks, worker)
    both = Account(vehicles=({"vehicle_plate": "QQR 111"}, {"vehicle_plate": "ZZT 902"}))
    structure(group.engine, group.desk(), worker.report, both)
    assert [one.by_staff for one in later_of(group, worker)] == [False, True]
    text = package(group, worker)
    assert "QQR 111" in text
    assert "ZZT 902" not in text


def test_what_she_adds_later_still_takes_from_the_package(group, desks):
    exact = replace(YES, police_place_exact=True)
    worker = group.report({"place_detail": "Invented Lotus"}, exact)
    about_police = group.report({}, YES)
    desks.file()
    assert "Invented Lotus" in package(group, worker)
    add_later(group, desks, worker, {"place_type": "parlour"})
    assert "Invented Lotus" not in package(group, worker)
    add_later(group, desks, about_police, {"incident_types": ("abuse_police",)})
    with pytest.raises(PoliceRecipientRefused):
        package(group, about_police)
