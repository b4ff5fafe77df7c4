"""Gunicorn as it is run, watched from outside: what it says of a request, and in its headers."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time

import pytest

from ...ports import free_port

PROGRAM = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from reporting.web.app import AppShape, base_app
    from reporting.web import server
    from reporting.web.server import WebServer

    server.READ_SECONDS = float(sys.argv[3])

    def make_app():
        app = base_app(AppShape("intake", static=Path(sys.argv[2])))
        @app.get("/boom")
        def boom():
            raise ValueError("canary-message")
        @app.post("/form")
        def form():
            return "taken"
        return app

    WebServer(make_app, sys.argv[1], {"workers": 1, "threads": 2}).run()
    """
)


@pytest.fixture
def server(tmp_path, request):
    seconds = getattr(request, "param", 60)
    (tmp_path / "style.css").write_text("")
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, f"127.0.0.1:{port}", str(tmp_path), str(seconds)],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "GUNICORN_CMD_ARGS": "--access-logfile -"},
        )
        try:
            wait_for(port, process)
            yield port, tmp_path / "log", process
        finally:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()


def wait_for(port, process):
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def raw(port, data):
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(data)
        connection.settimeout(10)
        return connection.recv(65536)


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


@pytest.mark.parametrize("server", [2], indirect=True)
@pytest.mark.parametrize(
    "half",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\na=1",
    ],
    ids=["half a head", "half a form"],
)
def test_half_requests_do_not_hold_every_thread_for_ever(server, half):
    port, _, _ = server
    with contextlib.ExitStack() as held:
        for _ in range(4):  # twice the threads there are
            one = held.enter_context(socket.create_connection(("127.0.0.1", port), 10))
            one.sendall(half)
        until = time.monotonic() + 20
        status = 0
        while status != 404 and time.monotonic() < until:
            with contextlib.suppress(OSError):
                status = ask(port, "GET", "/nowhere")[0]
        assert status == 404
