"""What tests of the store share: a day, and reports that are on file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING

import pytest

from reporting.store.engine import writing
from reporting.store.filed_records import CardRow, FiledKey, FiledPart
from reporting.store.inbox import file_batch, take_batch
from reporting.store.intake_gate import IntakeGate

if TYPE_CHECKING:
    from reporting.store.records import SealedReport

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Handed:
    """A report that was handed in, and the token that opens its mailbox."""

    report: SealedReport
    token: bytes

    @property
    def id(self):
        return self.report.id


def card(report, version=1, ciphertext=b"card"):
    return CardRow(report, "main", 1, version, ciphertext)


def key(circle="main", epoch=1):
    return FiledKey(circle, epoch, token_bytes(61))


@pytest.fixture
def day():
    return DAY


@pytest.fixture
def make_card():
    return card


@pytest.fixture
def make_key():
    return key


@pytest.fixture
def hand_in(engine, make_report):
    """Hand in a report as intake does."""

    def make():
        token = token_bytes(32)
        handed = Handed(make_report(sha256(token).digest()), token)
        IntakeGate(engine).report_add(handed.report, DAY)
        return handed

    return make


@pytest.fixture
def file_all(engine):
    """File all that waits, opening everything."""

    def run():
        with writing(engine) as session:
            batch = take_batch(session)
            keys = {part.item: [key()] for part in batch.parts}
            file_batch(session, batch, keys, [card(report.id) for report in batch.reports])
        return batch

    return run


@pytest.fixture
def filed(hand_in, file_all):
    """Return a report that is on file."""
    handed = hand_in()
    file_all()
    return handed


@pytest.fixture
def make_reply(make_part):
    """Make what staff seal to a case, with a wrap to the worker's mailbox."""

    def make(report, compartment="status", day=DAY):
        sealed = make_part(compartment, mailbox=True)
        return FiledPart(
            sealed.item, report, compartment, day, sealed.ciphertext, (key(),), sealed.wraps[1]
        )

    return make
