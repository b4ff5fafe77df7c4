"""What a token costs, and what becomes of it when all is full or nothing can be sealed."""

from __future__ import annotations

from contextlib import suppress

import pytest

from crypto.receipts import Code, keys_of
from reporting.intake.bytoken import WISH_BYTES, caller, take_try
from reporting.intake.errors import NoReport, Throttled
from reporting.intake.services import EXTENSION
from reporting.intake.throttles import THROTTLES, Rate
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.errors import NotSealed
from reporting.sealed.seal import Sealer


@pytest.fixture
def known(reported, group):
    """A report that somebody sent; its worker."""
    return reported()[1]


@pytest.fixture
def shared(site, group):
    return site.app.extensions[EXTENSION]


@pytest.fixture
def seen(shared):
    return shared.verified.read()


@pytest.fixture
def wish(known, seen):
    def seal(compartment="message", text="all"):
        sealer = Sealer(known.keys, seen.manifest, known.report)
        content = deletion_bytes(Deletion(known.report, seen.today, text, "ask"))
        return sealer.to_both(compartment, content)

    return seal


def taken(shared, token, seen):
    """Everybody's tokens that one look with this token takes."""
    before = shared._fetched.copy()
    with suppress(NoReport):
        caller(shared, seen, token)
    return {name: before[name] - count for name, count in shared._fetched.items()}


def test_right_and_wrong_tokens_cost_the_same(shared, seen, known):
    stranger = keys_of(Code.random(), shared.config.installation)
    take_try(shared)
    right = taken(shared, known.keys.token, seen)
    assert right == {"return": 1}
    assert taken(shared, stranger.token, seen) == right


@pytest.mark.parametrize(
    ("path", "kind", "more"),
    [
        ("mailbox", "open mailbox", {}),
        ("kept", "code kept", {}),
        ("stop", "stop warnings", None),
        ("add", "sealed parts", {"parts": []}),
        ("delete", "ask deletion", {"parts": [], "scope": "all"}),
        ("delete/stop", "stop deletion", {"parts": []}),
    ],
)
def test_every_door_takes_of_everybodys_bucket(site, shared, known, path, kind, more):
    object.__setattr__(shared, "throttles", {**THROTTLES, "return": Rate(1, 1)})
    take_try(shared)
    token = known.keys.token.hex()
    asked = {"token": token, **more} if more is not None else {"tokens": [token]}
    if path == "add":  # what cannot be sealed at all takes nothing
        part = site.client.post(f"/return/{path}", json={"v": 1, "kind": kind, **asked})
        assert part.status_code == 422
        return
    answer = site.client.post(f"/return/{path}", json={"v": 1, "kind": kind, **asked})
    assert (answer.status_code, answer.json["error"]) == (429, "busy")


def test_a_full_bucket_refuses_before_it_looks(shared, seen, known):
    object.__setattr__(shared, "throttles", {**THROTTLES, "return": Rate(1, 1)})
    take_try(shared)
    with pytest.raises(Throttled):
        caller(shared, seen, known.keys.token)


def test_a_wish_has_one_size(wish):
    assert len(wish().ciphertext) == WISH_BYTES


def test_a_wish_is_a_message_and_about_something(shared, seen, known, wish):
    visit = caller(shared, seen, known.keys.token)
    for scope, part in (("all", wish("consent")), ("everything", wish())):
        with pytest.raises(NotSealed):
            visit.ask_deletion(scope, [part])
    assert not caller(shared, seen, known.keys.token).mailbox.deletions
