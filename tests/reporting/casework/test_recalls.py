"""A bulletin that was taken back stays so, whatever is put back into the database.

Each attack restores, as somebody who can write to the database and has an older copy, rows whose
signatures hold.
"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from reporting.casework import approvals, signin
from reporting.casework.deletions import erase
from reporting.casework.desk import remember
from reporting.casework.published import Showing, read_published
from reporting.casework.recalls import BULLETINS, MOST_REMEMBERED, floors_seen, written
from reporting.casework.sheets import Order, content
from reporting.store.engine import reading, writing
from reporting.store.models.bulletins import Edition, Recall, Stop

EVERYWHERE = frozenset({"downtown", "east"})


def take_back(group, number=1, handle="bo"):
    with writing(group.engine) as session:
        approvals.recall(session, group.desk(handle), number, "she asked")


def put_back(group, edition, *, with_recalls_gone):
    """Write an edition as it once was, and if wanted delete what says that it is over."""
    with writing(group.owner) as session:
        if with_recalls_gone:
            session.execute(delete(Recall))
        body = {"status": "live", "body": edition.body}
        session.execute(update(Edition).where(Edition.edition == edition.edition).values(**body))


def arrive(group, handle):
    """Sign in: what she has met is remembered for her."""
    desk = group.desk(handle)
    _, profile = signin.arrive(group.engine, desk)
    with writing(group.engine) as session:
        remember(session, desk, profile)


def showing(group, handle="ada"):
    with reading(group.engine) as session:
        (one,) = read_published(session, group.desk(handle))
    return one


def on_a_sheet(group, handle="vik"):
    desk = group.desk(handle)
    order = Order(group.today - timedelta(days=9), group.today, EVERYWHERE)
    with reading(group.engine) as session:
        return content(read_published(session, desk), order, desk)


def test_before_anything_happens_it_is_on_the_sheet(group, live):
    assert showing(group).showing is Showing.LIVE
    assert [one.number for one in on_a_sheet(group).editions] == [1]


@pytest.mark.parametrize("handle", ["ada", "bo", "vik"])
def test_with_the_recall_still_there_anybody_notices_at_once(group, live, handle):
    take_back(group)
    put_back(group, live, with_recalls_gone=False)
    one = showing(group, handle)
    assert (one.showing, one.edition) == (Showing.PUT_BACK, None)
    assert on_a_sheet(group, handle).editions == ()
    assert on_a_sheet(group, handle).taken_back == (1,)


def test_without_it_whoever_signed_in_since_remembers(group, live):
    take_back(group)
    arrive(group, "vik")
    put_back(group, live, with_recalls_gone=True)
    assert showing(group, "vik").showing is Showing.PUT_BACK
    assert on_a_sheet(group, "vik").editions == ()


def test_without_it_the_record_tells_who_signs_in_after(group, live):
    take_back(group)
    put_back(group, live, with_recalls_gone=True)
    assert showing(group, "ada").showing is Showing.LIVE  # she was in all the time, and is fooled
    arrive(group, "ada")
    assert showing(group, "ada").showing is Showing.PUT_BACK
    assert on_a_sheet(group, "ada").editions == ()


def test_who_reads_no_record_is_told_by_the_signed_recall_alone(group, live):
    """What SECURITY.md says is not noticed: nobody signed in, no recall, and no circle's keys."""
    take_back(group)
    put_back(group, live, with_recalls_gone=True)
    arrive(group, "vik")
    assert showing(group, "vik").showing is Showing.LIVE


def test_it_can_be_recalled_again(group, live):
    take_back(group)
    put_back(group, live, with_recalls_gone=True)
    take_back(group, handle="ada")
    arrive(group, "vik")
    assert showing(group, "vik").showing is Showing.RECALLED


def test_a_corrected_edition_does_not_come_back_either(group, live, desks):
    with writing(group.engine) as session:
        draft = approvals.correct(session, group.desk("ada"), 1)
    desks.approve(desks.submit(desks.write(draft, urgent=True)))
    assert showing(group).record.edition == 2
    arrive(group, "ada")
    with writing(group.owner) as session:
        session.execute(delete(Stop).where(Stop.edition == 2))
        session.execute(delete(Edition).where(Edition.edition == 2))
    put_back(group, live, with_recalls_gone=True)
    assert showing(group).showing is Showing.PUT_BACK


def test_a_profile_remembers_what_it_must_and_no_more(group, live):
    arrive(group, "ada")
    assert floors_seen(group.desk("ada").profile) == {}
    take_back(group)
    arrive(group, "ada")
    profile = group.desk("ada").profile
    assert json.loads(profile.extra[BULLETINS]) == {"1": 2}
    many = dict.fromkeys(range(1, MOST_REMEMBERED + 50), 2)
    kept = floors_seen(replace(profile, extra={BULLETINS: written(many)}))
    assert len(kept) == MOST_REMEMBERED
    assert min(kept) == 50


def test_erasing_a_report_signs_the_recall_of_its_bulletin(group, desks):
    worker = group.report()
    desks.file()
    edition = desks.publish(worker)
    group.gate.deletion_ask(worker.keys.token, "all", group.today)
    assert erase(group.engine, group.desk("ada")) == 1
    assert showing(group).showing is Showing.RECALLED
    put_back(group, edition, with_recalls_gone=False)
    assert showing(group, "vik").showing is Showing.PUT_BACK
