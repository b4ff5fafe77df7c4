"""The program as a whole: every page is there, and nothing runs before the first request."""

import re
from dataclasses import replace

import pytest

from reporting.intake.app import create_app

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def test_making_it_connects_to_nothing(config, tmp_path):
    app = create_app(replace(config, database_url=f"sqlite:///{tmp_path / 'none' / 'x.db'}"))
    assert not (tmp_path / "none").exists()
    page = app.test_client().get("/report")
    assert page.status_code == 503
    assert config.help_number in page.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/report", "/nowhere"])
def test_every_answer_has_the_headers(client, path):
    page = client.get(path)
    for name, value in HEADERS.items():
        assert page.headers[name] == value
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in page.headers


def test_no_page_names_another_site(client):
    page = client.get("/report").get_data(as_text=True)
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)


def test_no_address_takes_words_out_of_a_path(app):
    """A report travels in a body: no rule has a place where a word of hers could stand."""
    rules = [
        rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(("report.", "add."))
    ]
    assert rules
    assert not [rule.rule for rule in rules if rule.arguments]
