"""What can go wrong in the store, one tree; nothing raw of a database crosses its edge."""

from __future__ import annotations

from reporting.domain.worded import Worded


class StoreError(Worded):
    """Anything that the store could not do; what was to be written was not written."""


class Unavailable(StoreError):
    """The database did not answer, or answered that it cannot work now; nothing was stored."""


class Full(Unavailable):
    """The disk, or the room that the database may use, is full; nothing was stored."""


class Busy(Unavailable):
    """Another writer held the database for longer than one waits; nothing was stored."""


class Conflict(StoreError):
    """Somebody else changed the row first, or it exists already with other content."""


class TooManyFiles(StoreError):
    """The report has as many files as one may have; nothing was stored."""


class ReportFull(StoreError):
    """The report has as many parts as one may have; nothing was stored."""


class NotFound(StoreError):
    """There is no such row."""


class Refused(StoreError):
    """A value breaks a rule of the tables, or the role may not do this: an error of the caller."""
