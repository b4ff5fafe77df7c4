"""Two who heard a yes speak to police for what they signed, and nobody who saw the code for more."""

import io
from dataclasses import replace
from types import SimpleNamespace

import pypdf
import pytest

from crypto.receipts import keys_of
from reporting.casework import forwarding
from reporting.casework.filing import file_waiting
from reporting.casework.reported import open_reported
from reporting.casework.second import Second
from reporting.casework.taking import take
from reporting.domain.consent import Choices
from reporting.domain.errors import ConsentMissing
from reporting.domain.report import Account, Contact
from reporting.sealed.seal import Telling
from reporting.sealed.witness import Hearing
from reporting.store.engine import reading

from ..group import police_order

YES = Choices(consent_police_report=True, police_own_words=True)


def pass_on(group, worker):
    wanted = police_order(worker)
    return forwarding.forward(group.engine, group.desk(), wanted, open_reported)


@pytest.fixture
def heard(group):
    """A report that vik took down and bo heard too; whoever saw its code has `keys`."""
    group.sign({"witnessed_police": "true"})
    bo = Second("bo", group.desk("bo").identity.signer)

    def take_down(choices):
        told = Account({"incident_types": ("threats",)})
        telling = Telling(told, Contact(), choices, "en", "2026-11")
        hearing = Hearing("spoken", "in the van")
        taken = take(group.engine, group.desk("vik"), telling, hearing, bytes(16), second=bo)
        keys = keys_of(taken.code, group.pins.installation)
        file_waiting(group.engine, group.desk())
        report = group.gate.mailbox_read(keys.token).report
        return SimpleNamespace(keys=keys, report=report, telling=telling)

    return take_down


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (Choices(consent_bulletin=True), YES),
        (YES, replace(YES, police_place_exact=True)),
        (replace(YES, police_leave_out=frozenset({"city"})), YES),
        (replace(YES, police_force="county"), YES),
    ],
)
def test_who_saw_the_code_adds_nothing_to_what_two_heard(group, heard, said, more):
    worker = heard(said)
    group.says(worker, more)
    file_waiting(group.engine, group.desk())
    group.later(days=5)
    with pytest.raises(ConsentMissing, match="only witnessed"):
        pass_on(group, worker)


def test_of_a_yes_that_two_heard_police_get_what_they_signed(group, heard):
    worker = heard(YES)
    group.add_to(worker, {"what_happened": "PLANTED WORDS"}, persons=({"person_name": "PLANTED"},))
    file_waiting(group.engine, group.desk())
    group.later(days=1)
    made = pass_on(group, worker)
    assert made.record.witnessed
    pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    assert not any("PLANTED" in page.extract_text() for page in pages)
    with reading(group.engine) as session:
        reported = open_reported(session, group.desk(), worker.report)
    assert reported.unheard
    assert "PLANTED" in str(reported.agreed.persons)
