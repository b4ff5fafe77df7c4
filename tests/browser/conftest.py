"""A real Chromium at the public program of a small organisation, with everything it sends recorded.

`chromium`   the browser, as everywhere in tests
`group`      as in tests/reporting: people who file, open, answer and publish
`house`      the public program, served; `house.url`, and `house.app` to break something in it
`wire`       every request that left the browser, as bytes: `wire.seen`; `cut`, `lost` and `halved` break it
`visit`      makes a page in a fresh profile of a phone: `visit(**options) -> page`
`cases`      what an advocate opens: files what waits and opens every case
"""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from reporting.casework import cases as casework
from reporting.casework.filing import file_waiting
from reporting.intake.app import create_app
from reporting.intake.config import IntakeConfig
from reporting.store.engine import reading
from reporting.store.models.filed import FiledReport

# One description of the organisation is enough.
from ..reporting.conftest import desks, furnishing, group, organisation

__all__ = ["desks", "furnishing", "group", "organisation"]

# `browsing.py` beside this file holds what several of its tests say.
sys.path.insert(0, str(Path(__file__).parent))

PHONE = {"width": 360, "height": 800}


@pytest.fixture
def database_kind():
    return "sqlite"


@dataclass
class House:
    """The public program while it is served."""

    url: str
    app: Any
    config: IntakeConfig


@pytest.fixture
def house(group, database_url, tmp_path):
    config = IntakeConfig(
        database_url=database_url,
        installation=group.pins.installation,
        organisation=group.pins.organisation,
        minimum_sequence=group.pins.minimum_sequence,
        page_secret=bytes(range(32)),
        help_number="604 555-0199",
        state_dir=tmp_path / "state",
    )
    app = create_app(config, lambda: group.now)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield House(f"http://127.0.0.1:{server.server_port}", app, config)
    server.shutdown()


@dataclass
class Request:
    """One request as it left: line, headers and body."""

    method: str
    url: str
    headers: bytes
    body: bytes
    whole: bool = True

    @property
    def path(self):
        return urlsplit(self.url).path

    @property
    def bytes(self):
        return f"{self.method} {self.url}\n".encode() + self.headers + b"\n" + self.body


@dataclass
class Wire:
    """A proxy that the browser sends everything through, to whatever host."""

    port: int = 0
    seen: list[Request] = field(default_factory=list)
    cut: bool = False
    # answers to these paths get lost: what was asked is done all the same
    lost: set[str] = field(default_factory=set)
    # requests to these paths break in the middle
    halved: set[str] = field(default_factory=set)

    def posted(self, path="/report/sealed"):
        return [
            request for request in self.seen if (request.method, request.path) == ("POST", path)
        ]

    @property
    def ours(self):
        """Requests to the program itself: Chromium asks its maker's hosts for updates."""
        return [request for request in self.seen if "127.0.0.1" in request.url]

    @property
    def everything(self):
        return b"\n".join(request.bytes for request in self.seen)


@pytest.fixture
def wire():
    record = Wire()

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self):
            length = int(self.headers.get("Content-Length") or 0)
            target = urlsplit(self.path)
            whole = target.path not in record.halved
            body = self.rfile.read(length if whole else length // 2)
            record.seen.append(Request(self.command, self.path, bytes(self.headers), body, whole))
            if target.hostname != "127.0.0.1" or record.cut:
                self.close_connection = True
                return
            connection = HTTPConnection("127.0.0.1", target.port, timeout=30)
            path = target.path + (f"?{target.query}" if target.query else "")
            headers = {k: v for k, v in self.headers.items() if k != "Proxy-Connection"}
            connection.request(self.command, path, body, headers)
            if not whole:
                # half of what the headers announce
                connection.close()
                self.close_connection = True
                return
            answer = connection.getresponse()
            content = answer.read()
            if target.path in record.lost:
                self.close_connection = True
                return
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name not in {"Connection", "Transfer-Encoding", "Content-Length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    for method in ("GET", "POST", "HEAD", "CONNECT", "OPTIONS"):
        setattr(Proxy, f"do_{method}", Proxy.forward)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.daemon_threads = True
    record.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield record
    server.shutdown()


@pytest.fixture
def visit(chromium, house, wire):
    contexts = []

    def open_page(path="/report", **options):
        # "<-loopback>": our own addresses go through the recording, too
        proxy = {"server": f"http://127.0.0.1:{wire.port}", "bypass": "<-loopback>"}
        context = chromium.new_context(**{"viewport": PHONE, "proxy": proxy, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.broken = []
        page.on("pageerror", lambda error: page.broken.append(str(error)))
        page.on("console", lambda said: page.broken.append(said.text) if _is_ours(said) else None)
        if path:
            page.goto(house.url + path)
        return page

    def _is_ours(said):
        return said.type == "error" and "Failed to load resource" not in said.text

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def cases(group):
    def open_all(handle="ada"):
        desk = group.desk(handle)
        file_waiting(group.engine, desk)
        with reading(group.engine) as session:
            reports = session.query(FiledReport.id).all()
            return [casework.open_case(session, desk, row.id) for row in reports]

    return open_all
