"""Gunicorn as it is run, watched from outside: what it says of a request, and in its headers."""

import signal
import socket

import pytest

from .served import ask, raw, served

VIEWS = """
def add_views(app):
    @app.get("/boom")
    def boom():
        raise ValueError("canary-message")
    @app.post("/form")
    def form():
        return "taken"
"""


@pytest.fixture
def server(tmp_path):
    with served(tmp_path, VIEWS) as running:
        yield running


def test_the_log_tells_of_errors_and_of_no_request(server):
    port, log, process = server
    agent = {"User-Agent": "canary-agent", "X-Forwarded-For": "203.0.113.9"}
    assert ask(port, "GET", "/boom?canary-query", headers=agent)[0] == 500
    assert raw(port, b"GET /canary-path HTTP/1.1\r\nBad Header canary\r\n\r\n").startswith(
        b"HTTP/1.1 400"
    )
    assert raw(port, b"canary nonsense\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert b"414" in raw(port, b"GET /" + b"canary" * 1000 + b" HTTP/1.1\r\n\r\n")
    process.send_signal(signal.SIGTERM)
    process.wait(15)
    said = log.read_text()
    assert "boom: ValueError" in said
    assert "message left out (gunicorn.http.errors." in said
    assert "canary" not in said
    assert "203.0.113.9" not in said
    lines = [line for line in said.splitlines() if f"127.0.0.1:{port}" not in line]
    assert not [line for line in lines if "127.0.0.1" in line]
    assert not [line for line in said.splitlines() if "GET" in line]


def test_the_server_does_not_say_what_it_is(server):
    port, _, _ = server
    status, headers, _ = ask(port, "GET", "/nowhere")
    assert status == 404
    assert headers["Server"] == "web"
    assert "gunicorn" not in str(headers).lower()


def test_a_body_far_over_the_limit_still_gets_its_page(server):
    port, _, _ = server
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _, page = ask(port, "POST", "/form", b"a=" + b"b" * 20_000_000, form)
    assert status == 413
    assert b"too much at once" in page


def test_a_connection_that_breaks_in_the_middle_of_a_form_saves_nothing(server):
    """Gunicorn ends the stream without a word; the view must not see half a form."""
    port, _, _ = server
    head = (
        b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(head + b"what=He+said+he+wou")
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 400")
