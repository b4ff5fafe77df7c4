from __future__ import annotations

import re
from pathlib import Path

import pytest

from crypto.strictjson import b64u
from reporting.domain.consent_wording import CURRENT
from reporting.intake.scripts import PROBLEMS, script_facts

PAGE_CODE = Path(__file__).parents[3] / "reporting/intake/static/page"


def facts(app, address: str = "/report"):
    with app.test_request_context(address):
        return script_facts()


def test_the_page_says_what_to_hold_the_list_of_keys_against(app, config):
    told = facts(app)
    assert told.installation == config.installation.hex()
    assert told.organisation == b64u(config.organisation)
    assert told.sequence >= config.minimum_sequence
    assert told.wording == CURRENT


def test_a_list_once_seen_is_the_least_that_a_page_believes(app, client):
    client.get("/report")
    seen = facts(app).sequence
    app.extensions["brolly"].high_water.raise_to("manifest", seen + 1)
    assert facts(app).sequence == seen + 1


def test_problems_are_said_in_the_language_of_the_page(app):
    english = dict(facts(app).problems)
    french = dict(facts(app, "/report?lang=fr").problems)
    assert english.keys() == french.keys() == PROBLEMS.keys()
    assert english["needed"] == PROBLEMS["needed"]
    assert french["needed"] != english["needed"]


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_that_has_a_text_is_one_that_scripts_can_find(name):
    used = "".join(path.read_text() for path in PAGE_CODE.glob("*.mjs"))
    assert re.search(rf"['\"]{name}['\"]", used)


def test_nothing_secret_is_on_the_page(client, config):
    page = client.get("/report").get_data(as_text=True)
    assert config.page_secret.hex() not in page
    assert config.database_url not in page
