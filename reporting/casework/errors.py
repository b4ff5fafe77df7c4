"""What can go wrong in an advocate's work, named as conditions."""


class CaseworkError(Exception):
    """The root of every error of this package."""


class CannotPrint(CaseworkError):
    """The typesetter refused the document; nothing was printed or recorded."""
