"""Stop tokens: with one, a worker's withdrawal hides a bulletin at once, with nobody signed in.

At approval 32 random bytes are sealed to the mailbox of each linked report, and their hash is kept
with the edition. Withdrawing reveals the token; whoever sees that it hashes to what is kept hides
the edition.

What is sealed is an advocates' reply (`crypto.parts.sign_reply`) in the compartment "status", so
that the table does not tell which reports a bulletin is about:

    {"v":1,"kind":"stop token","number":n,"edition":n,"token":base64url}
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass

from crypto.strictjson import FORMAT_VERSION, b64u, read_document
from crypto.suite import random_bytes, sha256

KIND = "stop token"
COMPARTMENT = "status"
TOKEN_BYTES = 32
_LARGEST = 2**31 - 1
_KEYS = frozenset({"number", "edition", "token"})


@dataclass(frozen=True, slots=True)
class StopToken:
    """What a mailbox holds: the bulletin's number and edition, and the token that hides it."""

    number: int
    edition: int
    token: bytes

    def __repr__(self) -> str:
        """Leave the token out of logs."""
        return f"StopToken(number={self.number}, edition={self.edition})"

    def content(self) -> bytes:
        """Return the content to be signed and sealed to the mailbox."""
        document = {
            "v": FORMAT_VERSION,
            "kind": KIND,
            "number": self.number,
            "edition": self.edition,
            "token": b64u(self.token),
        }
        return json.dumps(document, separators=(",", ":")).encode()


def new_stop_token() -> tuple[bytes, bytes]:
    """Make a token of 32 bytes; returns it and its SHA-256, which stands with the edition."""
    token = random_bytes(TOKEN_BYTES)
    return token, sha256(token)


def read_stop_token(content: bytes) -> StopToken:
    """Read the content of a verified reply. Raises Malformed (also for another kind of reply)."""
    fields = read_document(KIND, _KEYS, content)
    return StopToken(
        fields.number("number", least=1, most=_LARGEST),
        fields.number("edition", least=1, most=_LARGEST),
        fields.base64url("token", TOKEN_BYTES),
    )


def stops(token: bytes, kept_hash: bytes) -> bool:
    """Say whether a revealed token is the one whose hash is kept; in constant time."""
    return hmac.compare_digest(sha256(token), kept_hash)
