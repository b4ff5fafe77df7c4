"""Ports for the programs that tests start."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress

# Above these, the system takes ports for connections going out: one that was free a moment ago
# may be somebody's a moment later.
PORTS = range(12_000, 32_000)


def free_port() -> int:
    """Return a port that nothing uses, and that nothing is likely to take before its program."""
    while True:
        port = secrets.choice(PORTS)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
