"""A code between two pages without scripts: in a sealed hidden field, for a quarter of an hour."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crypto.errors import CryptoError
from crypto.receipts import Code

if TYPE_CHECKING:
    from reporting.intake.services import Services

PURPOSE = "code"
FIELD = "state"
OWN_WORD = "own_word"
NEW_WORD = "new_word"


@dataclass(frozen=True, slots=True)
class CodeState:
    """Whose page this is, and what the receipt said.

    `care` and `danger` bring back the deadlines for care and the help lines, `yes` the names of
    the choices that were said yes to; what was told is never in a page. `own_word` belongs to the
    code where she set one. `files` says how many came with what the receipt is about.
    """

    code: Code
    care: bool = False
    danger: bool = False
    yes: tuple[str, ...] = ()
    own_word: str = field(default="", repr=False)
    files: int = 0


def seal_code(services: Services, state: CodeState) -> str:
    """Return the text of the hidden field."""
    kept = {
        "code": state.code.numbers,
        "care": state.care,
        "danger": state.danger,
        "yes": state.yes,
        "own_word": state.own_word,
        "files": state.files,
    }
    return services.page_state.seal(PURPOSE, json.dumps(kept).encode(), services.clock())


def open_code(services: Services, text: str) -> CodeState | None:
    """Return what a hidden field holds; None when it is stale or not ours."""
    try:
        kept = json.loads(services.page_state.open(PURPOSE, text, services.clock()))
    except CryptoError:
        return None
    return CodeState(
        Code(tuple(kept["code"])),
        kept["care"],
        kept["danger"],
        tuple(kept["yes"]),
        kept["own_word"],
        kept.get("files", 0),
    )
