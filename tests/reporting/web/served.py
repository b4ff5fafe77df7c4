"""A program of ours behind gunicorn as it is run, with constants of its own; and plain sockets."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time

from ...ports import free_port

START = """
import json, sys
from pathlib import Path
bind, static, constants, options = sys.argv[1:]
from reporting.web import arriving
for name, value in json.loads(constants).items():
    setattr(arriving, name, value)
from reporting.web import worker
for name, value in json.loads(constants).items():
    setattr(worker, name, value)
from reporting.web.app import AppShape, base_app
from reporting.web.server import WebServer

def make_app():
    app = base_app(AppShape("intake", static=Path(static)))
    add_views(app)
    return app

"""
RUN = """
WebServer(make_app, bind, json.loads(options)).run()
"""


@contextlib.contextmanager
def served(folder, views, constants=None, **options):
    """Run the app with `views` (source of `add_views(app)`); yield port, log and process."""
    (folder / "style.css").write_text("")
    port = free_port()
    told = [json.dumps(constants or {}), json.dumps({"workers": 1, "threads": 2} | options)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", START + views + RUN, f"127.0.0.1:{port}", str(folder), *told],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "GUNICORN_CMD_ARGS": "--access-logfile -"},
        )
        try:
            wait_for(port, process)
            yield port, folder / "log", process
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
    """Ask once; return status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def raw(port, data):
    """Send bytes; return the first that come back."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(data)
        connection.settimeout(10)
        return connection.recv(65536)


class Line:
    """One connection, a piece at a time."""

    def __init__(self, port, receive=None):
        """Connect; the system keeps `receive` bytes for who has not read them."""
        self.sock = socket.socket()
        self.sock.settimeout(20)
        if receive:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.sock.connect(("127.0.0.1", port))

    def send(self, data):
        self.sock.sendall(data)

    def drip(self, data, pause=0.1):
        """Send byte by byte until an answer comes; return it."""
        for byte in data:
            self.sock.settimeout(pause)
            try:
                if self.sock.recv(1, socket.MSG_PEEK):
                    break
            except TimeoutError:
                self.sock.settimeout(20)
                self.sock.sendall(bytes([byte]))
        return self.answer()

    def answer(self):
        """Read one answer: status and body."""
        self.sock.settimeout(20)
        answer = http.client.HTTPResponse(self.sock)
        answer.begin()
        return answer.status, answer.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()
