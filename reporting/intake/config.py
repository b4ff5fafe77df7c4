"""What an intake machine is told: pins and addresses, and no field that could open a report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from crypto.manifest import Pins
from reporting.store.engine import beside

ID_BYTES = 16
KEY_BYTES = 32


class BadConfiguration(Exception):
    """The file does not say what intake needs; the message names the line to mend."""


@dataclass(frozen=True, slots=True)
class IntakeConfig:
    """Everything an intake process is configured with.

    `installation` (16 bytes), `organisation` (Ed25519 verifying key, 32 bytes) and
    `minimum_sequence` pin what it believes. `page_secret` (32 bytes) protects page state for a
    day and opens nothing else. `help_number` is shown when nothing in the database can be
    believed. `state_dir` holds the highest sequence seen. `https` says that a proxy in front
    speaks TLS or an onion service carries the site.
    """

    database_url: str
    installation: bytes
    organisation: bytes
    minimum_sequence: int
    page_secret: bytes = field(repr=False)
    help_number: str
    state_dir: Path
    https: bool = False

    @property
    def pins(self) -> Pins:
        """What a manifest or roster is held against."""
        return Pins(self.installation, self.organisation, self.minimum_sequence)

    @classmethod
    def load(cls, path: Path) -> IntakeConfig:
        """Read a TOML file; raise BadConfiguration naming what is missing or wrong in it."""
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadConfiguration(f"{path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise BadConfiguration(f"{path} is not TOML: {error}") from error
        known = set(cls.__dataclass_fields__)
        if strange := sorted(set(values) - known):
            raise BadConfiguration(f"{path}: unknown setting {strange[0]!r}")
        return cls(
            # Relative to the file, so that a directory can be moved as a whole.
            database_url=beside(_text(values, "database_url"), path.parent),
            installation=_raw(values, "installation", ID_BYTES),
            organisation=_raw(values, "organisation", KEY_BYTES),
            minimum_sequence=_number(values, "minimum_sequence"),
            page_secret=_raw(values, "page_secret", KEY_BYTES),
            help_number=_text(values, "help_number"),
            state_dir=path.parent / _text(values, "state_dir"),
            https=_flag(values, "https"),
        )


def _text(values: dict[str, object], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise BadConfiguration(f"{name} is missing")
    return value


def _raw(values: dict[str, object], name: str, length: int) -> bytes:
    try:
        raw = bytes.fromhex(_text(values, name))
    except ValueError as error:
        raise BadConfiguration(f"{name} is not hexadecimal") from error
    if len(raw) != length:
        raise BadConfiguration(f"{name} has {length} bytes, written as hexadecimal")
    return raw


def _number(values: dict[str, object], name: str) -> int:
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadConfiguration(f"{name} is not a whole number")
    return value


def _flag(values: dict[str, object], name: str) -> bool:
    value = values.get(name, False)
    if not isinstance(value, bool):
        raise BadConfiguration(f"{name} is true or false")
    return value
