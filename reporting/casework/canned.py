"""Answers that the team keeps ready: a name, and the words in each language; in the vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from crypto.suite import ID_BYTES, random_bytes
from reporting.casework.desk import Desk
from reporting.casework.errors import Damaged, NoKey
from reporting.casework.vault_documents import VaultDocument
from reporting.domain.bulletin import LANGUAGES
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.store import canned as store
from reporting.store.filed_records import VaultRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DOCUMENT = VaultDocument(
    name="canned", table="canned", column="note", keys=frozenset({"name", "texts"})
)
"""Padded as notes are: 4 or 16 KiB."""

LONGEST_NAME = 60
LONGEST_TEXT = 3_000
MOST = 40
"""More answers than anybody looks through before she writes her own."""


@dataclass(frozen=True, slots=True)
class Canned:
    """One answer. `texts` by language, at least one of them."""

    name: str
    texts: Mapping[str, str]
    id: bytes = field(default_factory=lambda: random_bytes(ID_BYTES))
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse one without a name or a word, or too long. Raises Invalid."""
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            message = N_("Give it a name of at most %(count)s characters.")
            raise Invalid([Problem("name", message, params={"count": LONGEST_NAME})])
        long = any(len(text) > LONGEST_TEXT for text in self.texts.values())
        if long or not any(text.strip() for text in self.texts.values()):
            message = N_("Write something, and at most %(count)s characters.")
            raise Invalid([Problem("text", message, params={"count": LONGEST_TEXT})])


def put(session: Session, desk: Desk, answer: Canned) -> None:
    """Keep an answer, new or changed. Raises Invalid for one too many, Conflict, TooLarge."""
    following = replace(answer, version=answer.version + 1)
    if following.version == 1:
        if len(store.read_all_canned(session)) >= MOST:
            message = N_("There are %(count)s already. Remove one first.")
            raise Invalid([Problem("name", message, params={"count": MOST})])
        store.add_canned(session, _sealed(desk, following))
    else:
        store.put_canned(session, _sealed(desk, following))


def remove(session: Session, answer: bytes) -> None:
    """Erase an answer."""
    store.remove_canned(session, answer)


def read_all(session: Session, desk: Desk) -> tuple[Canned, ...]:
    """Return every answer that opens, by name."""
    found = (_opened(desk, row) for row in store.read_all_canned(session))
    return tuple(sorted((one for one in found if one), key=lambda one: one.name.casefold()))


def _sealed(desk: Desk, answer: Canned) -> VaultRow:
    said = {
        "name": answer.name.strip(),
        "texts": {tag: answer.texts.get(tag, "").strip() for tag in LANGUAGES},
    }
    return DOCUMENT.seal(desk, answer.id, answer.version, said)


def _opened(desk: Desk, row: VaultRow) -> Canned | None:
    try:
        said = DOCUMENT.open(desk, row)
        texts = said.value("texts")
        if not isinstance(texts, dict):
            return None
        by_language = {str(tag): str(text) for tag, text in texts.items()}
        return Canned(said.text("name"), by_language, row.id, row.version)
    except (NoKey, Damaged, CryptoError, Invalid):
        return None
