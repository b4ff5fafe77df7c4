"""What a review process is told: where the database is, and what it must not believe otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crypto.manifest import Pins
from crypto.suite import ID_BYTES
from crypto.verifying import KEY_BYTES
from reporting.store.engine import beside
from reporting.web.configuration import SettingsFile


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
        file = SettingsFile.read(path, cls.__dataclass_fields__)
        return cls(
            database_url=beside(file.text("database_url"), path.parent),
            installation=file.raw("installation", ID_BYTES),
            organisation=file.raw("organisation", KEY_BYTES),
            minimum_sequence=file.number("minimum_sequence"),
            https=file.flag("https"),
        )
