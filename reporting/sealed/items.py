"""One reader for each compartment of the mailbox that holds more than one kind of thing.

Intake and review read by the same functions, so that neither believes what the other refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from crypto.errors import BadSignature, CryptoError, Malformed
from crypto.parts import REPLY, read_part, read_reply
from crypto.stoptokens import StopToken, read_stop_token
from reporting.sealed.deletion import Deletion, read_deletion
from reporting.sealed.errors import NotDecodable
from reporting.sealed.events import Event, read_event
from reporting.sealed.messages import Answer, Message, read_answer, read_message
from reporting.sealed.replies import StatusNote, read_status
from reporting.sealed.wording import Wording, WordingAnswer, read_wording, read_wording_answer

if TYPE_CHECKING:
    from datetime import date

    from crypto.envelope import Place
    from crypto.manifest import Manifest

StatusItem = StatusNote | Event | StopToken
HerWord = Answer | WordingAnswer | Deletion
Said = Message | HerWord


class Chained(Protocol):
    """What has a place in a chain: status notes, events, messages."""

    @property
    def sequence(self) -> int:
        """From 1, without a gap."""

    @property
    def previous(self) -> bytes:
        """The digest of the one before, b"" for the first."""

    @property
    def digest(self) -> bytes:
        """Its own digest."""


Link = TypeVar("Link", bound=Chained)


def read_status_item(report: bytes, content: bytes) -> StatusItem:
    """Return what a verified reply in the compartment "status" says: one of three kinds.

    Raises NotDecodable for anything else, and for a note or event of another report.
    """
    for read in (read_status, read_event):
        try:
            found: StatusNote | Event = read(content)
        except NotDecodable:
            continue
        if found.report != report:
            raise NotDecodable("a status of another report")
        return found
    try:
        return read_stop_token(content)
    except Malformed as error:
        raise NotDecodable("neither status, event nor stop token") from error


def read_message_item(
    place: Place, keys: Sequence[bytes], manifest: Manifest, body: bytes, day: date
) -> Said:
    """Return what an opened item of the compartment "message" says, and so who said it.

    `keys` are the verifying keys of the worker's codes, first to newest. Raises CryptoError for a
    signature that is neither the worker's nor the circle's, NotDecodable for other content or
    another report.
    """
    if body[:1] == bytes([REPLY]):
        said: Said = read_message(read_reply(place, manifest, body, day))
    else:
        said = read_her_word(read_her_part(place, keys, body).content)
    if said.report != place.report:
        raise NotDecodable("a message of another report")
    return said


def read_wording_item(place: Place, manifest: Manifest, body: bytes, day: date) -> Wording:
    """Return the wording in an opened item; raises CryptoError and NotDecodable."""
    wording = read_wording(read_reply(place, manifest, body, day))
    if wording.report != place.report:
        raise NotDecodable("a wording of another report")
    return wording


def read_her_word(content: bytes) -> HerWord:
    """Return what a worker's verified message says; raise NotDecodable for anything else."""
    for read in (read_answer, read_wording_answer):
        try:
            return read(content)
        except NotDecodable:
            continue
    return read_deletion(content)


@dataclass(frozen=True, slots=True, repr=False)
class HerPart:
    """The content of a part, and which of her codes signed it: 0 for the first."""

    content: bytes
    code: int


def read_her_part(place: Place, keys: Sequence[bytes], body: bytes) -> HerPart:
    """Return the content of a part that one of a worker's codes signed, the newest tried first.

    `keys` are their verifying keys, first to newest: what she wrote under an earlier code stays
    hers. Raises CryptoError.
    """
    refused: CryptoError = BadSignature("no key to check with")
    for code in reversed(range(len(keys))):
        try:
            return HerPart(read_part(place, keys[code], body), code)
        except BadSignature as error:
            refused = error
    raise refused


def unbroken(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return a chain in its order, oldest first.

    Raises NotDecodable when one is missing, doubled or out of order: the page then says that
    something was kept back instead of showing less, or an older state.
    """
    ordered = tuple(sorted(links, key=lambda link: link.sequence))
    previous = b""
    for sequence, link in enumerate(ordered, start=1):
        if link.sequence != sequence or link.previous != previous:
            raise NotDecodable("one of a chain is missing or out of order")
        previous = link.digest
    return ordered
