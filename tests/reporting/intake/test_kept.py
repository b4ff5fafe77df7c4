"""What says the same to everybody is made once; the form is, and never the same form twice."""

import gzip
from datetime import timedelta

import pytest

from reporting.intake import formpage
from reporting.intake.kept import MOST
from reporting.intake.routes import report, sealed
from reporting.intake.services import EXTENSION


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


def test_a_form_that_is_packed_has_a_nonce_of_its_own_too(client, controls, rendered):
    sent = [client.get("/report", headers={"Accept-Encoding": "gzip"}) for _ in range(3)]
    pages = [gzip.decompress(answer.data).decode() for answer in sent]
    assert len({controls(page)["nonce"][0] for page in pages}) == 3
    plain = body(client.get("/report"))
    nonces = [controls(page)["nonce"][0] for page in (*pages, plain)]
    assert (
        len({page.replace(nonce, "") for page, nonce in zip((*pages, plain), nonces, strict=True)})
        == 1
    )
    assert len(rendered) == 1


@pytest.fixture
def made(monkeypatch):
    """How often the words for scripts were rendered."""
    names = []
    render = sealed.render_template

    def count(name, **values):
        names.append(name)
        return render(name, **values)

    monkeypatch.setattr(sealed, "render_template", count)
    return names


def test_words_for_scripts_are_made_once_per_language_and_address(client, made):
    for _ in range(3):
        for language in ("en", "fr"):
            for host in ("http://one.example.org", "http://two.example.org"):
                page = body(client.get(f"/report/pieces?lang={language}", base_url=host))
                assert f'<html lang="{language}"' in page
                assert f"{host}/" in page
    assert len(made) == 4


def test_the_list_of_keys_is_made_again_on_the_next_day(client, clock):
    before = client.get("/keys.json").json
    assert client.get("/keys.json").json == before
    clock.now += timedelta(days=1)
    assert client.get("/keys.json").json == {**before, "today": clock.now.date().isoformat()}


def test_invented_hosts_do_not_fill_the_memory(app, client, made):
    for number in range(MOST + 5):
        client.get("/report/pieces", base_url=f"http://{number}.example.org")
    assert len(app.extensions[EXTENSION].kept._kept) <= MOST
