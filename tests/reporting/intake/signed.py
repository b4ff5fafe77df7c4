"""A mailbox in which choices were signed day after day, opened, without a database."""

from dataclasses import replace
from datetime import date, timedelta

from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Listed, Text
from reporting.intake.mailbox import Opened
from reporting.sealed.consents import Arrived, Subject, chain, consent_today, next_statement
from reporting.sealed.statements import Statement, read_statement, statement_bytes

FIRST = date(2026, 3, 2)
REPORT = bytes(16)
SETTINGS = replace(
    PublicSettings(),
    police_forces=(
        Listed("city", Text({"en": "City Police", "fr": "Police de la ville"})),
        Listed("county", Text({"en": "County Police"})),
    ),
)


def opened(*said, narrowings=(), today=FIRST, language="en", version="2026-11"):
    """A mailbox in which these choices were signed, one a day."""
    statements = []
    for number, choices in enumerate(said):
        day = FIRST + timedelta(days=number)
        if statements:
            made = next_statement(statements[-1].statement, choices, day)
        else:
            made = Statement(
                REPORT, 1, b"", day, version, language, bytes(32), choices, frozenset(), b""
            )
        statements.append(Arrived(read_statement(statement_bytes(made)), day))
    ordered = chain(statements)
    consent = consent_today(Subject(REPORT, bytes(32)), ordered, narrowings, today)
    return Opened(REPORT, FIRST, None, ordered, tuple(narrowings), (), consent, kept_back=False)
