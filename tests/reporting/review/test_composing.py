"""The page on which a bulletin is written, put together from a draft or from what was typed."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask import g

from reporting.casework import bulletins
from reporting.casework.reported import open_reported
from reporting.domain.redaction_finding import UNIQUE
from reporting.review import bulletin_form, composing
from reporting.store.engine import reading


@pytest.fixture
def begun(app, group, desks):
    worker = group.report()
    desks.file()
    with app.test_request_context("/bulletins"), reading(group.engine) as session:
        g.form_secret = bytes(32)
        g.now = group.now
        desk = group.desk("ada")
        g.here = SimpleNamespace(desk=desk, session=SimpleNamespace(handle="ada"))
        reported = open_reported(session, desk, worker.report)
        yield session, bulletins.first_draft(desk, reported), reported


def test_a_draft_is_checked_as_of_now(begun, valid_html):
    session, draft, reported = begun
    page = composing.as_stored(session, draft, [reported])
    # one report alone is like no other: that wants a reason, and nothing else does
    assert [one.rule for one in page.look.in_the_way] == [UNIQUE]
    assert page.problems == ()
    valid_html(composing.show(page, kept=True))


def test_what_was_typed_becomes_the_draft(begun):
    session, draft, reported = begun
    typed = bulletin_form.from_draft(draft, {})
    changed = replace(typed, summary={"en": "Seen at 9:30 pm.", "fr": ""}, kept={})
    page = composing.as_typed(session, draft, [reported], changed)
    assert page.draft.draft.body.summary == {"en": "Seen at 9:30 pm."}
    assert page.look.redacted is None
    assert [one.excerpt for one in page.look.in_the_way] == ["9:30 pm."]


def test_what_cannot_be_read_comes_back_as_typed(begun, valid_html):
    session, draft, reported = begun
    typed = replace(bulletin_form.from_draft(draft, {}), expires="soon", summary={"en": "Hey."})
    page = composing.as_typed(session, draft, [reported], typed)
    assert [problem.field for problem in page.problems] == ["expires"]
    shown = composing.show(page, kept=False)
    valid_html(shown)
    assert 'value="soon"' in shown
    assert "Hey." in shown


def test_words_of_one_language_are_named_on_the_page(begun, valid_html):
    session, draft, reported = begun
    page = composing.as_stored(session, draft, [reported])
    assert "language that they are written in" not in composing.show(page, kept=True)
    body = replace(draft.draft.body, summary={"en": "Takes money back."})
    shown = replace(draft, draft=replace(draft.draft, body=body))
    page = composing.show(composing.as_stored(session, shown, [reported]), kept=True)
    valid_html(page)
    assert "French: no sentences yet, so it shows those of the other language." in page
