"""Reports sealed elsewhere: server CPU per flow, and flows a second with the client on the machine.

A flow is what sealing in the browser asks of the server: the list of keys, and the sealed report.
A whole visit is all that a browser with scripts asks for one report, its static files being there
already: the form and the words for the receipt as well. Each is on a connection of its own, as each
is another phone. The reports are sealed beforehand, since phones do that.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sqlite3
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from figures import finish, show
from programs import HOST, Server, installation, intake, serving

from crypto.manifest import Manifest, read_manifest
from crypto.receipts import Code, keys_of
from crypto.strictjson import unb64u
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.config import IntakeConfig
from reporting.sealed.seal import Telling, seal_report
from reporting.sealed.wire import report_json

WARM_UP = 100
FLOWS = 1200
CLIENTS = 16
TELLING = Telling(
    Account({"what_happened": "He took the money back. " * 80, "incident_types": ("no_payment",)}),
    Contact(),
    Choices(consent_bulletin=True),
    "en",
    "2026-11",
)
# What Chromium on a phone sends with each request, beside what a fetch or a visit has of its own.
HEADERS = (
    "Host: {host}\r\nConnection: keep-alive\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Mobile Safari/537.36\r\n"
    "Accept-Encoding: gzip, deflate\r\nAccept-Language: en-CA,en;q=0.9\r\n"
)
VISIT = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
)
FETCH = (
    "Accept: */*\r\n"
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
)
END_OF_HEADERS = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\nContent-Length: ([0-9]+)\r\n", re.IGNORECASE)
CHUNK = 256 * 1024


@dataclass
class Flow:
    """One phone under way: what it still asks, and what has come of the answer it waits for."""

    requests: deque[bytes]
    sock: socket.socket
    answer: bytearray = field(default_factory=bytearray)

    def ask(self) -> bool:
        """Send the next request; False when there is none."""
        if not self.requests:
            return False
        self.answer.clear()
        self.sock.sendall(self.requests.popleft())
        return True

    def is_answered(self) -> bool:
        """Take what has arrived; say whether the answer is whole."""
        self.answer += self.sock.recv(CHUNK)
        end = self.answer.find(END_OF_HEADERS)
        length = LENGTH.search(self.answer, 0, end + 2) if end > 0 else None
        return length is not None and len(self.answer) >= end + len(END_OF_HEADERS) + int(length[1])


def requests_of(server: Server, body: bytes, *, whole: bool) -> deque[bytes]:
    """Return what a browser asks for one report, as bytes; `whole` with form and words."""
    host = f"{HOST}:{server.port}"
    common = HEADERS.format(host=host)
    posted = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    posted += f"Origin: http://{host}\r\n"
    form = f"GET /report HTTP/1.1\r\n{common}{VISIT}\r\n".encode()
    keys = f"GET /keys.json HTTP/1.1\r\n{common}{FETCH}\r\n".encode()
    words = f"GET /report/pieces?lang=en HTTP/1.1\r\n{common}{FETCH}\r\n".encode()
    sealed = f"POST /report/sealed HTTP/1.1\r\n{common}{FETCH}{posted}\r\n".encode() + body
    return deque((form, keys, words, sealed) if whole else (keys, sealed))


def run(server: Server, flows: deque[deque[bytes]]) -> int:
    """Run all flows, a few at a time; return how many answers were not "200 OK" or missing.

    One thread that waits for all sockets: on two cores, the client takes what it does not need
    from the server.
    """
    failed = 0
    with selectors.DefaultSelector() as waiting:

        def start() -> None:
            if flows:
                flow = Flow(flows.popleft(), socket.create_connection((HOST, server.port)))
                waiting.register(flow.sock, selectors.EVENT_READ, flow)
                flow.ask()

        for _ in range(CLIENTS):
            start()
        while waiting.get_map():
            for key, _ in waiting.select():
                flow = key.data
                if not flow.is_answered():
                    continue
                failed += not flow.answer.startswith(b"HTTP/1.1 200 ")
                if not flow.ask():
                    waiting.unregister(flow.sock)
                    flow.sock.close()
                    start()
    return failed


def believed(server: Server, config: IntakeConfig) -> tuple[Manifest, date]:
    """Return whom the server names to seal to, and its day."""
    connection = server.connect()
    connection.request("GET", "/keys.json")
    told = json.loads(connection.getresponse().read())
    connection.close()
    day = date.fromisoformat(told["today"])
    signature = unb64u(told["signature"])
    return read_manifest(told["body"].encode(), signature, config.pins, day), day


@dataclass(frozen=True)
class Bench:
    """What is measured: a server, whom it names to seal to, and its database."""

    server: Server
    manifest: Manifest
    day: date
    database: Path

    def measure(self, what: str, *, whole: bool, limited: bool) -> None:
        """Send many of one kind, and look whether they are there."""
        flows, ids = deque[deque[bytes]](), set()
        for _ in range(WARM_UP + FLOWS):
            keys = keys_of(Code.random(), self.manifest.installation)
            report = seal_report(keys, TELLING, self.manifest, self.day)
            ids.add(report.id)
            flows.append(requests_of(self.server, report_json(report), whole=whole))
        warm = deque(flows.popleft() for _ in range(WARM_UP))
        failed = run(self.server, warm)
        used, own, start = self.server.cpu_seconds(), time.process_time(), time.monotonic()
        failed += run(self.server, flows)
        passed = time.monotonic() - start
        used, own = self.server.cpu_seconds() - used, time.process_time() - own
        show(f"{what}: server CPU", used / FLOWS * 1000, "ms", 4 if limited else None)
        show(f"{what}: the client's own CPU", own / FLOWS * 1000, "ms")
        show(f"{what}: flows a second", FLOWS / passed, "")
        show(f"{what}: time for 300", 300 * passed / FLOWS, "s", 1 if limited else None)
        show(f"{what}: refused", failed, "", 0)
        with sqlite3.connect(self.database) as connection:
            kept = {row[0] for row in connection.execute("SELECT id FROM inbox_report")}
        show(f"{what}: acknowledged and not in the database", len(ids - kept), "", 0)


def main() -> None:
    """Measure."""
    with installation() as directory:
        command, port = intake(directory)
        with serving(*command, port=port) as server:
            config = IntakeConfig.load(directory / "intake.toml")
            bench = Bench(server, *believed(server, config), directory / "brolly.db")
            bench.measure("sealed flow", whole=False, limited=True)
            bench.measure("whole visit", whole=True, limited=False)
    finish()


if __name__ == "__main__":
    main()
