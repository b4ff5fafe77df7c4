import logging

import pytest


@pytest.mark.parametrize("status", [400, 403, 404, 405, 408, 413, 415, 429, 500, 503, 414, 501])
def test_every_error_is_a_plain_page_with_its_status(client, valid_html, status):
    answer = client.get(f"/stop/{status}")
    assert answer.status_code == status
    tree = valid_html(answer.text)
    assert tree.find(".//h1").text
    assert tree.find(".//main//a").get("href").startswith("/")


def test_a_page_that_is_not_there_and_a_method_that_is_not_allowed(client):
    assert client.get("/nowhere").status_code == 404
    answer = client.get("/strict")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_options_and_trace_are_not_answered(client):
    assert client.options("/page").status_code == 405
    assert client.open("/page", method="TRACE").status_code == 405


def test_an_error_of_ours_shows_and_logs_nothing_of_the_request(client, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        answer = client.get(
            "/boom?what=query-canary",
            headers={"User-Agent": "agent-canary", "X-Real-Ip": "ip-canary"},
        )
    assert answer.status_code == 500
    said = answer.text + caplog.text + "".join(capfd.readouterr())
    assert "canary" not in said
    assert "Traceback" not in said
    assert "boom: ValueError at tests/reporting/web/conftest.py" in caplog.text


def test_a_store_out_of_reach_is_503_and_says_it_was_not_saved(client, caplog):
    answer = client.post("/away", data={"what": "words"})
    assert answer.status_code == 503
    assert "It was not saved" in answer.text
    assert "canary" not in caplog.text
    assert "OutOfReach" in caplog.text


def test_a_broken_layout_still_gives_a_page(app, valid_html, caplog):
    app.jinja_env.globals["error_layout"] = "intake/no-such-layout.html"
    answer = app.test_client().get("/nowhere?lang=fr")
    assert answer.status_code == 404
    assert '<html lang="fr">' in answer.text
    valid_html(answer.text)
    assert "TemplateNotFound" in caplog.text
