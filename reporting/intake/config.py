"""What an intake machine is told: pins and addresses, and no field that could open a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crypto.manifest import Pins
from reporting.store.engine import beside
from reporting.web.configuration import SettingsFile

ID_BYTES = 16
KEY_BYTES = 32


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
        file = SettingsFile.read(path, cls.__dataclass_fields__)
        return cls(
            # Relative to the file, so that a directory can be moved as a whole.
            database_url=beside(file.text("database_url"), path.parent),
            installation=file.raw("installation", ID_BYTES),
            organisation=file.raw("organisation", KEY_BYTES),
            minimum_sequence=file.number("minimum_sequence"),
            page_secret=file.raw("page_secret", KEY_BYTES),
            help_number=file.text("help_number"),
            state_dir=path.parent / file.text("state_dir"),
            https=file.flag("https"),
        )
