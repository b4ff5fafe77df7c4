"""What stands inside a seal: the writer's signature, then the content.

A seal proves only that somebody knew a public key. The signature says who wrote the content and
for which place, so that a database cannot put another content under a report's name.

    worker's part    0x01 ‖ signature (64) ‖ content
    advocates' reply 0x02 ‖ u8 length ‖ circle ‖ u32 epoch ‖ signature (64) ‖ content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.errors import Malformed, UnknownVersion
from crypto.suite import prefixed, sha256, u32
from crypto.verifying import SIGNATURE_BYTES, verify

if TYPE_CHECKING:
    import datetime as dt

    from crypto.envelope import Place
    from crypto.manifest import Manifest
    from crypto.signing import Signer

PART_LABEL = "brolly/part/v1"
REPLY_LABEL = "brolly/reply/v1"
PART = 1
REPLY = 2
LONGEST_CIRCLE = 255
EPOCH_BYTES = 4


def sign_part(signer: Signer, place: Place, content: bytes) -> bytes:
    """Return the body of a worker's part for `place`, ready to be sealed there."""
    signature = signer.sign(PART_LABEL, _part_statement(place, content))
    return bytes([PART]) + signature + content


def read_part(place: Place, verifying_key: bytes, body: bytes) -> bytes:
    """Return the content of an opened part, if the worker's key signed it for this place.

    Raises UnknownVersion by the first byte (a reply is one), Malformed when cut, BadSignature,
    WeakKey.
    """
    rest = _rest(body, PART)
    if len(rest) < SIGNATURE_BYTES:
        raise Malformed("a part is cut short")
    signature, content = rest[:SIGNATURE_BYTES], rest[SIGNATURE_BYTES:]
    verify(verifying_key, PART_LABEL, _part_statement(place, content), signature)
    return content


def sign_reply(signer: Signer, place: Place, circle: str, epoch: int, content: bytes) -> bytes:
    """Return the body of an advocates' item, signed with the epoch's key.

    Raises Malformed for a circle's name past 255 bytes or an epoch past 32 bits.
    """
    name = circle.encode()
    if len(name) > LONGEST_CIRCLE:
        raise Malformed("a circle's name is too long")
    signature = signer.sign(REPLY_LABEL, _reply_statement(place, name, epoch, content))
    return bytes([REPLY, len(name)]) + name + u32(epoch) + signature + content


def read_reply(place: Place, manifest: Manifest, body: bytes, day: dt.date) -> bytes:
    """Return the content of an advocates' item dated `day`, if its epoch signed it.

    Raises UnknownVersion by the first byte, Malformed when cut, NotListed for an epoch that the
    manifest does not name, BadSignature (also when the epoch was retired by `day`).
    """
    rest = _rest(body, REPLY)
    epoch_at = 1 + (rest[0] if rest else 0)
    signature_at = epoch_at + EPOCH_BYTES
    content_at = signature_at + SIGNATURE_BYTES
    if len(rest) < content_at:
        raise Malformed("a reply is cut short")
    try:
        circle = rest[1:epoch_at].decode()
    except UnicodeDecodeError as error:
        raise Malformed("the circle of a reply is not UTF-8") from error
    epoch = int.from_bytes(rest[epoch_at:signature_at], "big")
    key = manifest.signing_key(circle, epoch, day)
    content = rest[content_at:]
    statement = _reply_statement(place, circle.encode(), epoch, content)
    verify(key, REPLY_LABEL, statement, rest[signature_at:content_at])
    return content


def _part_statement(place: Place, content: bytes) -> bytes:
    return prefixed(*place.parts(), sha256(content))


def _reply_statement(place: Place, circle: bytes, epoch: int, content: bytes) -> bytes:
    return prefixed(*place.parts(), circle, u32(epoch), sha256(content))


def _rest(body: bytes, kind: int) -> bytes:
    if not body:
        raise Malformed("an empty body")
    if body[0] != kind:
        raise UnknownVersion(body[0])
    return body[1:]
