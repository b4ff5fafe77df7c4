"""Whether something that claims to be sealed can be: all that a server can tell without a key.

Structure, sizes, recipients and the id's commitment to the keys are checked, so that plain text,
random bytes or a seal to nobody of ours is refused instead of stored. Whether it opens is known
only to those who can open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crypto.envelope import MAILBOX_CIRCLE
from crypto.errors import CryptoError
from crypto.padding import CLASSES
from crypto.receipts import report_id
from crypto.suite import ID_BYTES, TAG_BYTES, WRAP_BYTES, SealingKey
from crypto.verifying import check_point
from reporting.sealed.errors import NotSealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crypto.envelope import Wrap
    from crypto.manifest import Manifest
    from reporting.store.records import SealedPart, SealedReport

TOKEN_HASH_BYTES = 32
REPORT_COMPARTMENTS = ("account", "consent", "contact")
TO_MAILBOX_TOO = frozenset({"consent", "message"})
"""Compartments that the worker's own code opens again; never account or contact."""


def check_report(report: SealedReport, manifest: Manifest, today: date) -> None:
    """Raise NotSealed unless this is one account, one contact and one consent, rightly sealed."""
    try:
        check_point(report.verifying_key)
        mailbox = SealingKey.from_bytes(report.mailbox_key)
    except CryptoError as error:
        raise NotSealed("a key is not a key") from error
    if len(report.token_hash) != TOKEN_HASH_BYTES:
        raise NotSealed("the token hash has the wrong length")
    if report.id != report_id(report.verifying_key, report.mailbox_key, report.token_hash):
        raise NotSealed("the id does not commit to the keys")
    if tuple(sorted(part.compartment for part in report.parts)) != REPORT_COMPARTMENTS:
        raise NotSealed("a report has one account, one contact and one consent")
    check_parts(report.parts, mailbox, manifest, today)


def check_parts(
    parts: Sequence[SealedPart], mailbox: SealingKey, manifest: Manifest, today: date
) -> None:
    """Raise NotSealed unless each part has a right size and the right recipients, no item twice."""
    if len({part.item for part in parts}) != len(parts):
        raise NotSealed("an item stands twice")
    for part in parts:
        _check_part(part, mailbox, manifest, today)


def check_file(part: SealedPart, manifest: Manifest, today: date) -> None:
    """Raise NotSealed unless this can be a file: its size, and sealed to the circle alone."""
    if part.compartment != "file":
        raise NotSealed("not a file")
    _check_part(part, None, manifest, today)


def _check_part(
    part: SealedPart, mailbox: SealingKey | None, manifest: Manifest, today: date
) -> None:
    sizes = {1 + size + TAG_BYTES for size in CLASSES.get(part.compartment, ())}
    if len(part.item) != ID_BYTES or len(part.ciphertext) not in sizes:
        raise NotSealed("an item's id or ciphertext has the wrong size")
    if part.ciphertext[:1] != b"\x01":
        raise NotSealed("a ciphertext of an unknown version")
    own = [wrap for wrap in part.wraps if wrap.circle == MAILBOX_CIRCLE]
    circles = [wrap for wrap in part.wraps if wrap.circle != MAILBOX_CIRCLE]
    if len(own) != (part.compartment in TO_MAILBOX_TOO) or len(circles) != 1:
        raise NotSealed("a part is wrapped to the wrong recipients")
    named = (0, mailbox.key_id if mailbox else b"")
    if any((wrap.epoch, wrap.key_id) != named for wrap in own):
        raise NotSealed("a wrap is not to this mailbox")
    for wrap in part.wraps:
        if len(wrap.sealed) != WRAP_BYTES or wrap.sealed[:1] != b"\x01":
            raise NotSealed("a wrap has the wrong size or version")
    _check_circle(circles[0], manifest, today)


def _check_circle(wrap: Wrap, manifest: Manifest, today: date) -> None:
    """Raise NotSealed unless the wrap is to an epoch that is accepted today."""
    for epoch in manifest.epochs:
        named = (epoch.circle, epoch.number, epoch.seal.key_id)
        if named == (wrap.circle, wrap.epoch, wrap.key_id) and epoch.accepts(today):
            return
    raise NotSealed("not sealed to a key that is accepted today")
