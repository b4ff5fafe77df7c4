"""The question for the phrase, at the address that was asked for."""

import json

import pytest

from crypto.passwords import page_phrase_hash
from reporting.domain.settings_web import write_hash
from reporting.intake.phrasepage import behind_the_phrase

PHRASE = "a heron on the roof"


@pytest.fixture
def shut(group):
    group.sign({"phrase_hash": json.dumps(write_hash(page_phrase_hash(PHRASE)))})


@pytest.mark.parametrize(
    ("typed", "status"), [({}, 200), ({"phrase": "a crow"}, 403), ({"phrase": PHRASE}, 200)]
)
def test_what_is_behind_it_is_shown_for_the_phrase_alone(site, shut, typed, status):
    shown = []
    with site.app.test_request_context("/check", method="POST", data=typed):
        answer = behind_the_phrase(lambda _, given: shown.append(given) or "behind it")
    assert bool(shown) == (typed.get("phrase") == PHRASE)
    if not shown:
        page, said = answer
        assert (said, 'action="/check"' in page) == (status, True)
