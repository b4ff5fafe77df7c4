"""What is said of files and directories that are not there, or cannot be had."""

from __future__ import annotations

import errno
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from reporting.cli.language import gettext
from reporting.cli.speech import Trouble, worded
from reporting.domain.labels import N_

if TYPE_CHECKING:
    from reporting.review.config import ReviewConfig

SQLITE = "sqlite:///"

UNUSABLE = N_(
    "The database cannot be used: %(why)s. Nothing was started, and nothing in it was changed. Run"
    " it with the version of Brolly that made it, or put a copy back."
)
OUTDATED = N_(
    "The database was made by an earlier version of Brolly. Nothing was started, and nothing in it"
    " was changed. Bring it to this version, all of it or nothing:"
    " brolly upgrade --dir %(directory)s"
)

REASONS = {
    errno.ENOENT: N_("there is no such file"),
    errno.ENOTDIR: N_("part of the path is a file"),
    errno.EISDIR: N_("it is a directory"),
    errno.EACCES: N_("this user may not"),
    errno.EPERM: N_("this user may not"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EADDRINUSE: N_("another program uses it"),
    errno.EADDRNOTAVAIL: N_("this machine has no such address"),
}
"""What the system says in English, whatever language a person speaks."""


def why(error: OSError) -> str:
    """Return the reason of an error of the system, in its own words where we have none."""
    known = REASONS.get(error.errno or 0)
    return gettext(known) if known else error.strerror or str(error)


def there(path: Path) -> bool:
    """Say whether a file or directory is there. Raises Trouble where this user may not look."""
    try:
        return path.exists()
    except OSError as error:
        raise Trouble(
            gettext(
                "%(path)s cannot be looked at: %(why)s. Nothing was changed.",
                path=path,
                why=why(error),
            )
        ) from error


def refuse_without_file(url: str) -> None:
    """Say that an SQLite file is missing: opening it would make an empty one in its place."""
    path = Path(url.removeprefix(SQLITE))
    if url.startswith(SQLITE) and not there(path):
        raise Trouble(
            gettext(
                "The database %(path)s is not there. Nothing was started, and none was made. Put"
                " it back first.",
                path=path,
            )
        )


def known_to_review(path: Path) -> ReviewConfig:
    """Read the advocates' configuration before anything is changed. Raises Trouble."""
    from reporting.review.config import ReviewConfig
    from reporting.web.configuration import BadConfiguration

    try:
        return ReviewConfig.load(path)
    except BadConfiguration as error:
        problem = worded(error)
        raise Trouble(gettext("%(problem)s Nothing was changed.", problem=problem)) from error


def refuse_unready(url: str, directory: Path) -> None:
    """Raise Trouble for an SQLite file that is gone, or has the tables of another version.

    `directory` is where the installation lies, wherever its database does. On PostgreSQL neither
    program may read which tables there are.
    """
    from reporting.store.engine import open_engine
    from reporting.store.errors import StoreError
    from reporting.store.revisions import Outdated, require_current

    refuse_without_file(url)
    if not url.startswith(SQLITE):
        return
    engine = open_engine(url)
    try:
        require_current(engine)
    except Outdated as error:
        raise Trouble(gettext(OUTDATED, directory=quote(str(directory)))) from error
    except StoreError as error:
        raise Trouble(gettext(UNUSABLE, why=worded(error))) from error
    finally:
        engine.dispose()
