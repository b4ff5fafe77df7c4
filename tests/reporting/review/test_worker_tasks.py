from __future__ import annotations

from datetime import timedelta

from reporting.casework.filing import file_waiting
from reporting.casework.keeping import keep_from
from reporting.casework.wordings import Standing
from reporting.review.worker_tasks import WORDS, deletions, wordings
from reporting.store.engine import reading


def test_each_answer_has_words():
    assert set(WORDS) == set(Standing) - {Standing.NOT_ASKED, Standing.WAITING}


def test_deletions_are_for_those_who_read_reports(app, group):
    worker, contact, waiting = group.report(), group.report(), group.report()
    del waiting
    due = group.today + timedelta(days=3)
    group.gate.deletion_ask(worker.keys.token, "all", due)
    group.gate.deletion_ask(contact.keys.token, "contact", due)
    file_waiting(group.engine, group.desk())
    with app.test_request_context(), reading(group.engine) as session:
        (thing,) = deletions(session, group.desk())
        assert thing.values == {"ref": worker.report.hex()}
        assert deletions(session, group.desk("vik")) == []
    keep_from(group.engine, group.desk(), worker.report, "bo")
    with app.test_request_context(), reading(group.engine) as session:
        assert deletions(session, group.desk("bo")) == []
        assert wordings(session, group.desk("vik")) == []
        assert wordings(session, group.desk()) == []
