"""What a review process is told: where the database is, and what it must not believe otherwise."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from crypto.manifest import Pins
from crypto.suite import ID_BYTES
from crypto.verifying import KEY_BYTES
from reporting.store.engine import beside


class BadConfiguration(Exception):
    """The file does not say what review needs; the message names the line to mend."""


@dataclass(frozen=True, slots=True)
class ReviewConfig:
    """Everything a review process is configured with; no secret among it.

    `installation` (16 bytes), `organisation` (Ed25519 verifying key, 32 bytes) and
    `minimum_sequence` pin what it believes; what each person has seen stands in her profile.
    A relative path in `database_url` begins at the file's folder. `https` says that a proxy in
    front speaks TLS: the cookies then have the `__Host-` prefix.
    """

    database_url: str
    installation: bytes
    organisation: bytes
    minimum_sequence: int
    https: bool = False

    @property
    def pins(self) -> Pins:
        """What a manifest or roster is held against."""
        return Pins(self.installation, self.organisation, self.minimum_sequence)

    @classmethod
    def load(cls, path: Path) -> ReviewConfig:
        """Read a TOML file; raise BadConfiguration naming what is missing or wrong in it."""
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadConfiguration(f"{path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise BadConfiguration(f"{path} is not TOML: {error}") from error
        if strange := sorted(set(values) - set(cls.__dataclass_fields__)):
            raise BadConfiguration(f"{path}: unknown setting {strange[0]!r}")
        https = values.get("https", False)
        minimum = values.get("minimum_sequence")
        url = values.get("database_url")
        if not isinstance(url, str) or not url:
            raise BadConfiguration(f"{path}: database_url is missing")
        if not isinstance(https, bool):
            raise BadConfiguration(f"{path}: https is true or false")
        if not isinstance(minimum, int) or isinstance(minimum, bool) or minimum < 0:
            raise BadConfiguration(f"{path}: minimum_sequence is not a whole number")
        return cls(
            database_url=beside(url, path.parent),
            installation=_raw(path, values, "installation", ID_BYTES),
            organisation=_raw(path, values, "organisation", KEY_BYTES),
            minimum_sequence=minimum,
            https=https,
        )


def _raw(path: Path, values: dict[str, object], name: str, length: int) -> bytes:
    text = values.get(name)
    try:
        raw = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError as error:
        raise BadConfiguration(f"{path}: {name} is not hexadecimal") from error
    if len(raw) != length:
        raise BadConfiguration(f"{path}: {name} has {length} bytes, written as hexadecimal")
    return raw
