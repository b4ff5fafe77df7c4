"""What opening a mailbox costs the server: with a code typed in, and by the token of a browser.

A mailbox as it is after some weeks: three versions of her consents, ten messages of both, the words
of one warning, and six things that happened, each told to her. With scripts the browser asks for
the keys, the mailbox and the words of its page, and opens everything itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from figures import finish, show
from programs import FORM, STORY, Server, fetch, intake, serving
from sqlalchemy import Engine

from crypto.receipts import Code, keys_of
from reporting.casework import bulletins, conversation, drafts, wordings
from reporting.casework.desk import Desk
from reporting.casework.events import tell
from reporting.casework.filing import file_waiting
from reporting.casework.reported import open_reported
from reporting.cli.configure import Addresses, new_configurations, sqlite_url
from reporting.demonstration.organisation import HELP_NUMBER
from reporting.demonstration.people import Founded
from reporting.demonstration.story import play
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.intake.mailbox import Opened, Reader
from reporting.sealed.consents import next_statement
from reporting.sealed.messages import Answer, answer_bytes
from reporting.sealed.seal import Sealer, Telling, seal_consent, seal_report
from reporting.store.engine import open_engine, writing
from reporting.store.intake_gate import IntakeGate
from reporting.store.records import SealedPart

WARM_UP = 20
OPENINGS = 150
REPEATS = 3
"""What others do on the machine at the same time adds to the figures: the least of three counts."""

MOST_TYPED_MS = 30.0
MOST_BY_TOKEN_MS = 5.0
MESSAGES = 10
CHOICES = Choices(consent_bulletin=True, ask_before_publishing=True, consent_statistics=True)
HAPPENED = (
    ("compared", ""),
    ("bulletin", "4"),
    ("sheet", "2"),
    ("sheet", "3"),
    ("forwarded", "port_alder"),
    ("file_number", "26-1044"),
)
SUMMARY = (("en", "Refuses to pay, drives off."), ("fr", "Ne paie pas et part."))
ANSWER = "Yes, at the desk in the morning is fine. Please say it is for the umbrella. " * 4


@dataclass(frozen=True, slots=True, repr=False)
class Writing:
    """Who writes into one mailbox: advocates at their desks, and the worker with her code."""

    engine: Engine
    founded: Founded
    code: Code
    now: datetime

    def fill(self) -> None:
        """Report, and let some weeks of answers and events pass."""
        desk = self._desk()
        telling = Telling(Account({"what_happened": STORY}), Contact(), CHOICES, "en", "2026-11")
        keys = keys_of(self.code, desk.manifest.installation)
        report = seal_report(keys, telling, desk.manifest, desk.today)
        IntakeGate(self.engine).report_add(report, desk.today)
        file_waiting(self.engine, desk)
        self._show_words(report.id)
        for event, detail in HAPPENED:
            with writing(self.engine) as session:
                tell(session, self._desk(), report.id, event, detail)
        for number in range(MESSAGES // 2):
            conversation.say(self.engine, self._desk(), report.id, f"{number}. {ANSWER}", "en")
            self._answer(report.id, f"{number}. {ANSWER}")
        self._change_her_mind()
        file_waiting(self.engine, self._desk())

    def look(self) -> Opened:
        """Open the mailbox as intake does."""
        desk = self._desk()
        keys = keys_of(self.code, desk.manifest.installation)
        mailbox = IntakeGate(self.engine).mailbox_read(keys.token)
        if mailbox is None:
            message = "the report is not there"
            raise RuntimeError(message)
        return Reader(keys, desk.manifest.installation, desk.manifest, desk.today, 3).open(mailbox)

    def _desk(self) -> Desk:
        return self.founded.desk(self.engine, "ada", self.now)

    def _show_words(self, report: bytes) -> None:
        with writing(self.engine) as session:
            reported = open_reported(session, self._desk(), report)
            first = bulletins.first_draft(self._desk(), reported)
            body = replace(first.draft.body, summary=dict(SUMMARY))
            draft = drafts.add(
                session, self._desk(), replace(first, draft=replace(first.draft, body=body))
            )
            wordings.ask(session, self._desk(), draft, open_reported, ())

    def _add(self, part: SealedPart) -> None:
        keys = keys_of(self.code, self._desk().manifest.installation)
        IntakeGate(self.engine).mailbox_add(keys.token, [part], self._desk().today)

    def _answer(self, report: bytes, text: str) -> None:
        manifest = self._desk().manifest
        said = Answer(report, self._desk().today, "en", text, stop_replies=False)
        sealer = Sealer(keys_of(self.code, manifest.installation), manifest, report)
        self._add(sealer.to_both("message", answer_bytes(said)))

    def _change_her_mind(self) -> None:
        """Take a yes back and give it again: versions two and three."""
        manifest = self._desk().manifest
        keys = keys_of(self.code, manifest.installation)
        for choices in (replace(CHOICES, consent_statistics=False), CHOICES):
            latest = self.look().statements[-1].statement
            statement = next_statement(latest, choices, self._desk().today)
            self._add(seal_consent(keys, statement, manifest))


def type_it(server: Server, code: Code) -> str:
    """Fetch the page that asks for a code, and send one; return the page of the report."""
    connection = server.connect()
    fetch(connection, "GET", "/return?lang=en")
    form = urlencode({"code": " ".join(code.digits()), "do": "open", "lang": "en"})
    page = fetch(connection, "POST", "/return", form, FORM)
    connection.close()
    return page


def ask_by_token(server: Server, token: bytes) -> str:
    """Ask what a browser with scripts asks, its static files being there; return the mailbox."""
    connection = server.connect()
    fetch(connection, "GET", "/keys.json")
    fetch(connection, "GET", "/return/pieces?lang=en")
    asked = json.dumps({"v": 1, "kind": "open mailbox", "token": token.hex()})
    mailbox = fetch(connection, "POST", "/return/mailbox", asked, "application/json")
    connection.close()
    return mailbox


def cost_ms(server: Server, opening: Callable[[], str]) -> float:
    """Return the least CPU time of an opening in milliseconds, of some runs of many openings."""
    for _ in range(WARM_UP):
        opening()
    least = inf
    for _ in range(REPEATS):
        before = server.cpu_seconds()
        for _ in range(OPENINGS):
            opening()
        least = min(least, server.cpu_seconds() - before)
    return least / OPENINGS * 1000


def main() -> None:
    """Measure."""
    code, now = Code.random(), datetime.now(UTC)
    with TemporaryDirectory(prefix="brolly-bench-") as folder:
        directory = Path(folder)
        url = sqlite_url(directory)
        founded = play(url, now, empty=True).founded
        with new_configurations(directory, founded.pins, Addresses(url, url), HELP_NUMBER):
            pass
        engine = open_engine(url)
        written = Writing(engine, founded, code, now)
        written.fill()
        opened = written.look()
        engine.dispose()
        check(opened)
        token = keys_of(code, founded.pins.installation).token
        command, port = intake(directory)
        with serving(*command, port=port) as server:
            measure(server, code, token)
    finish()


def check(opened: Opened) -> None:
    """Say what is in the mailbox, and stop when it is not what is to be measured."""
    counted = (
        len(opened.statements),
        len(opened.said),
        len(opened.wordings),
        len(opened.events),
    )
    if counted != (3, MESSAGES, 1, len(HAPPENED)) or opened.kept_back:
        message = f"not the mailbox that was to be measured: {counted}"
        raise RuntimeError(message)


def measure(server: Server, code: Code, token: bytes) -> None:
    """Print the figures."""
    if "26-1044" not in type_it(server, code):
        message = "the page of the code does not show what happened"
        raise RuntimeError(message)
    size = len(json.loads(ask_by_token(server, token))["items"])
    show("what is sealed to the code", size, "parts")
    typed = cost_ms(server, lambda: type_it(server, code))
    show("a mailbox opened without scripts, page and code", typed, "ms", MOST_TYPED_MS)
    asked = cost_ms(server, lambda: ask_by_token(server, token))
    show("a mailbox opened in the browser: keys, words, mailbox", asked, "ms", MOST_BY_TOKEN_MS)


if __name__ == "__main__":
    main()
