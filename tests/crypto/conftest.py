"""Fixed keys and places, and frozen vectors: a module with READERS gets every case of its formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crypto.envelope import Place
from crypto.errors import CryptoError
from crypto.mailbox import MailboxKey
from crypto.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = Path(__file__).parent / "vectors"

PRIVATE_FORMATS = frozenset(
    {
        "audit",
        "audit_details",
        "epoch",
        "key_file",
        "organisation",
        "profile",
        "recovery_shares",
        "session",
        "vault",
    }
)
"""Formats of `crypto.private`, read in its own folder of tests."""


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
