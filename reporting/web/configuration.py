"""Reads the TOML file of a program; what is wrong in it is said with the file and the setting."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from reporting.domain.labels import N_
from reporting.domain.worded import Worded


class BadConfiguration(Worded):
    """The file does not say what the program needs; the sentence names the line to mend."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What a file says; each reader raises BadConfiguration when a setting is not as it must be."""

    path: Path
    values: dict[str, object]

    @classmethod
    def read(cls, path: Path, known: Collection[str]) -> SettingsFile:
        """Read a file that says nothing but what is `known`. Raises BadConfiguration."""
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise BadConfiguration(
                N_("%(path)s is not there. `brolly init` makes it."), path=path
            ) from error
        except PermissionError as error:
            raise BadConfiguration(
                N_("%(path)s may not be read by this user. Use the account that it belongs to."),
                path=path,
            ) from error
        except OSError as error:
            raise BadConfiguration(
                N_("%(path)s cannot be read: %(why)s."), path=path, why=error.strerror
            ) from error
        except ValueError as error:
            raise BadConfiguration(
                N_("%(path)s is not TOML: %(why)s."), path=path, why=error
            ) from error
        if strange := sorted(set(values) - set(known)):
            raise BadConfiguration(
                N_("%(path)s has a setting that is not known: %(name)s."),
                path=path,
                name=strange[0],
            )
        return cls(path, values)

    def text(self, name: str) -> str:
        """Return a text that is not empty."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            raise self._bad(N_("%(path)s: %(name)s is missing."), name)
        return value

    def raw(self, name: str, length: int) -> bytes:
        """Return so many bytes, written as hexadecimal."""
        wrong = N_("%(path)s: %(name)s is to be %(count)s bytes, written as hexadecimal.")
        try:
            raw = bytes.fromhex(self.text(name))
        except ValueError as error:
            raise self._bad(wrong, name, count=length) from error
        if len(raw) != length:
            raise self._bad(wrong, name, count=length)
        return raw

    def number(self, name: str) -> int:
        """Return a whole number from 0 up."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._bad(N_("%(path)s: %(name)s is to be a whole number."), name)
        return value

    def flag(self, name: str) -> bool:
        """Return yes or no; what is not said is no."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise self._bad(N_("%(path)s: %(name)s is to be true or false."), name)
        return value

    def _bad(self, sentence: str, name: str, **values: object) -> BadConfiguration:
        return BadConfiguration(sentence, path=self.path, name=name, **values)
