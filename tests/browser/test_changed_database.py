"""Somebody who writes to the database names another reader: both ways refuse to seal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from browsing import HARM, TOLD, fill, send
from sqlalchemy import update

from crypto.private.documents import write_manifest
from crypto.private.epochs import EpochSecret
from crypto.private.organisation import Organisation
from crypto.strictjson import b64u
from reporting.casework.founding_store import apply_change
from reporting.casework.lists import renew
from reporting.store.documents import newest_document
from reporting.store.engine import reading, writing
from reporting.store.models.inbox import InboxReport
from reporting.store.models.public import SignedDocument

THIEF = EpochSecret("main", 1, b"t" * 32)


def to_the_thief(manifest):
    """The same list, with somebody else's key for the circle."""
    return replace(manifest, epochs=(THIEF.public(),))


def circle_key_replaced(group):
    """Change the key, keep the signature."""
    signed = stored(group)
    return write_manifest(to_the_thief(group.lists.manifest)), signed.signature


def signed_by_another_key(group):
    return Organisation.random().sign_manifest(to_the_thief(group.lists.manifest))


def an_older_one(group):
    """Put the first list back after it was renewed and seen."""
    first = stored(group)
    change = renew(group.organisation(), group.lists, group.today)
    with writing(group.engine) as session:
        apply_change(session, change)
    return first.body, first.signature


CHANGES = {
    "the circle's key is replaced": circle_key_replaced,
    "a list that another key signed": signed_by_another_key,
    "an older list": an_older_one,
}


def stored(group):
    with reading(group.engine) as session:
        return newest_document(session, "manifest")


def put(group, body, signature):
    """Write to the table as somebody with all its rights can."""
    with writing(group.engine) as session:
        session.execute(
            update(SignedDocument)
            .where(SignedDocument.kind == "manifest")
            .where(SignedDocument.sequence == stored(group).sequence)
            .values(body=body, signature=signature)
        )


def waiting(group):
    with reading(group.engine) as session:
        return session.query(InboxReport).count()


def later(group):
    """Let the few seconds pass for which intake believes its last look."""
    group.later(seconds=10)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_that_was_open_seals_to_nobody_new(visit, wire, group, change, scripts):
    page = visit(java_script_enabled=scripts)
    changed = CHANGES[change](group)
    if change == "an older list":
        # intake has to have seen the newer one before it can notice that it went back
        later(group)
        page.reload()
    if scripts:
        fill(page)
    else:
        page.locator(HARM).check()
        page.fill("#f-what_happened", TOLD["what_happened"])
    put(group, *changed)
    later(group)
    send(page)
    page.get_by_text("Reports cannot be taken now").wait_for()
    assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    assert waiting(group) == 0
    for posted in wire.posted():
        assert THIEF.public().seal.key_id.hex().encode() not in posted.body


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_new_visit_finds_who_to_call_instead_of_a_form(visit, house, group, change, scripts):
    page = visit("/about", java_script_enabled=scripts)
    changed = CHANGES[change](group)
    if change == "an older list":
        later(group)
        page.goto(house.url + "/report")
    put(group, *changed)
    later(group)
    page.goto(house.url + "/report")
    assert "Reports cannot be taken now" in page.inner_text("h1")
    assert page.locator("#report").count() == 0
    assert "604 555-0199" in page.inner_text("main")
    assert waiting(group) == 0


@pytest.mark.parametrize("change", CHANGES)
def test_the_browser_itself_refuses_a_list_that_is_not_the_organisations(
    visit, wire, house, group, change
):
    """Even when the site in between believes it, or lies."""
    changed = CHANGES[change](group)
    page = visit(path=None)
    if change == "an older list":
        later(group)
        page.goto(house.url + "/report")  # the page now names the newer sequence
    body, signature = changed
    keys = {
        "v": 1,
        "kind": "keys",
        "installation": group.pins.installation.hex(),
        "organisation": b64u(group.pins.organisation),
        "today": group.today.isoformat(),
        "body": body.decode(),
        "signature": b64u(signature),
    }
    page.context.route(
        "**/keys.json",
        lambda route: route.fulfill(body=json.dumps(keys), content_type="application/json"),
    )
    page.goto(house.url + "/report")
    page.get_by_text("Sealing on this device does not work now").first.wait_for()
    page.fill("#f-what_happened", TOLD["what_happened"])
    send(page)
    page.get_by_text("We could not make sure who would be able to open it").wait_for()
    assert page.input_value("#f-what_happened") == TOLD["what_happened"]
    assert wire.posted() == []
    assert wire.posted("/report") == []
    assert waiting(group) == 0
