"""A second witness proves who she is, signs, and leaves no session behind."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from reporting.casework.admission import STRANGERS
from reporting.casework.membership import Newcomer
from reporting.casework.presence import CHANGES, present
from reporting.casework.record import read as read_record
from reporting.casework.second import NoSecond, second_of
from reporting.casework.signin import Attempt, sign_in
from reporting.store.engine import reading
from reporting.store.models.people import SignIn

PHRASE = "four plain invented words"


def ask(group, handle, **typed):
    attempt = Attempt(**{"handle": handle, "passphrase": PHRASE, "code": group.code("bo"), **typed})
    desk = group.desk("vik")
    return second_of(group.engine, group.pins, desk, attempt, group.now, group.argon2)


def test_who_proves_it_gives_her_own_key_and_no_session_stays(group):
    second = ask(group, "bo")
    assert second.handle == "bo"
    assert second.signer.verifying_key == group.desk("bo").identity.signer.verifying_key
    with reading(group.engine) as session:
        assert session.execute(select(func.count()).select_from(SignIn)).scalar() == 0


@pytest.mark.parametrize(
    ("handle", "typed", "reason"),
    [
        ("vik", {}, "same"),
        ("bo", {"passphrase": "not hers at all"}, "wrong"),
        ("bo", {"code": ""}, "wrong"),
        ("nobody", {}, "wrong"),
    ],
)
def test_who_does_not_is_no_witness(group, handle, typed, reason):
    with pytest.raises(NoSecond) as refused:
        ask(group, handle, **typed)
    assert refused.value.reason == reason


def test_who_takes_no_reports_is_none(group):
    group.add(Newcomer("eve", frozenset({"coordinator"}), frozenset(), PHRASE, settled=True))
    with pytest.raises(NoSecond) as refused:
        ask(group, "eve", code=group.code("eve"))
    assert refused.value.reason == "role"


def test_who_was_added_meanwhile_is_still_shown_to_her_at_her_own_sign_in(group):
    def changes():
        attempt = Attempt("bo", PHRASE, group.code("bo"))
        made = sign_in(group.engine, group.pins, attempt, group.now, group.argon2)
        return present(group.engine, group.pins, made.token, group.now).session.extra[CHANGES]

    assert changes() == ""
    group.add(Newcomer("eve", frozenset({"coordinator"}), frozenset(), PHRASE, settled=True))
    group.later(minutes=5)
    ask(group, "bo")
    with reading(group.engine) as session:
        newest = read_record(session, group.desk()).acts[0]
    assert (newest.actor, newest.action) == ("bo", "signed_in")
    group.later(minutes=5)
    assert "eve" in changes()


def test_while_strangers_crowd_the_sign_in_she_is_asked_to_wait(group, monkeypatch):
    monkeypatch.setattr(STRANGERS, "_seconds", 0.01)
    with STRANGERS.turn(), pytest.raises(NoSecond) as refused:
        ask(group, "bo")
    assert (refused.value.reason, refused.value.seconds) == ("wait", 5)
