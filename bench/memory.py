"""What one intake worker takes after it has worked: its proportional share (PSS) of memory."""

from __future__ import annotations

from figures import finish, show
from programs import installation, intake, report_once, serving

MOST_MB = 90.0
REPORTS = 200


def main() -> None:
    """Print the figures."""
    with installation() as directory:
        command, port = intake(directory)
        with serving(*command, port=port) as server:
            show("an intake worker at its start", max(server.memory_mb()), "MB")
            for _ in range(REPORTS):
                report_once(server)
            after = max(server.memory_mb())
            show(f"an intake worker after {REPORTS} reports", after, "MB", MOST_MB)
    finish()


if __name__ == "__main__":
    main()
