from reporting.casework.approvals import recall, send_back
from reporting.casework.cases import narrow
from reporting.review.bulletin_tasks import bulletins
from reporting.store.engine import reading, writing


def things(app, group, handle):
    with app.test_request_context("/"), reading(group.engine) as session:
        found = bulletins(session, group.desk(handle))
        return [(thing.text, thing.endpoint, thing.urgent) for thing in found]


def test_each_is_told_what_waits_for_her(app, group, desks):
    worker = group.report()
    desks.file()
    desks.submit(desks.write(desks.begin(worker)))
    back = desks.submit(desks.write(desks.begin(worker)))
    with writing(group.engine) as session:
        send_back(session, group.desk("bo"), back, "")
    desks.begin(worker)
    listing = "bulletins.listing"
    assert things(app, group, "ada") == [
        ("1 draft was sent back to you", listing, False),
        ("1 draft of yours", listing, False),
    ]
    assert things(app, group, "bo") == [("1 bulletin waits for your second look", listing, False)]
    assert things(app, group, "vik") == []


def test_one_that_is_no_longer_allowed_comes_first(app, group, desks):
    worker = group.report()
    desks.file()
    desks.publish(worker)
    assert things(app, group, "bo") == []
    removed = frozenset({"consent_bulletin"})
    narrow(group.engine, group.desk("bo"), worker.report, removed, "She said so.")
    text = "Recall bulletin 1: she no longer allows it"
    assert things(app, group, "ada") == [(text, "bulletins.bulletin", True)]


def test_one_that_somebody_put_back_is_recalled_again(app, group, desks):
    worker = group.report()
    desks.file()
    edition = desks.publish(worker)
    with writing(group.engine) as session:
        recall(session, group.desk("bo"), edition.number, "she asked")
    assert things(app, group, "ada") == []
    group.sql("UPDATE edition SET status = 'live', body = :body", body=edition.body)
    text = "Somebody put bulletin 1 back: recall it again"
    assert things(app, group, "ada") == [(text, "bulletins.bulletin", True)]
