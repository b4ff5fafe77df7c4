"""Starts the real programs on a fresh installation, and reads what they take from /proc."""

from __future__ import annotations

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.parse import urlencode

HOST = "127.0.0.1"
WORDS = "He said one thing and did another, and would not let me go. "
STORY = (WORDS * 40)[:2000]
NONCE = re.compile(r'name="nonce" value="([0-9a-f]{32})"')
RECEIPT = re.compile(r'data-receipt="digits"[^>]*>\s*([0-9 ]+)')
FORM = "application/x-www-form-urlencoded"
BROLLY = (sys.executable, "-m", "reporting.cli")


@dataclass(frozen=True, slots=True)
class Server:
    """A gunicorn that answers: its port, and the process id of its master."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Return the process ids of its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def cpu_seconds(self) -> float:
        """Return the processor time that its workers have taken, user and system."""
        return sum(_cpu_ticks(pid) for pid in self.workers()) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> list[float]:
        """Return the proportional memory (PSS) of each worker in MB, of 1024 kB."""
        return [_pss_kb(pid) / 1024 for pid in self.workers()]

    def connect(self) -> HTTPConnection:
        """Open a connection."""
        return HTTPConnection(HOST, self.port, timeout=30)


def free_port() -> int:
    """Return a port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def installation() -> Iterator[Path]:
    """Set up an installation in a folder that goes when the block ends."""
    with TemporaryDirectory(prefix="brolly-bench-") as folder:
        directory = Path(folder) / "installation"
        command = [*BROLLY, "init", "--dir", str(directory), "--json", "--handle", "kim"]
        subprocess.run(
            [*command, "--help-number", "604 555-0100", "--passphrase-file", "-"],
            input=b"four plain invented words\n",
            check=True,
            capture_output=True,
        )
        yield directory


@contextmanager
def serving(*command: str, port: int) -> Iterator[Server]:
    """Start a program that serves at `port`, wait until it answers, stop it at the end."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_until_answering(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def intake(directory: Path) -> tuple[tuple[str, ...], int]:
    """Return the command that serves intake alone, and its port."""
    port = free_port()
    return (*BROLLY, "intake", "--dir", str(directory), "--bind", f"{HOST}:{port}"), port


def wait_until_answering(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return at the first answer of any status; RuntimeError when the program ends first."""
    end = monotonic() + 60
    while monotonic() < end:
        if process.poll() is not None:
            message = "the program ended before it answered"
            raise RuntimeError(message)
        connection = HTTPConnection(HOST, port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            sleep(0.002)
        else:
            return
        finally:
            connection.close()
    message = "no answer within a minute"
    raise RuntimeError(message)


def report_once(server: Server) -> str:
    """Fetch the form and send it as a browser without scripts does; return the code's digits."""
    connection = server.connect()
    try:
        page = fetch(connection, "GET", "/report?lang=en")
        nonce = NONCE.search(page)
        form = {
            "nonce": nonce[1] if nonce else "",
            "lang": "en",
            "incident_types": "threats",
            "what_happened": STORY,
            "when_rough": "today",
            "warn_others": "now",
        }
        receipt = RECEIPT.search(fetch(connection, "POST", "/report", urlencode(form), FORM))
    finally:
        connection.close()
    if receipt is None:
        message = "a report was sent and no receipt came"
        raise RuntimeError(message)
    return receipt[1].strip()


def fetch(
    connection: HTTPConnection, method: str, path: str, body: str | None = None, kind: str = ""
) -> str:
    """Ask, as a browser does; `kind` is what the body is. RuntimeError unless all is well."""
    headers = {"Accept-Encoding": "gzip"} | ({"Content-Type": kind} if kind else {})
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    raw = answer.read()
    if answer.status != 200:  # noqa: PLR2004 - OK
        message = f"{method} {path} was answered with {answer.status}"
        raise RuntimeError(message)
    if answer.headers.get("Content-Encoding") == "gzip":
        raw = gzip.decompress(raw)
    return raw.decode()


def _cpu_ticks(pid: int) -> int:
    # proc(5): the second field is the name in brackets, user and system time are 14 and 15
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_kb(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
