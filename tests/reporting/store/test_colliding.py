"""What waits under a taken name gets another; what is fine keeps its own."""

from hashlib import sha256

from sqlalchemy import select, update

from reporting.store.colliding import rename_colliding
from reporting.store.engine import reading, writing
from reporting.store.inbox import take_batch
from reporting.store.models.inbox import InboxPart, InboxReport


def rename(engine, report):
    with writing(engine) as session:
        return rename_colliding(session, report)


def test_what_is_fine_keeps_its_names(engine, filed, hand_in):
    handed = hand_in()
    with reading(engine) as session:
        before = take_batch(session)
    assert rename(engine, handed.id) == 0
    assert rename(engine, filed.id) == 0
    with reading(engine) as session:
        assert take_batch(session) == before


def test_a_taken_id_and_token_are_replaced_and_the_parts_follow(engine, filed, hand_in, file_all):
    handed = hand_in()
    taken = {"id": filed.id, "token_hash": sha256(filed.token).digest()}
    with writing(engine) as session:
        session.execute(update(InboxReport).where(InboxReport.id == handed.id).values(**taken))
        session.execute(
            update(InboxPart).where(InboxPart.report == handed.id).values(report=filed.id)
        )
    assert rename(engine, filed.id) == 2
    with reading(engine) as session:
        ids = session.execute(select(InboxReport.id)).scalars().all()
        owners = session.execute(select(InboxPart.report)).scalars().all()
    assert len(ids) == 1
    assert set(owners) == set(ids) != {filed.id}
    file_all()
    assert rename(engine, filed.id) == 0
