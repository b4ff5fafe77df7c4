"""Slow lines and hostile ones, with real sockets: who may go on, who is cut, whom nobody notices."""

import http.client
import json
import socket
import time
from contextlib import ExitStack

import pytest

from .served import Line, ask, served

VIEWS = """
from flask import request
from reporting.web.limits import answers_troubles, takes_body, takes_files

def add_views(app):
    @app.get("/here")
    def here():
        return "here" * 10

    @app.get("/long")
    def long():
        return "long" * 30_000

    @app.post("/form")
    @answers_troubles
    @takes_files("file", 5, 10_000_000)
    def form():
        return {
            "words": request.form.get("words"),
            "troubles": [trouble.code for trouble in request.troubles],
            "sizes": [len(upload.data) for upload in request.uploads],
            "files": request.brought_files,
        }

    @app.post("/bytes")
    @takes_body("application/octet-stream", 10_000_000)
    def sized():
        return {"size": len(request.get_data())}
"""
WHOLE = 64 * 1024
BYTES = {"Content-Type": "application/octet-stream"}
QUICK = {
    "ARRIVE_SECONDS": 1.5,
    "ARRIVE_BYTES": 5_000,
    "WHOLE_BYTES": WHOLE,
    "TURN_SECONDS": 1.0,
    "TICK_SECONDS": 0.05,
    "LINGER_SECONDS": 2.0,
}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served"), VIEWS, QUICK, threads=4) as (port, _, _):
        yield port


def form(size, length=None):
    """Make a form with words first and then a file of `size` bytes."""
    body = (
        b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nHe took the money.\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        + bytes(size)
        + b"\r\n--x--\r\n"
    )
    head = (
        f"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length or len(body)}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    return head.encode(), body


def begun(line, size=WHOLE + 1000):
    """Send the beginning of ten megabytes."""
    head, body = form(size, 10_000_000)
    line.send(head + body[:size])


def test_a_slow_and_steady_one_arrives_however_long_it_takes(port):
    head, body = form(300_000)
    began = time.monotonic()
    with Line(port) as line:
        line.send(head)
        for at in range(0, len(body), 10_000):
            line.send(body[at : at + 10_000])
            time.sleep(0.11)
        status, said = line.answer()
    assert time.monotonic() - began > 2 * QUICK["ARRIVE_SECONDS"]
    told = json.loads(said)
    assert (status, told["sizes"], told["troubles"]) == (200, [300_000], [])


@pytest.mark.parametrize("size", [WHOLE + 1000, 1000], ids=["large", "small"])
def test_one_that_drips_is_cut_and_answered_with_what_came(port, size):
    with Line(port) as line:
        begun(line, size)
        status, said = line.drip(b"x" * 200)
    told = json.loads(said)
    assert (status, told["words"]) == (200, "He took the money.")
    assert (told["troubles"], told["files"]) == (["too_slow"], True)


def test_a_body_for_scripts_that_is_cut_is_refused(port):
    head = b"POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\nContent-Type: application/octet-stream\r\n\r\n"
    with Line(port) as line:
        line.send(head + bytes(WHOLE + 10))
        status, said = line.drip(b"x" * 200)
    assert (status, json.loads(said)["error"]) == (400, "Bad Request")


def test_many_that_drip_leave_threads_for_everybody_else(tmp_path):
    """Twice as many as there are threads, with their beginnings sent, and as many with half a head."""
    half_a_minute = QUICK | {"ARRIVE_SECONDS": 30.0, "TURN_SECONDS": 30.0}
    with served(tmp_path, VIEWS, half_a_minute, threads=4) as (port, _, _), ExitStack() as held:
        lines = [held.enter_context(Line(port)) for _ in range(16)]
        for number, line in enumerate(lines):
            begun(line) if number % 2 else line.send(b"POST /form HTTP/1.1\r\nContent-Le")
        for _ in range(5):
            began = time.monotonic()
            assert ask(port, "GET", "/here")[0] == 200
            status, _, said = post_words(port)
            assert (status, json.loads(said)["words"]) == (200, "He took the money.")
            assert time.monotonic() - began < 10, "they waited for those who drip"


def post_words(port):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(port, "POST", "/form", "words=He+took+the+money.", kind)


def test_who_waits_too_long_for_a_turn_is_told_so_and_the_words_are_kept(port):
    with ExitStack() as held:
        steady = [held.enter_context(Line(port)) for _ in range(2)]  # every turn
        for line in steady:
            begun(line)
        last = held.enter_context(Line(port))
        begun(last)
        for _ in range(25):
            for line in steady:
                line.send(bytes(8000))
            time.sleep(0.08)
        told = json.loads(last.answer()[1])
    assert (told["words"], told["troubles"]) == ("He took the money.", ["busy"])
    assert told["files"], "she has to choose them again"


def test_an_answer_reaches_who_is_still_sending(port):
    """A close with unread bytes would tear it away."""
    head, body = form(400_000, 50_000_000)
    with Line(port) as line:
        line.send(head + body[: WHOLE + 1000])
        time.sleep(2.5)
        line.send(bytes(200_000))
        status, said = line.answer()
    assert (status, json.loads(said)["troubles"]) == (200, ["too_slow"])


def test_connections_that_stay_open_after_their_answer_hold_nobody_up(port):
    with ExitStack() as held:
        began = time.monotonic()
        for _ in range(6):
            line = held.enter_context(Line(port))
            line.send(b"GET /here HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert line.answer()[0] == 200
        assert ask(port, "GET", "/here")[0] == 200
        assert time.monotonic() - began < 6, "the loop waited for each to hang up"


def test_who_asks_and_does_not_read_holds_no_thread(tmp_path):
    """Answers that nobody reads fill what the system keeps for them; a thread would wait there."""
    with served(tmp_path, VIEWS, {}, threads=4) as (port, _, _), ExitStack() as held:
        asks = b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20
        lines = [held.enter_context(Line(port, receive=64 * 1024)) for _ in range(8)]
        for line in lines:
            line.send(asks)
        time.sleep(1)
        for _ in range(3):
            began = time.monotonic()
            assert ask(port, "GET", "/here")[0] == 200
            assert time.monotonic() - began < 10
        line, seen = lines[0], b""
        while seen.count(b"HTTP/1.1 200") < 4:  # who reads after all gets the rest
            seen += line.sock.recv(1_000_000)


def test_a_connection_is_used_again_and_requests_may_come_close_together(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(3):
        connection.request(
            "POST", "/bytes", bytes(1000), {"Content-Type": "application/octet-stream"}
        )
        assert json.loads(connection.getresponse().read()) == {"size": 1000}
    connection.close()
    with Line(port) as line:
        line.send(b"GET /here HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3)
        line.sock.settimeout(20)
        seen = b""
        while seen.count(b"here" * 10) < 3:
            seen += line.sock.recv(65536)


def test_uploads_in_chunks_and_those_that_wait_to_be_asked_arrive(port):
    kind = b"Host: localhost\r\nContent-Type: application/octet-stream\r\n"
    for size in (5, 300_000):
        with Line(port) as line:
            line.send(b"POST /bytes HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + kind + b"\r\n")
            line.send(b"%x\r\n" % size + bytes(size) + b"\r\n0\r\n\r\n")
            assert json.loads(line.answer()[1]) == {"size": size}
    with Line(port) as line:
        expects = b"Content-Length: 300000\r\nExpect: 100-continue\r\n" + kind
        line.send(b"POST /bytes HTTP/1.1\r\n" + expects + b"\r\n")
        assert line.sock.recv(12, socket.MSG_PEEK) == b"HTTP/1.1 100"
        line.send(bytes(300_000))
        assert json.loads(line.answer()[1]) == {"size": 300_000}


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """A server with little room, and patience for those who stand still."""
    little = QUICK | {"ARRIVE_SECONDS": 30.0, "GATHER_BYTES": 200_000}
    folder = tmp_path_factory.mktemp("narrow")
    with served(folder, VIEWS, little, threads=2, worker_connections=12) as (port, _, _):
        yield port


def test_where_memory_ends_those_go_who_hold_much_and_stand_still(narrow):
    with ExitStack() as held:
        lines = [held.enter_context(Line(narrow)) for _ in range(8)]
        for line in lines:
            begun(line, WHOLE - 5000)
        for _ in range(3):
            status, _, said = ask(narrow, "POST", "/bytes", bytes(60_000), BYTES)
            assert (status, json.loads(said)) == (200, {"size": 60_000})
        told = json.loads(lines[0].answer()[1])
    assert (told["troubles"], told["words"]) == (["busy"], "He took the money.")


def test_where_connections_end_those_go_who_say_nothing(narrow):
    with ExitStack() as held:
        for _ in range(40):
            held.enter_context(Line(narrow))
        for _ in range(3):
            began = time.monotonic()
            assert ask(narrow, "GET", "/here")[0] == 200
            assert time.monotonic() - began < 5


def test_what_is_under_way_is_answered_when_the_server_is_told_to_stop(tmp_path):
    with served(tmp_path, VIEWS, threads=2) as (port, _, process), Line(port) as line:
        head, body = form(1000)
        line.send(head + body[:100])
        time.sleep(0.3)
        process.terminate()
        time.sleep(0.3)
        line.send(body[100:])
        told = json.loads(line.answer()[1])
    assert (told["sizes"], told["troubles"]) == ([1000], [])
