"""Nothing of a report, of who sent it, or of her code is left in the clear anywhere.

Every box of the form gets a word that stands nowhere else. The report goes over real HTTP to a real
intake process; errors are provoked, an addition is made, a yes is taken back. Then every byte that
the program has left is searched: database, its log, state and temporary folders, output.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import text

from crypto.passwords import Argon2Params
from crypto.receipts import Code, keys_of
from reporting.casework.founding_store import found_installation
from reporting.casework.setup import found
from reporting.domain.catalogue import FIELDS, UNKNOWN
from reporting.domain.settings import PublicSettings
from reporting.store.engine import open_engine

from ..ports import free_port

ADDRESS = "127.45.67.89"  # a loopback address that nobody else uses
AGENT = "Mozilla/5.0 (qzagentzz; rv:99.7)"
REPEATS = 3
# The first person's handle: longer texts in the clear are compressed by PostgreSQL.
IN_CLEAR = "qx-handle-in-the-clear"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What a browser adds by itself, each with a word.
HEADERS = {
    "User-Agent": AGENT,
    "Referer": "https://qzrefererzz.example.org/",
    "Cookie": "qzcookiezz=qzcookiezz",
    "X-Forwarded-For": "203.0.113.77",
    "Accept-Language": "en-CA,en;q=0.9",
}


@dataclass
class Canaries:
    """Words that must not be found, each with what it stood for."""

    words: dict[str, str] = field(default_factory=dict)

    def new(self, meaning):
        number = len(self.words)
        tail = "".join(LETTERS[number // 26**place % 26] for place in (2, 1, 0))
        word = f"qz{tail}xw"
        self.words[word] = meaning
        return word

    def keep(self, word, meaning):
        self.words[word] = meaning
        return word


def filled(canaries, *, addition=False):
    """Fill every box that the form has, three times where it repeats."""
    form = []
    for name, asked in FIELDS.items():
        if addition and asked.compartment == "consent":
            continue
        for number in range(1, REPEATS + 1 if asked.group else 2):
            own = name if number == 1 else f"{name}-{number}"
            form += [(own, value) for value in values(asked, own, canaries)]
    form += [("happened_on_day", "2"), ("happened_on_month", "3"), ("happened_on_year", "2026")]
    return form


def values(asked, name, canaries):
    if asked.name == "warn_others":
        return []  # the consents themselves are ticked
    if asked.kind == "day":
        return []
    if asked.kind == "flag":
        return ["yes"]
    if asked.kind in {"text", "line"}:
        return [f"{canaries.new(name)} {canaries.new(name)}"]
    if asked.list_name and asked.compartment != "consent":
        return [canaries.new(name)]
    options = [option.value for option in asked.options if option.value != UNKNOWN.value]
    return options[:1] if asked.kind == "choice" else options


class Program:
    """An intake process, and a browser at it."""

    def __init__(self, folder, config):
        self.folder, self.output = folder, folder / "output"
        self.output.mkdir()
        (folder / "tmp").mkdir()
        self.port = free_port()
        environment = {**os.environ, "TMPDIR": str(folder / "tmp"), "HOME": str(folder)}
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "reporting.cli", "intake",
                "--config", str(config), "--bind", f"127.0.0.1:{self.port}",
            ],
            env=environment,
            stdout=(self.output / "out").open("wb"),
            stderr=(self.output / "err").open("wb"),
        )  # fmt: skip

    def wait(self):
        for _ in range(200):
            try:
                if self.send("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.output / "err").read_text())

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def send(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(ADDRESS, 0)
        )
        with closing(connection):
            connection.request(method, path, body, {**HEADERS, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def post(self, path, form):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(form), **kind)

    def raw(self, message):
        """Send bytes that no browser would, and read what comes."""
        with socket.create_connection(
            ("127.0.0.1", self.port), timeout=30, source_address=(ADDRESS, 0)
        ) as connection:
            connection.sendall(message)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(65536)


@pytest.fixture
def founding(engine, tmp_path):
    (tmp_path / "began").touch()
    made = found(IN_CLEAR, "seven invented words", time_day(), Argon2Params(8192, 1, 1))
    found_installation(engine, made, PublicSettings(), [])
    return made


def time_day():
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


@pytest.fixture
def program(founding, database_url, tmp_path):
    config = tmp_path / "intake.toml"
    config.write_text(
        f'database_url = "{database_url}"\n'
        f'installation = "{founding.pins.installation.hex()}"\n'
        f'organisation = "{founding.pins.organisation.hex()}"\n'
        f"minimum_sequence = {founding.pins.minimum_sequence}\n"
        f'page_secret = "{bytes(range(32)).hex()}"\n'
        'help_number = "604 555-0199"\n'
        'state_dir = "state"\n'
    )
    running = Program(tmp_path, config)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture
def places(tmp_path, database_kind, request):
    """Every folder in which something could be left."""
    if database_kind == "sqlite":
        return [tmp_path]
    server = request.getfixturevalue("postgresql_server")
    return [tmp_path, Path(server.pg.pgdata)]


@contextmanager
def locked(database_url):
    """Keep everybody else from writing."""
    engine = open_engine(database_url, "owner")
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
        else:
            connection.execute(text("LOCK TABLE inbox_report, throttle IN ACCESS EXCLUSIVE MODE"))
        yield
        connection.exec_driver_sql("ROLLBACK")
    engine.dispose()


def spellings(word):
    """Give a word as bytes in every spelling that a program might leave it in."""
    raw = word.encode()
    wide = word.encode("utf-16-le")
    # The signs of base64 that the word alone decides: eight or more, which chance does not write.
    shifted = (
        b64encode(bytes(shift) + raw)[-(-8 * shift // 6) : 8 * (shift + len(raw)) // 6]
        for shift in range(3)
    )
    return {raw, raw.upper(), wide, raw.hex().encode(), quote(word, safe="").encode(), *shifted}


def contents(places):
    """Give the name and bytes of every file that was written to since the founding."""
    since = (places[0] / "began").stat().st_mtime
    for place in places:
        for path in place.rglob("*"):
            if path.is_file() and path.stat().st_mtime >= since:
                yield path.name, path.read_bytes()


def found_in(places, words):
    """Return where any spelling of these stands, and in which file."""
    wanted = {spelling: word for word in words for spelling in spellings(word)}
    pattern = re.compile(b"|".join(re.escape(spelling) for spelling in wanted))
    return {
        (wanted[hit], name)
        for name, content in contents(places)
        for hit in pattern.findall(content)
    }


def in_raw(places, secrets):
    """Return the names of secrets whose bytes, or their hex, stand in a file."""
    return {
        (meaning, name)
        for name, content in contents(places)
        for meaning, secret in secrets.items()
        if secret in content or secret.hex().encode() in content
    }


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page).group(1)


def receipt(page, kind):
    return re.search(rf'data-receipt="{kind}">([^<]+)<', page).group(1)


def report_and_return(program, canaries):
    """The whole way of a worker; returns her code."""
    _, page = program.send("GET", "/report")
    nonce = canaries.keep(hidden(page, "nonce"), "nonce")
    form = [*filled(canaries), ("nonce", nonce)]
    status, page = program.post("/report", form)
    assert status == 200, re.sub(r"<[^>]+>", " ", page)
    digits = canaries.keep(receipt(page, "digits"), "code in digits")
    canaries.keep(receipt(page, "words"), "code in words")
    state = canaries.keep(hidden(page, "state"), "page state")
    added = [*filled(canaries, addition=True), ("state", state), ("do", "send")]
    assert program.post("/report/add", added)[0] == 200
    status, page = program.post("/return", [("code", digits)])
    assert status == 200
    state = canaries.keep(hidden(page, "state"), "page state")
    taken = [("state", state), ("do", "consent"), ("take_back", "consent_compare")]
    status, page = program.post("/return", taken)
    assert status == 200
    assert "Saved." in page
    assert program.post("/report", [("state", state), ("do", "kept")])[0] == 200
    return Code.parse(digits)


def provoke(program, canaries):
    """Be refused in every way there is, each time with words of a report in hand."""
    word = canaries.new
    statuses = [
        program.send("GET", f"/{word('path')}?q={word('query')}")[0],
        program.send("DELETE", f"/report?q={word('query')}")[0],
        program.post("/return", [("code", f"{word('wrong code')} " * 8)])[0],
        program.post("/bulletins", [("phrase", word("phrase"))])[0],
        program.post("/report", [("what_happened", word("too much") * 300_000)])[0],
        program.send("POST", "/report", f"what_happened={word('a')}%ff%fe", **FORM)[0],
        program.send("POST", "/report", word("json"), **{"Content-Type": "application/json"})[0],
        program.send("POST", "/report", upload(word("file"), word("file name")), **MULTIPART)[0],
        program.send("POST", "/report", "x=1", **{**FORM, "Sec-Fetch-Site": "cross-site"})[0],
        program.post("/report", [(word("field name"), word("unknown field"))])[0],
    ]
    assert statuses == [404, 405, 422, 200, 413, 400, 415, 422, 403, 422]
    # half a body, a header without end, and no HTTP at all
    program.raw(
        b"POST /report HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 5000\r\n\r\nwhat_happened=" + word("cut short").encode()
    )
    program.raw(b"GET /" + word("long line").encode() * 1000 + b" HTTP/1.1\r\n\r\n")
    program.raw(b"GET / HTTP/1.1\r\nX-" + word("header").encode() + b"\xff: \x00\r\n\r\n")
    program.raw(word("noise").encode() + b"\r\n\r\n")


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=edge"}


def upload(content, name):
    """A file large enough that a framework would put it on a disk."""
    return (
        f'--edge\r\nContent-Disposition: form-data; name="attachments"; filename="{name}.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\n{content * 100_000}\r\n--edge--\r\n"
    )


@pytest.mark.journey
def test_no_word_address_or_agent_is_left(program, places, database_url, founding):
    canaries = Canaries()
    code = report_and_return(program, canaries)
    provoke(program, canaries)
    with locked(database_url):
        status, page = program.post("/report", [("what_happened", canaries.new("while locked"))])
    assert status == 503
    assert "nothing was lost" in page
    canaries.keep(ADDRESS, "address")
    canaries.keep("qzagentzz", "user agent")
    canaries.keep("qzrefererzz", "referer")
    canaries.keep("qzcookiezz", "cookie")
    canaries.keep("203.0.113.77", "forwarded address")
    keys = keys_of(code, founding.pins.installation)
    secrets = {"token": keys.token, "code": code.canonical()}
    assert len(canaries.words) > 100
    running, raw_running = found_in(places, canaries.words), in_raw(places, secrets)
    program.stop()
    assert {(canaries.words[word], file) for word, file in running} == set()
    assert {(canaries.words[w], file) for w, file in found_in(places, canaries.words)} == set()
    assert raw_running | in_raw(places, secrets) == set()
    assert not list((program.folder / "tmp").rglob("*"))


@pytest.mark.journey
def test_the_search_finds_what_is_there(program, places, founding):
    """What the database does hold in the clear is found, so the search above can fail."""
    assert program.send("GET", "/healthz")[0] == 200
    assert found_in(places, [IN_CLEAR])
    assert in_raw(places, {"organisation": founding.pins.organisation})
    (program.output / "planted").write_bytes(b"x" + b64encode(b"...qzplantedxw..."))
    assert found_in(places, ["qzplantedxw"]) == {("qzplantedxw", "planted")}
