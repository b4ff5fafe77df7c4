"""A change of code as the JSON that a browser posts, and back.

    {"v":1,"kind":"new code","token":hex,"new_token":hex,"verifying_key","mailbox_key","statement",
     "signature","seen":[hex of an item],"wraps":[{"item":hex,"sealed"}],"parts":[…]}

`seen` are all items of the mailbox as it was read, `wraps` those that are sealed again to the new
key, `parts` the statement by which the new code states the consents anew. All else is base64url.
Reading checks the shape only; `codes.check_change` checks what the bytes can be.
"""

from __future__ import annotations

from dataclasses import dataclass

from crypto.envelope import MAILBOX_CIRCLE, Wrap
from crypto.errors import Malformed
from crypto.strictjson import Fields, b64u, read_document, unb64u
from crypto.suite import ID_BYTES, SEALING_KEY_BYTES, WRAP_BYTES, SealingKey, sha256
from crypto.verifying import KEY_BYTES, SIGNATURE_BYTES
from reporting.sealed.documents import dump
from reporting.sealed.errors import NotSealed
from reporting.sealed.wire import parts_json, read_parts
from reporting.store.records import CodeKeys, NewCode, SignedChange

KIND = "new code"
KEYS = frozenset(
    {
        "token",
        "new_token",
        "verifying_key",
        "mailbox_key",
        "statement",
        "signature",
        "seen",
        "wraps",
        "parts",
    }
)
REWRAP_KEYS = frozenset({"item", "sealed"})
TOKEN_BYTES = 32
MAX_ITEMS = 1000
"""Of one mailbox: all that a worker may add (`store.arrivals`), and years of what advocates did."""


@dataclass(frozen=True, slots=True, repr=False)
class PostedCode:
    """A change of code as a browser posts it: the token before, the one after, and the change."""

    token: bytes
    new_token: bytes
    new: NewCode


def new_code_json(posted: PostedCode) -> bytes:
    """Return the document of a change of code."""
    new = posted.new
    wraps = [{"item": item.hex(), "sealed": b64u(wrap.sealed)} for item, wrap in new.wraps.items()]
    return dump(
        KIND,
        token=posted.token.hex(),
        new_token=posted.new_token.hex(),
        verifying_key=b64u(new.keys.verifying_key),
        mailbox_key=b64u(new.keys.mailbox_key),
        statement=b64u(new.change.statement),
        signature=b64u(new.change.signature),
        seen=sorted(item.hex() for item in new.seen),
        wraps=wraps,
        parts=parts_json(new.parts),
    )


def read_new_code(content: bytes) -> PostedCode:
    """Return a posted change of code; raise NotSealed for any other shape."""
    try:
        document = read_document(KIND, KEYS, content)
        new_token = document.hexadecimal("new_token", TOKEN_BYTES)
        mailbox = SealingKey.from_bytes(document.base64url("mailbox_key", SEALING_KEY_BYTES))
        verifying = document.base64url("verifying_key", KEY_BYTES)
        statement = unb64u(document.text("statement"))
        signature = document.base64url("signature", SIGNATURE_BYTES)
        new = NewCode(
            change=SignedChange(statement, signature),
            keys=CodeKeys(verifying, mailbox.raw, sha256(new_token)),
            seen=_seen(document),
            wraps=_rewraps(document, mailbox),
            parts=read_parts(document, most=1),
        )
        return PostedCode(document.hexadecimal("token", TOKEN_BYTES), new_token, new)
    except Malformed as error:
        raise NotSealed(str(error)) from error


def _seen(document: Fields) -> frozenset[bytes]:
    listed = document.names("seen")
    if len(listed) > MAX_ITEMS:
        raise Malformed("more items than a mailbox holds")
    keys = frozenset({"item"})
    return frozenset(Fields({"item": text}, keys).hexadecimal("item", ID_BYTES) for text in listed)


def _rewraps(document: Fields, mailbox: SealingKey) -> dict[bytes, Wrap]:
    entries = document.objects("wraps", REWRAP_KEYS)
    wraps = {
        entry.hexadecimal("item", ID_BYTES): Wrap(
            MAILBOX_CIRCLE, 0, mailbox.key_id, entry.base64url("sealed", WRAP_BYTES)
        )
        for entry in entries
    }
    if len(entries) > MAX_ITEMS or len(wraps) != len(entries):
        raise Malformed("an item is wrapped twice, or there are too many")
    return wraps
