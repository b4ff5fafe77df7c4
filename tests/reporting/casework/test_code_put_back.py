"""A database that puts a report back to the code before: nothing is sealed to who may hold it."""

import pytest

from crypto.receipts import Code, keys_of
from reporting.casework import cases
from reporting.casework.cases import open_case
from reporting.casework.errors import NotVerified
from reporting.casework.events import tell
from reporting.sealed.codes import new_code
from reporting.store.engine import reading, writing


def opened(group, worker):
    with reading(group.engine) as session:
        return open_case(session, group.desk(), worker.report)


@pytest.fixture
def put_back(group, desks):
    """A report whose code was changed and seen so, in a database from before the change."""
    old, new = (keys_of(Code.random(), group.pins.installation) for _ in range(2))
    worker = group.report(keys=old)
    desks.file()
    latest = opened(group, worker).opened.statements[-1].statement
    mailbox = group.gate.mailbox_read(old.token)
    change = new_code(old, new, mailbox, latest, group.lists.manifest, group.today)
    assert group.gate.code_change(old.token, change, group.today)
    desks.file()
    assert opened(group, worker).opened.keys_hold
    group.sql("DELETE FROM code_change")
    group.sql("DELETE FROM first_code")
    group.sql(
        "UPDATE filed_report SET verifying_key = :v, mailbox_key = :m, token_hash = :t",
        v=old.signer.verifying_key,
        m=old.mailbox.public.raw,
        t=old.token_hash,
    )
    return worker


def test_nothing_is_sealed_to_the_code_before(group, put_back):
    case = opened(group, put_back)
    assert not case.opened.keys_hold
    assert case.consent is None
    before = group.gate.mailbox_read(put_back.keys.token).items
    with pytest.raises(NotVerified):
        cases.narrow(
            group.engine, group.desk(), put_back.report, frozenset({"consent_contact"}), "her word"
        )
    with writing(group.engine) as session:
        assert not tell(session, group.desk(), put_back.report, "narrowed")
    cases.look(group.engine, group.desk(), case)
    assert group.gate.mailbox_read(put_back.keys.token).items == before


def test_an_addition_by_the_code_before_is_not_answered(group, desks, put_back):
    group.add_to(put_back, {"completed": "tried"})
    before = len(group.gate.mailbox_read(put_back.keys.token).items)
    desks.file()
    assert len(group.gate.mailbox_read(put_back.keys.token).items) == before
