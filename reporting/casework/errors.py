"""What can go wrong in an advocate's work, named as conditions."""


class CaseworkError(Exception):
    """The root of every error of this package."""


class CannotPrint(CaseworkError):
    """The typesetter refused the document; nothing was printed or recorded."""


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
