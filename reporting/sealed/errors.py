"""What can be wrong with sealed bytes, named as conditions."""

from __future__ import annotations


class SealedError(Exception):
    """Anything this package raises."""


class NotSealed(SealedError):
    """What was sent as a sealed report is not one: structure, sizes, key ids or id are wrong."""


class NotDecodable(SealedError):
    """An opened content is not what its compartment should hold."""


class StatementRefused(SealedError):
    """A consent statement is not about this report, is out of order, or says what it may not."""
