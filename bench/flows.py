"""What a report without scripts costs the server: form fetched and sent, 2 kB of text.

The same server with the same settings and a Flask route that does nothing is measured beside it:
their ratio is what to compare from one machine to another.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from figures import finish, show
from flask import Flask
from programs import HOST, Server, free_port, installation, intake, report_once, serving

from crypto.receipts import Code, keys_of
from reporting.intake.config import IntakeConfig
from reporting.web.server import WebServer

MOST_MS = 25.0
WARM_UP = 20
FLOWS = 200
CLIENTS = 16
EACH = 12


def cost_ms(server: Server, flow: Callable[[Server], object], count: int) -> float:
    """Return the server's CPU time per flow in milliseconds, one flow after another."""
    for _ in range(WARM_UP):
        flow(server)
    before = server.cpu_seconds()
    for _ in range(count):
        flow(server)
    return (server.cpu_seconds() - before) / count * 1000


def nothing_once(server: Server) -> None:
    """Fetch and send to the route that does nothing, over one connection as a flow does."""
    connection = server.connect()
    for method in ("GET", "POST"):
        connection.request(method, "/")
        connection.getresponse().read()
    connection.close()


def bare(port: int) -> None:
    """Serve a Flask app with one route that does nothing."""
    app = Flask("bare")

    @app.route("/", methods=["GET", "POST"])
    @app.route("/healthz")
    def nothing() -> str:
        return "nothing"

    WebServer(lambda: app, f"{HOST}:{port}", {"preload_app": True, "loglevel": "warning"}).run()


def at_once(server: Server) -> tuple[list[str], int]:
    """Report from sixteen clients at once: the codes they were given, and how many failed."""

    def client(_: int) -> list[str]:
        codes = []
        for _ in range(EACH):
            with suppress(OSError, RuntimeError):
                codes.append(report_once(server))
        return codes

    with ThreadPoolExecutor(CLIENTS) as pool:
        codes = [code for given in pool.map(client, range(CLIENTS)) for code in given]
    return codes, CLIENTS * EACH - len(codes)


def missing(directory: Path, codes: list[str]) -> int:
    """Return how many acknowledged reports the database does not hold."""
    installation_id = IntakeConfig.load(directory / "intake.toml").installation
    with sqlite3.connect(directory / "brolly.db") as database:
        kept = {row[0] for row in database.execute("SELECT token_hash FROM inbox_report")}
    hashes = {keys_of(Code.parse(code), installation_id).token_hash for code in codes}
    return len(codes) - len(hashes & kept)


def main() -> None:
    """Print the figures."""
    port = free_port()
    with serving(sys.executable, __file__, "bare", str(port), port=port) as server:
        empty = cost_ms(server, nothing_once, FLOWS * 5)
    show("a Flask route that does nothing, fetched and sent", empty, "ms")
    with installation() as directory:
        command, port = intake(directory)
        with serving(*command, port=port) as server:
            cost = cost_ms(server, report_once, FLOWS)
            show("a report without scripts, form fetched and sent", cost, "ms", MOST_MS)
            show("ratio of the two", cost / empty, "times")
            codes, failed = at_once(server)
        show(f"{CLIENTS} clients at once, {CLIENTS * EACH} reports: failed", failed, "", 0)
        show("acknowledged and not in the database", missing(directory, codes), "", 0)
    finish()


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        bare(int(sys.argv[2]))
    else:
        main()
