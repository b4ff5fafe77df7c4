"""What a page tells its scripts."""

from __future__ import annotations

import re

from crypto.strictjson import b64u
from reporting.intake.scripts import PROBLEMS, script_facts
from reporting.intake.services import EXTENSION


def test_the_form_names_what_keys_are_held_against(client, config):
    page = client.get("/report").text
    (script,) = re.findall(r"<script [^>]*>", page)
    assert f'data-installation="{config.installation.hex()}"' in script
    assert f'data-organisation="{b64u(config.organisation)}"' in script
    assert f'data-sequence="{config.minimum_sequence}"' in script


def test_the_lowest_sequence_rises_with_what_was_seen(app):
    app.extensions[EXTENSION].high_water.raise_to("manifest", 99_000_000)
    with app.test_request_context("/report"):
        assert script_facts().sequence == 99_000_000


def test_the_pieces_have_words_for_every_problem_in_both_languages(client):
    for language in ("en", "fr"):
        page = client.get(f"/report/pieces?lang={language}").text
        assert all(f'data-say="{name}"' in page for name in PROBLEMS)
    assert "%(length)s" in page


def test_pieces_hold_nothing_that_could_be_taken_for_a_receipt(client):
    for path in ("/report", "/report/pieces", "/return/pieces"):
        assert "data-receipt" not in client.get(path).text
