"""Writes `intake.toml` and `review.toml`: two programs, two files, and no word of one in the other.

Both are readable for their owner alone: intake's holds the page secret, and either may hold the
password of a database.
"""

from __future__ import annotations

import json
import os
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crypto.suite import KEY_BYTES, random_bytes
from reporting.cli.language import gettext
from reporting.cli.places import there
from reporting.cli.speech import Trouble
from reporting.domain.labels import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crypto.manifest import Pins

INTAKE_FILE = "intake.toml"
REVIEW_FILE = "review.toml"
DATABASE_FILE = "brolly.db"
COMMENT_WIDTH = 98
PRIVATE = 0o600
PRIVATE_FOLDER = 0o700

PAGE_SECRET = "page_secret"  # noqa: S105 - its name
INTAKE_HEAD = N_(
    "What the program that takes reports is told. It can open nothing that was sealed.\n"
    "%(secret)s is the same on every machine that takes reports; a new one only closes open pages."
)
REVIEW_HEAD = N_(
    "What the program of the advocates is told. No key is here: those open with a passphrase."
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each program finds the database; the addresses may hold a password."""

    intake: str = field(repr=False)
    review: str = field(repr=False)


def sqlite_url(directory: Path) -> str:
    """Return the address of an installation's own database file."""
    return f"sqlite:///{directory / DATABASE_FILE}"


@contextmanager
def new_configurations(
    directory: Path, pins: Pins, addresses: Addresses, help_number: str
) -> Iterator[None]:
    """Write both files beside their places, run the block, then put them there.

    So the pins are on the disk before the database is founded, and a set-up that failed has no
    configuration. Makes `directory` where it is missing.
    """
    common = {
        "installation": pins.installation.hex(),
        "organisation": pins.organisation.hex(),
        "minimum_sequence": pins.minimum_sequence,
    }
    intake: dict[str, object] = {
        "database_url": _written(addresses.intake, directory),
        **common,
        PAGE_SECRET: random_bytes(KEY_BYTES).hex(),
        "help_number": help_number,
        "state_dir": "intake-state",
    }
    review: dict[str, object] = {
        "database_url": _written(addresses.review, directory),
        **common,
    }
    directory.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    files = {
        directory / INTAKE_FILE: _comment(INTAKE_HEAD) + _toml(intake),
        directory / REVIEW_FILE: _comment(REVIEW_HEAD) + _toml(review),
    }
    fresh = {path: write_private(path.with_suffix(".new"), text) for path, text in files.items()}
    try:
        yield
    except BaseException:
        for written in fresh.values():
            written.unlink()
        raise
    for path, written in fresh.items():
        written.replace(path)


def _written(address: str, directory: Path) -> str:
    """Name the directory's own database by its file alone, so that the directory can be moved."""
    return f"sqlite:///{DATABASE_FILE}" if address == sqlite_url(directory) else address


def refuse_unless_writable(directory: Path) -> None:
    """Say before anything is asked or made that nothing could be kept here (Trouble)."""
    nearest = directory
    while not there(nearest):
        nearest = nearest.parent
    if not nearest.is_dir():
        raise Trouble(
            gettext(
                "%(path)s is a file, not a directory. Nothing was kept. Choose another --dir.",
                path=nearest,
            )
        )
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise Trouble(
            gettext(
                "This user may not write into %(path)s. Nothing was kept. Choose another --dir, or"
                " give this user the right to write there.",
                path=nearest,
            )
        )


def write_private(path: Path, text: str) -> Path:
    """Write a file that only its owner may read, never for a moment otherwise, and to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, PRIVATE)
        file.write(text)
        file.flush()
        os.fsync(handle)
    return path


def _comment(text: str) -> str:
    lines = gettext(text, secret=PAGE_SECRET).splitlines()
    wrapped = (part for line in lines for part in textwrap.wrap(line, COMMENT_WIDTH))
    return "".join(f"# {part}\n" for part in wrapped)


def _toml(values: Mapping[str, object]) -> str:
    """Write texts and numbers; a JSON text without escaped non-ASCII is a TOML basic string."""
    return "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()
    )
