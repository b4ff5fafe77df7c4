"""What publishing and forwarding may read of a report, and when it stays closed."""

import pytest
from sqlalchemy import update

from reporting.casework.errors import Damaged
from reporting.casework.reported import open_reported
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
