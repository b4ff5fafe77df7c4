"""What a sign-in does on the side, and that none of it keeps anybody out."""

from __future__ import annotations

import pytest

from reporting.casework.filing import Filed
from reporting.casework.membership import Newcomer
from reporting.casework.signin import Attempt, sign_in
from reporting.casework.upkeep import after_sign_in
from reporting.store.errors import Conflict

PHRASE = "four plain invented words"


def signed_in(group, handle, code=None):
    attempt = Attempt(handle, PHRASE, group.code(handle) if code is None else code)
    return sign_in(group.engine, group.pins, attempt, group.now, group.argon2).token


def test_it_files_what_waits(group):
    group.report()
    token = signed_in(group, "ada")
    assert after_sign_in(group.engine, group.pins, token, group.now) == Filed(1, 3, 0)


def test_it_renews_and_shares(group):
    group.sql("DELETE FROM sealed_epoch WHERE recipient = 'bo'")
    group.later(days=40)
    token = signed_in(group, "kim")
    after_sign_in(group.engine, group.pins, token, group.now)
    assert (group.desk("kim").valid_until - group.today).days == 180
    group.desk("bo").current()


def test_who_is_new_or_in_no_circle_does_nothing(group):
    group.report()
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    for handle, code in (("vik", None), ("cleo", "")):
        token = signed_in(group, handle, code)
        assert after_sign_in(group.engine, group.pins, token, group.now) == Filed()


@pytest.mark.parametrize("step", ["renew_if_due", "share_with_newcomers"])
def test_a_step_that_fails_keeps_nobody_out(group, monkeypatch, step):
    def fails(*_):
        raise Conflict("somebody else was faster")

    monkeypatch.setattr(f"reporting.casework.upkeep.{step}", fails)
    group.report()
    token = signed_in(group, "kim")
    assert after_sign_in(group.engine, group.pins, token, group.now).reports == 1
