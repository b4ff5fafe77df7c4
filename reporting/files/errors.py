"""Why a file is not taken, in words for the person who chose it.

Each text says what happened and what to do now; the page around it says what was kept.
"""

from __future__ import annotations

from enum import Enum

from reporting.domain.labels import N_


class Reason(Enum):
    """A reason by its name, which crosses the pipe, and its text (an English msgid)."""

    EMPTY = ("empty", N_("This file is empty. Choose it again."))
    TOO_LARGE = (
        "too_large",
        N_("This file is larger than 10 MB. Send a smaller copy, or a screenshot of it."),
    )
    OTHER_KIND = (
        "other_kind",
        N_(
            "Files of this kind cannot be taken: only pictures (JPEG, PNG, WebP), PDF and plain "
            "text. A screenshot of it can."
        ),
    )
    HEIC = (
        "heic",
        N_(
            "HEIC pictures cannot be taken. Send a screenshot of it; or let the phone save it as "
            "JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)."
        ),
    )
    MISLABELLED = (
        "mislabelled",
        N_("This file is something else than its name says. Send a screenshot of it."),
    )
    DAMAGED = (
        "damaged",
        N_(
            "This file is damaged or not complete. Choose it again; if that does not help, send a "
            "screenshot of it."
        ),
    )
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        N_(
            "This picture is too big: at most 50 megapixels as JPEG, 24 as PNG, 10 as WebP. Send a "
            "smaller copy, or a screenshot of it."
        ),
    )
    TOO_HEAVY = (
        "too_heavy",
        N_("This file takes too much work to clean. Send a simpler copy, or a screenshot of it."),
    )
    ENCRYPTED = (
        "encrypted",
        N_(
            "This PDF is protected, so it cannot be cleaned. Save it without a password, or send "
            "screenshots of its pages."
        ),
    )
    UNCHECKED = (
        "unchecked",
        N_(
            "This PDF has parts that cannot be cleaned. Print it to a new PDF, or send screenshots "
            "of its pages."
        ),
    )
    TOO_MANY_PAGES = (
        "too_many_pages",
        N_("This PDF has more than 200 pages. Send the pages that matter."),
    )
    NOT_UTF8 = (
        "not_utf8",
        N_("This text is not in UTF-8. Save it as UTF-8, or paste it into the box for words."),
    )
    LONG_TEXT = (
        "long_text",
        N_("This text is longer than 1 MB. Send the part that matters."),
    )

    def __init__(self, slug: str, text: str) -> None:
        """Give a reason its name and its text."""
        self.slug = slug
        self.text = text


class FilesError(Exception):
    """The root of every error that leaves this package."""


class Refused(FilesError):
    """A file that is not taken; `reason.text` is for the person who chose it."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason; nothing of the file is in the error."""
        super().__init__(reason.slug)
        self.reason = reason


class Busy(FilesError):
    """Too many files are being cleaned at this moment; the same file can be sent again."""
