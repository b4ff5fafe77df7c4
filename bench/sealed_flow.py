"""Reports sealed elsewhere: server CPU per flow, and flows a second with the client on the machine.

A flow is what a browser asks of the server between "Send" and the receipt: the list of keys, and
the sealed report. The reports are sealed beforehand, since phones do that.
"""

from __future__ import annotations

import json
import threading
import time
from datetime import date
from http import HTTPStatus
from queue import Empty, SimpleQueue

from figures import finish, show
from programs import Server, installation, intake, serving

from crypto.manifest import read_manifest
from crypto.receipts import Code, keys_of
from crypto.strictjson import unb64u
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.config import IntakeConfig
from reporting.sealed.seal import Telling, seal_report
from reporting.sealed.wire import report_json

REPORTS = 1500
CLIENTS = 4
TELLING = Telling(
    Account({"what_happened": "He took the money back. " * 80, "incident_types": ("no_payment",)}),
    Contact(),
    Choices(consent_bulletin=True),
    "en",
    "2026-11",
)


def sealed(server: Server, config: IntakeConfig) -> list[bytes]:
    """Return the reports, as posted, sealed to the keys that the server names."""
    connection = server.connect()
    connection.request("GET", "/keys.json")
    keys_json = json.loads(connection.getresponse().read())
    connection.close()
    day = date.fromisoformat(keys_json["today"])
    body, signature = keys_json["body"].encode(), unb64u(keys_json["signature"])
    manifest = read_manifest(body, signature, config.pins, day)
    made = []
    for _ in range(REPORTS):
        keys = keys_of(Code.random(), manifest.installation)
        made.append(report_json(seal_report(keys, TELLING, manifest, day)))
    return made


def send(server: Server, reports: SimpleQueue[bytes], refused: list[int]) -> None:
    """Send what waits over one connection."""
    connection = server.connect()
    while True:
        try:
            body = reports.get_nowait()
        except Empty:
            return
        for method, path, content in (
            ("GET", "/keys.json", None),
            ("POST", "/report/sealed", body),
        ):
            headers = {"Content-Type": "application/json"} if content else {}
            connection.request(method, path, content, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                refused.append(answer.status)


def measure(server: Server, reports: list[bytes]) -> None:
    """Send all of them from a few connections at once."""
    waiting: SimpleQueue[bytes] = SimpleQueue()
    for body in reports:
        waiting.put(body)
    refused: list[int] = []
    clients = [
        threading.Thread(target=send, args=(server, waiting, refused)) for _ in range(CLIENTS)
    ]
    used, start = server.cpu_seconds(), time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    passed, used = time.monotonic() - start, server.cpu_seconds() - used
    show("sealed flow: server CPU", used / REPORTS * 1000, "ms", 4)
    show("sealed flow: time for 300, the client on the same cores", 300 * passed / REPORTS, "s", 1)
    show("sealed flow: flows a second", REPORTS / passed, "")
    show("sealed flow: refused", len(refused), "", 0)


def main() -> None:
    """Measure."""
    with installation() as directory:
        command, port = intake(directory)
        with serving(*command, port=port) as server:
            measure(server, sealed(server, IntakeConfig.load(directory / "intake.toml")))
    finish()


if __name__ == "__main__":
    main()
