"""What publishing and forwarding may read of a report, and when it stays closed."""

import pytest
from sqlalchemy import update

from reporting.casework.errors import Damaged
from reporting.casework.reported import open_reported
from reporting.domain.views import is_about_police
from reporting.sealed.errors import StatementRefused
from reporting.store.engine import reading, writing
from reporting.store.models.filed import FiledPart


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
