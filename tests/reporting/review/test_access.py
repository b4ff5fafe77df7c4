"""Who may enter: nobody by default, and everybody only where a view says so."""

from __future__ import annotations

import pytest

from reporting.review.access import Needs, needs, needs_of

PUBLIC = {"sign_in.sign_in", "sign_in.begin", "home.health", "static"}


def test_every_route_says_who_may_use_it(app):
    silent = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if needs_of(view) is None and endpoint != "static"
    ]
    assert not silent


def test_only_these_routes_are_open_to_all(app):
    open_ones = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if (asked := needs_of(view)) is None or not asked.signed_in
    }
    assert open_ones == PUBLIC


def test_what_says_nothing_is_refused(app, browser):
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert browser("ada").get("/forgotten").status_code == 403
    assert browser().get("/forgotten").status_code == 403


def test_every_other_page_sends_strangers_to_the_sign_in(app, browser):
    stranger = browser()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        url = app.url_map.bind("localhost").build(
            rule.endpoint, dict.fromkeys(rule.arguments, "1"), force_external=False
        )
        for method in rule.methods & {"GET", "POST"}:
            response = stranger.client.open(url, method=method)
            assert response.status_code in {302, 401}, rule.endpoint


@pytest.mark.parametrize("handle", ["vik", "kim", "ada"])
def test_each_role_sees_its_rooms_alone(app, browser, handle, group):
    roles = group.desk(handle).member.roles
    person = browser(handle)
    for rule in app.url_map.iter_rules():
        asked = needs_of(app.view_functions[rule.endpoint])
        if rule.arguments or "GET" not in rule.methods or rule.endpoint in PUBLIC:
            continue
        status = person.get(str(rule)).status_code
        allowed = not asked.roles or bool(set(asked.roles) & roles)
        assert (status != 403) == allowed, rule.endpoint


def test_a_post_without_the_sessions_token_is_refused_and_gives_back_what_was_typed(browser):
    ada = browser("ada")
    ada.token = "0" * 64
    answer = ada.post("/passphrase", {"note": "a long note about somebody"})
    assert answer.status_code == 400
    assert "a long note about somebody" in answer.text


def test_the_mark_is_on_the_function():
    @needs("advocate")
    def view():
        return ""

    assert needs_of(view) == Needs(roles=("advocate",))
