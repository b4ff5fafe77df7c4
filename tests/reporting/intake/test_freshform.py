"""The untouched form is rendered once, and never the same form twice."""

from datetime import timedelta

import pytest

from reporting.intake import formpage
from reporting.intake.routes import report


def body(response):
    return response.get_data(as_text=True)


@pytest.fixture
def rendered(monkeypatch):
    """The nonces that the form was rendered with."""
    nonces = []

    def render(page, seen):
        nonces.append(page.nonce)
        return formpage.render(page, seen)

    monkeypatch.setattr(report, "render", render)
    return nonces


def test_every_visit_has_a_nonce_of_its_own(client, controls, rendered):
    nonces = {controls(body(client.get("/report")))["nonce"][0] for _ in range(5)}
    assert len(nonces) == 5
    assert len(rendered) == 1
    assert rendered[0].hex() not in nonces


def test_each_language_and_each_way_to_ask_for_it_is_kept_apart(client, rendered):
    pages = {
        (link, accept): body(client.get(f"/report{link}", headers={"Accept-Language": accept}))
        for link in ("", "?lang=en", "?lang=fr")
        for accept in ("en", "fr")
    }
    for (link, accept), page in pages.items():
        language = link.removeprefix("?lang=") or accept
        assert f'<html lang="{language}"' in page
        assert (f'href="/support{link}"') in page
    assert len(rendered) == 4


def test_a_changed_setting_shows_within_seconds(client, put_rows, clock, rendered):
    client.get("/report")
    put_rows({"title": '{"en": "Another House"}'})
    clock.now += timedelta(seconds=6)
    assert "Another House" in body(client.get("/report"))
    assert len(rendered) == 2


def test_what_somebody_typed_is_never_kept(client):
    client.post("/report", data={"known_by": "a canary word"})
    assert "canary" not in body(client.get("/report"))
