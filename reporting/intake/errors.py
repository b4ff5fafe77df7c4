"""What can go wrong at the public program, named as conditions."""

from __future__ import annotations


class IntakeError(Exception):
    """Anything this package raises on purpose."""


class ReportsClosed(IntakeError):
    """Nothing can be sealed now: no list of readers that can be believed, or the group paused."""


class TooBusy(IntakeError):
    """More people are being served at once than this machine has room for; nothing was done."""


class Throttled(IntakeError):
    """More was asked for, by everybody together, than a bucket holds; nothing was done."""


class NoReport(IntakeError):
    """No report has this code, or its row is not what its id commits to."""
