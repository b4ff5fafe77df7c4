"""Hands invented reports in as intake does: sealed to the circle of their day, and stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crypto.receipts import Code, WorkerKeys, keys_of
from reporting.domain.consent_wording import CURRENT
from reporting.sealed.seal import Telling, seal_report

if TYPE_CHECKING:
    from crypto.manifest import Manifest
    from reporting.demonstration.invented import Invented
    from reporting.store.intake_gate import IntakeGate
    from reporting.store.records import SealedReport


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was handed in: its id, and the worker's code and keys."""

    report: bytes
    code: Code = field(repr=False)
    keys: WorkerKeys = field(repr=False)


def send(gate: IntakeGate, manifest: Manifest, invented: Invented) -> Sent:
    """Seal and store one report, under the day on which it was handed in."""
    code = Code.random()
    keys = keys_of(code, manifest.installation)
    told = invented.told
    telling = Telling(told.account, told.contact, told.choices, invented.language, CURRENT)
    sealed = seal_report(keys, telling, manifest, invented.day)
    gate.report_add(spoil(sealed) if invented.spoilt else sealed, invented.day)
    return Sent(sealed.id, code, keys)


def spoil(report: SealedReport) -> SealedReport:
    """Change one bit of what was told, as a failing disk would."""
    parts = tuple(
        replace(part, ciphertext=part.ciphertext[:-1] + bytes([part.ciphertext[-1] ^ 1]))
        if part.compartment == "account"
        else part
        for part in report.parts
    )
    return replace(report, parts=parts)
