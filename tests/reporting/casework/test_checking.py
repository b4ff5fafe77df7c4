"""What the check says of a draft, and what goes further than the yes that it rests on."""

import pytest

from reporting.casework import bulletins, drafts, wordings
from reporting.casework.bulletins import Written
from reporting.casework.checking import compare, context_of, finding_key
from reporting.casework.drafts import State
from reporting.casework.errors import NotCovered
from reporting.casework.publishable import offered
from reporting.casework.reported import open_reported
from reporting.domain.errors import Blocked
from reporting.domain.redaction_finding import LOOKS
from reporting.sealed.seal import Sealer
from reporting.sealed.wording import WordingAnswer, wording_answer_bytes
from reporting.store.engine import reading, writing


@pytest.fixture
def worker(group, desks, identifier):
    made = group.report(
        identifiers=(identifier(),),
    )
    desks.file()
    return made


def test_a_reason_answers_its_own_warning_alone(group, desks, worker):
    begun = desks.begin(worker)
    desk, opened = group.reported(worker)
    context = context_of(desk, begun, [opened], ())

    def looked(summary, reasons):
        written = Written(
            begun.kept, begun.draft.body.expires, summary={"en": summary}, reasons=reasons
        )
        facts = bulletins.chosen(desk, opened, written).facts
        bare = bulletins.rewritten(desk, begun, written, facts, ())
        found = compare(bare.draft, [opened], context).findings
        fresh = bulletins.rewritten(desk, begun, written, facts, found)
        return compare(fresh.draft, [opened], context)

    first = looked("He threatened to have them deported.", {})
    (warning,) = first.in_the_way
    assert (warning.rule, first.redacted) == (LOOKS, None)
    answered = looked(
        "He threatened to have them deported.", {finding_key(warning): "He says it to all."}
    )
    assert answered.in_the_way == ()
    assert answered.findings == (warning,)
    assert answered.redacted is not None
    other = looked("She has a work permit.", {finding_key(warning): "He says it to all."})
    assert other.redacted is None


def test_a_name_she_wrote_once_stays_hers_when_she_writes_another(group, desks):
    worker = group.report(contact={"contact_name": "Rosalind"})
    group.add_contact(worker, {"contact_name": "Marguerite"})
    desks.file()
    for name in ("Rosalind", "Marguerite"):
        draft = desks.write(desks.begin(worker), summary={"en": f"He called {name} bad names."})
        with pytest.raises(Blocked):
            desks.submit(draft)


@pytest.fixture
def added(group, desks, worker, identifier):
    """Two days later she adds a plate, a number, and how he talks."""
    group.later(days=2)
    group.add_to(
        worker,
        {"incident_types": ("robbery",)},
        vehicles=({"vehicle_plate": "ZZT 902"},),
        identifiers=(identifier(value="604 555-0177"),),
    )
    desks.file()
    return worker


def test_what_she_added_later_is_offered_and_not_ticked(group, added):
    desk, opened = group.reported(added)
    facts = offered(desk, opened, urgent=False)
    assert facts.vehicles == ({"vehicle_plate": "ZZT 902"},)
    assert facts.happening["incident_types"] == ("sexual_assault", "threats")
    kept = bulletins.first_draft(desk, opened).kept
    assert "happening.incident_types" in kept
    assert not {"vehicles.1.vehicle_plate", "identifiers.2"} & set(kept)


@pytest.mark.parametrize(
    ("path", "summary"),
    [
        ("vehicles.1.vehicle_plate", {}),
        ("identifiers.2", {}),
        ("", {"en": "His number ends in 555-0177."}),
        ("", {"en": "Drives plate ZZT 902."}),
    ],
)
def test_what_she_added_later_goes_out_only_with_her_yes_to_the_words(
    group, desks, added, path, summary
):
    draft = desks.begin(added)
    kept = {**draft.kept, **({path: ""} if path else {})}
    with pytest.raises(NotCovered):
        desks.submit(desks.write(draft, kept=kept, summary=summary))
    answer(group, desks, added, desks.write(read_again(group, draft), kept=kept, summary=summary))
    assert desks.submit(draft).state is State.SUBMITTED


def test_a_draft_without_it_goes_out_as_before(desks, added):
    draft = desks.write(desks.begin(added), summary={"en": "Locks the doors."})
    assert desks.submit(draft).state is State.SUBMITTED


def read_again(group, draft):
    with reading(group.engine) as session:
        return drafts.read(session, group.desk(), draft.id)


def answer(group, desks, worker, draft):
    """Show her the words, and have her say yes to them with her code."""
    desk = group.desk()
    with writing(group.engine) as session:
        wordings.ask(session, desk, draft, open_reported, ())
    said = WordingAnswer(
        worker.report, group.today, draft.id, draft.draft.body.digest, "approve", ""
    )
    sealer = Sealer(worker.keys, group.lists.manifest, worker.report)
    part = sealer.to_both("message", wording_answer_bytes(said))
    assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
    desks.file()
