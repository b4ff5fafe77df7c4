"""Fixtures for what opens: fixed seeds, so that a failure is the same every time."""

from __future__ import annotations

import pytest

from crypto.envelope import Place
from crypto.passwords import Argon2Params
from crypto.private.identity import Identity

INSTALLATION = bytes(range(16))


@pytest.fixture
def installation() -> bytes:
    """An installation id."""
    return INSTALLATION


@pytest.fixture
def place() -> Place:
    """The place of an account."""
    return Place(INSTALLATION, b"r" * 16, "account", b"i" * 16)


@pytest.fixture
def identity() -> Identity:
    """One person's keys."""
    return Identity.from_seeds(b"\x11" * 32, b"\x12" * 32)


@pytest.fixture
def other_identity() -> Identity:
    """Another person's keys."""
    return Identity.from_seeds(b"\x21" * 32, b"\x22" * 32)


@pytest.fixture
def quick() -> Argon2Params:
    """The cheapest parameters within the bounds; for tests alone."""
    return Argon2Params(memory_kib=8 * 1024, time=1, lanes=1)
