"""What advocates write that hangs on no report: a document in a row of the vault, in versions.

Drafts, answers kept ready and forwardings. The version stands inside the document as well, so that
an earlier one put back under the number of the newest is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from crypto.errors import CryptoError
from crypto.strictjson import FORMAT_VERSION, Fields, read_document
from reporting.casework.desk import Desk
from reporting.casework.errors import Damaged
from reporting.store.filed_records import VaultRow


@dataclass(frozen=True, slots=True)
class VaultDocument:
    """One kind of document: its table, the column whose size classes it has, and its names."""

    name: str
    table: str
    column: str
    keys: frozenset[str]

    def seal(self, desk: Desk, row: bytes, version: int, said: Mapping[str, object]) -> VaultRow:
        """Seal a version of what is said, under the current epoch. Raises TooLarge, NoKey."""
        document = {"v": FORMAT_VERSION, "kind": self.name, "version": version, **said}
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        vault = desk.current().vault
        ciphertext = vault.seal(self.table, self.column, row, body)
        return VaultRow(row, vault.circle, vault.epoch, version, ciphertext)

    def open(self, desk: Desk, row: VaultRow) -> Fields:
        """Open a row. Raises NoKey, and Damaged for one that was changed, moved or put back."""
        vault = desk.vault(row.circle, row.epoch)
        try:
            body = vault.open(self.table, self.column, row.id, row.ciphertext)
            said = read_document(self.name, self.keys | {"version"}, body)
            version = said.number("version", least=1)
        except CryptoError as error:
            raise Damaged(f"a {self.name} cannot be opened") from error
        if version != row.version:
            raise Damaged(f"a {self.name} of another version")
        return said
