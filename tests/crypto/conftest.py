"""Fixed keys and places, and frozen vectors: a module with READERS gets every case of its formats."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crypto.envelope import Place
from crypto.errors import CryptoError
from crypto.mailbox import MailboxKey
from crypto.manifest import MANIFEST_LABEL, ROSTER_LABEL, Pins
from crypto.signing import Signer
from crypto.strictjson import b64u

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = Path(__file__).parent / "vectors"

PRIVATE_FORMATS = frozenset(
    {
        "audit",
        "audit_details",
        "epoch",
        "key_file",
        "key_file_v3",
        "organisation",
        "printed_codes",
        "profile",
        "recovery_shares",
        "session",
        "vault",
    }
)
"""Formats of `crypto.private`, read in its own folder of tests."""

SEALED_FORMATS = frozenset(
    {
        "answer",
        "deletion",
        "event",
        "file",
        "mailbox",
        "message",
        "new_code",
        "witnessed_consent",
        "wording",
        "wording_answer",
    }
)
"""Formats of what a mailbox holds, read in `test_sealed_vectors.py`."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give `case` every case of every format that the module reads."""
    readers = getattr(metafunc.module, "READERS", None)
    if readers is None or "case" not in metafunc.fixturenames:
        return
    params = []
    for name in sorted(readers):
        document = json.loads((VECTORS / f"{name}.json").read_text())
        cases = document.pop("cases")
        params += [pytest.param({**document, **it}, id=f"{name}: {it['name']}") for it in cases]
    metafunc.parametrize("case", params)


@pytest.fixture
def place() -> Place:
    """The place of a message."""
    return Place(b"n" * 16, b"r" * 16, "message", b"i" * 16)


@pytest.fixture
def mailbox() -> MailboxKey:
    """A worker's mailbox."""
    return MailboxKey(b"\x01" * 32)


@pytest.fixture
def other_mailbox() -> MailboxKey:
    """The mailbox of somebody else."""
    return MailboxKey(b"\x02" * 32)


@pytest.fixture
def signer() -> Signer:
    """Somebody who signs."""
    return Signer(b"\x03" * 32)


@pytest.fixture
def stranger() -> Signer:
    """Somebody who has no business signing here."""
    return Signer(b"\x04" * 32)


@pytest.fixture
def vector_files() -> list[Path]:
    """Every file of vectors."""
    return sorted(VECTORS.glob("*.json"))


@pytest.fixture
def private_formats() -> set[str]:
    """Names of the formats that belong to `crypto.private`."""
    return set(PRIVATE_FORMATS)


@pytest.fixture
def sealed_formats() -> set[str]:
    """Names of the formats of what a mailbox holds."""
    return set(SEALED_FORMATS)


@pytest.fixture
def comes_to_its_outcome() -> Callable[[dict[str, Any], Callable[[dict[str, Any]], None]], None]:
    """Run a reader on a case: it opens, or raises exactly the error that the vector names."""

    def check(case: dict[str, Any], read: Callable[[dict[str, Any]], None]) -> None:
        if case["error"] is None:
            read(case)
            return
        with pytest.raises(CryptoError) as caught:
            read(case)
        assert type(caught.value).__name__ == case["error"]
        assert str(getattr(caught.value, "fault", None)) == str(case.get("fault"))
        assert list(getattr(caught.value, "lists", [])) == case.get("lists", [])

    return check


class Lists:
    """Signs a manifest and a roster as an organisation would, with whatever is changed in them."""

    def __init__(self) -> None:
        self.organisation = Signer(b"\x05" * 32)
        self.pins = Pins(b"n" * 16, self.organisation.verifying_key, 20_517_001)
        self.seal = b64u(MailboxKey(b"\x06" * 32).public.raw)

    def epoch(
        self, number: int, state: str = "current", until: str | None = None
    ) -> dict[str, Any]:
        sign = b64u(self.epoch_signer(number).verifying_key)
        about = {"circle": "main", "epoch": number, "seal": self.seal, "sign": sign}
        return {**about, "state": state, "until": until}

    def epoch_signer(self, number: int) -> Signer:
        return Signer(b"epoch %d" % number + bytes(25))

    def member(self, handle: str, **change: Any) -> dict[str, Any]:
        sign = b64u(self.member_signer(handle).verifying_key)
        about = {"handle": handle, "seal": self.seal, "sign": sign, "roles": ["advocate"]}
        return {**about, "circles": ["main"], "removed": None, **change}

    def member_signer(self, handle: str) -> Signer:
        return Signer(handle.encode().ljust(32, b"\0"))

    def manifest(self, **change: Any) -> tuple[bytes, bytes]:
        epochs = [
            self.epoch(1, "retired", "2026-01-10"),
            self.epoch(2, "previous", "2026-03-08"),
            self.epoch(3),
        ]
        return self.signed(MANIFEST_LABEL, {**self._common("manifest"), "epochs": epochs, **change})

    def roster(self, **change: Any) -> tuple[bytes, bytes]:
        members = [
            self.member("wren", roles=["advocate", "coordinator"]),
            self.member("jay"),
            self.member("heron", roles=["outreach"], circles=[]),
            self.member("owl", removed="2026-02-01"),
        ]
        document = {**self._common("roster"), "members": members, "recovery": self.seal, **change}
        return self.signed(ROSTER_LABEL, document)

    def signed(self, label: str, document: Any) -> tuple[bytes, bytes]:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return body, self.organisation.sign(label, body)

    def _common(self, kind: str) -> dict[str, Any]:
        about = {"v": 1, "kind": kind, "installation": self.pins.installation.hex()}
        return {**about, "sequence": 20_517_001, "valid_until": "2026-08-31"}


@pytest.fixture(scope="session")
def lists() -> Lists:
    """The organisation, and the two lists it signs."""
    return Lists()


@pytest.fixture
def today() -> date:
    """A day on which the lists count."""
    return date(2026, 3, 5)
