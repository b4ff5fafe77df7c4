"""A report is handed in as intake does; a spoilt one differs by one bit."""

from reporting.demonstration.invented import invented_reports
from reporting.demonstration.sending import send, spoil


def test_it_is_stored_under_its_own_day_and_its_code(group):
    first = next(invented_reports(group.today))
    sent = send(group.gate, group.lists.manifest, first)
    mailbox = group.gate.mailbox_read(sent.keys.token)
    assert (mailbox.report, mailbox.day) == (sent.report, first.day)


def test_one_bit_of_the_account_is_changed_and_nothing_else(make_report):
    whole = make_report()
    spoilt = spoil(whole)
    changed = [
        (before, after)
        for before, after in zip(whole.parts, spoilt.parts, strict=True)
        if before != after
    ]
    ((before, after),) = changed
    assert before.compartment == "account"
    assert before.ciphertext[:-1] == after.ciphertext[:-1]
    assert (before.ciphertext[-1] ^ after.ciphertext[-1]).bit_count() == 1
