"""What a browser that holds a code does by its token: what it sends is sealed already. No Flask.

Right and wrong tokens take the same of everybody's bucket. What can be told without a key is
checked here as `deeds` has it checked by what seals; the rest is for whoever opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.padding import CLASSES
from crypto.suite import TAG_BYTES, SealingKey, sha256
from reporting.intake import deletions
from reporting.intake.errors import NoReport, ReportsClosed, Throttled
from reporting.intake.submission import mailbox_of, to_answer_with
from reporting.sealed.codes import check_change
from reporting.sealed.deletion import SCOPES
from reporting.sealed.errors import NotSealed
from reporting.sealed.verify import check_parts
from reporting.store.errors import ReportFull

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crypto.manifest import Manifest
    from reporting.intake.services import Services
    from reporting.intake.verified import Verified
    from reporting.sealed.codewire import PostedCode
    from reporting.store.records import Mailbox, SealedPart

ADDABLE = frozenset({"addition", "contact", "consent", "message"})
ANSWERS = frozenset({"consent", "message"})
"""What a pause does not stop: taking back a yes, and answering."""

WISH_BYTES = 1 + CLASSES[deletions.COMPARTMENT][0] + TAG_BYTES
"""A wish to delete always fits the smallest size; a larger part is none."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A token that opens a mailbox, with what is believed now."""

    services: Services
    seen: Verified
    token: bytes
    mailbox: Mailbox

    def add(self, parts: Sequence[SealedPart]) -> None:
        """Store what she adds, says or agrees to; the same parts again are kept once.

        Raises NotSealed, ReportsClosed, Throttled, NoReport when the report is gone meanwhile, and
        StoreError.
        """
        compartments = {part.compartment for part in parts}
        if not compartments <= ADDABLE:
            raise NotSealed("a part that only advocates add")
        self._check(parts, self._manifest(compartments))
        if not self.services.take("report"):
            raise Throttled
        self._store(parts)

    def ask_deletion(self, scope: str, parts: Sequence[SealedPart]) -> date:
        """Note a deletion, and store the part that tells advocates; return the day it is done.

        Raises NotSealed for a scope that is none or parts that cannot be a wish, NoReport and
        StoreError.
        """
        chosen = next((one for one in SCOPES if one == scope), None)
        if chosen is None:
            raise NotSealed("a scope that is none")
        told = self._wishes(parts)
        due = deletions.note(self.services, self.seen, self.token, chosen)
        self._tell(told)
        return due

    def stop_deletion(self, parts: Sequence[SealedPart]) -> None:
        """Keep everything after all. Raises like `ask_deletion`."""
        told = self._wishes(parts)
        self.services.gate.deletion_stop(self.token)
        self._tell(told)

    def _wishes(self, parts: Sequence[SealedPart]) -> Sequence[SealedPart]:
        """Return the parts that can be stored: none of them while nothing can be sealed."""
        if any(len(part.ciphertext) != WISH_BYTES for part in parts):
            raise NotSealed("not of the size of a wish")
        if {part.compartment for part in parts} - {deletions.COMPARTMENT}:
            raise NotSealed("a wish is a message")
        if not parts:
            return parts
        try:
            self._check(parts, to_answer_with(self.seen))
        except ReportsClosed:
            deletions.warn_untold()
            return ()
        return parts

    def _tell(self, wishes: Sequence[SealedPart]) -> None:
        """Let advocates see who asked, where the report has room for it; it counts all the same."""
        try:
            self._store(wishes)
        except ReportFull:
            deletions.warn_untold()

    def _manifest(self, compartments: set[str]) -> Manifest:
        answers = compartments <= ANSWERS
        return to_answer_with(self.seen) if answers else self.seen.to_seal_to()

    def _check(self, parts: Sequence[SealedPart], manifest: Manifest) -> None:
        key = SealingKey.from_bytes(self.mailbox.mailbox_key)
        check_parts(parts, key, manifest, self.seen.today)

    def _store(self, parts: Sequence[SealedPart]) -> None:
        if parts and not self.services.gate.mailbox_add(self.token, parts, self.seen.today):
            raise NoReport


def caller(services: Services, seen: Verified, token: bytes) -> Caller:
    """Return whose token this is. Raises Throttled, NoReport for nobody's, and StoreError."""
    take_try(services)
    mailbox = mailbox_of(services, token)
    if mailbox is None:
        raise NoReport
    return Caller(services, seen, token, mailbox)


def take_try(services: Services) -> None:
    """Take a token of everybody's bucket of tries, whatever comes of it. Raises Throttled."""
    if not services.take("return"):
        raise Throttled


def change_code(services: Services, seen: Verified, posted: PostedCode) -> None:
    """Put the new code in place of the old one; the same change again is done already.

    Raises Throttled, NoReport, ReportsClosed, CryptoError and NotSealed (`check_change`), Conflict
    when the mailbox has changed since it was read, and StoreError.
    """
    take_try(services)
    mailbox = mailbox_of(services, posted.token)
    if mailbox is None:
        if not _is_done(services, posted):
            raise NoReport
        return
    manifest = to_answer_with(seen)
    check_change(mailbox, sha256(posted.token), posted.new, manifest, seen.today)
    if not services.gate.code_change(posted.token, posted.new, seen.today):
        raise NoReport


def _is_done(services: Services, posted: PostedCode) -> bool:
    """Tell whether this very change was stored before: the answer to it was lost."""
    mailbox = mailbox_of(services, posted.new_token)
    return mailbox is not None and posted.new.change in mailbox.codes.changes
