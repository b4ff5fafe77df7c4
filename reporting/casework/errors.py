"""What can go wrong in an advocate's work, named as conditions."""

from datetime import date
from enum import StrEnum


class CaseworkError(Exception):
    """The root of every error of this package."""


class CannotPrint(CaseworkError):
    """The typesetter refused the document; nothing was printed or recorded."""


class CodeUsed(CaseworkError):
    """The code of a paper form has a report already; nothing was stored."""


class HandleTaken(CaseworkError):
    """Somebody on the roster has, or had, this handle; the record names people by it."""

    def __init__(self, handle: str) -> None:
        """Keep the handle."""
        super().__init__(f"the handle {handle!r} is taken")
        self.handle = handle


class NobodyLeft(CaseworkError):
    """A removal after which nobody would coordinate, or read what a circle is sent.

    `what` is "coordinator" or the name of the circle. Nothing was changed: add somebody first.
    """

    def __init__(self, what: str) -> None:
        """Keep what would be left without anybody."""
        super().__init__(f"nobody would be left for {what!r}")
        self.what = what


class NotSignedIn(CaseworkError):
    """Handle, passphrase and code did not let anybody in; which of them was wrong is not said."""


class TooSoon(CaseworkError):
    """Somebody tried this handle and failed; `seconds` (1 to 30) to wait before the next try."""

    def __init__(self, seconds: int) -> None:
        """Keep how long to wait."""
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class TooBusy(CaseworkError):
    """So many try passphrases that no turn came; nothing was tried, and nothing changed."""


class NotOnTheList(CaseworkError):
    """The signed roster does not name this person with these keys; her session ends."""


class NoKey(CaseworkError):
    """Nobody has sealed this epoch's keys to her, or what was sealed is not the manifest's."""


class AlarmKind(StrEnum):
    """What a database, or whoever can write to it, was caught at."""

    LISTS = "lists"
    """The manifest or the roster is missing or not signed by the organisation."""
    ROLLED_BACK = "rolled back"
    """A list is older than one this person has seen, or the roster was signed twice."""
    PROFILE = "profile"
    """What this person's desk remembers is gone or cannot be opened."""


class Alarm(CaseworkError):
    """The database shows what cannot be right: nothing is opened, sealed or published."""

    def __init__(self, kind: AlarmKind) -> None:
        """Keep what was found."""
        super().__init__(kind.value)
        self.kind = kind


class SettingsNotBelieved(CaseworkError):
    """Nobody's signature stands behind the settings: nothing is published, sent or printed."""


class NumbersFirst(CaseworkError):
    """Settings would be signed without a number to call: nothing is left of the ones before."""


class AlreadyPrinted(CaseworkError):
    """The printed codes that were to be replaced are replaced already; nothing was changed."""


class BadPassphrase(CaseworkError):
    """A new passphrase that is too short, the old one, or not typed the same twice.

    `reason` is "short", "same" or "differs".
    """

    def __init__(self, reason: str) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason


class CannotCoordinate(CaseworkError):
    """The organisation's key is not sealed to her, or what was sealed is not the pinned one."""


class NotVerified(CaseworkError):
    """The keys of a report are not the ones its id commits to: nothing is sealed to them."""


class NothingToSay(CaseworkError):
    """A bulletin without a field and without a word of its own."""


class AskFirst(CaseworkError):
    """The worker asked to see the words before they are published; she has not seen them."""


class NotCovered(CaseworkError):
    """A bulletin holds what the worker added after her yes, and she has not approved its words."""


class NotFiledYet(CaseworkError):
    """Something of hers waits to be filed, and may take back what is about to be done."""


class NobodyElse(CaseworkError):
    """Nobody else in the circle could be the second person."""


class OwnDraft(CaseworkError):
    """Whoever signed as author wants to approve as well."""


class NotAsSigned(CaseworkError):
    """What the author signed is not what the draft says, or not signed by her: nothing goes out."""


class NotThere(CaseworkError):
    """A draft or a bulletin is not in the state that the step asked for needs; look again."""


class Damaged(CaseworkError):
    """A row of ours that cannot be opened or read: changed, moved, or put back from earlier."""


class Excluded(CaseworkError):
    """The third-party route is not the one: `standing` says why, in the order of asking."""

    def __init__(self, standing: tuple[str, ...]) -> None:
        """Keep the reasons (slugs of `domain.views.Exclusion`)."""
        super().__init__(", ".join(standing))
        self.standing = standing


class TooManyNarrowings(CaseworkError):
    """As many narrowings as one case can remember; take everything back in one instead."""


class BadHandle(CaseworkError):
    """A handle has two to 32 small letters, digits and hyphens, and begins with a letter."""


class RepliesStopped(CaseworkError):
    """The worker asked to be written to no more; nothing was sent."""


class DeletionPending(CaseworkError):
    """The worker asked that her report be deleted: until then nothing new goes out."""

    def __init__(self, due: date) -> None:
        """Keep the day on which it is done."""
        super().__init__(f"to be deleted on {due.isoformat()}")
        self.due = due
