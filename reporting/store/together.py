"""Writes of one process that share a commit: on SQLite, waiting for the disk is most of the time.

A commit lasts as long for ten reports as for one. So whoever finds the database free writes what
the others of this process have brought by then, in one transaction; whoever comes meanwhile waits
for the next. Nobody is answered before the commit that holds her own work.

PostgreSQL lets many write at once and flushes its log for all that wait by itself.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from reporting.store.errors import StoreError, Unavailable
from reporting.store.failures import store_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Cursor

    from sqlalchemy import Engine

Result = TypeVar("Result")


class Together:
    """Runs the writes of one process, as many in a transaction as wait for it."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine of SQLite."""
        self._engine = engine
        self._waiting: deque[_Work[Any]] = deque()
        self._turn = Lock()

    def write(self, do: Callable[[Cursor], Result]) -> Result:
        """Run `do` in a transaction; what it did is on the disk when this returns.

        It may run in the thread of another caller, so it takes nothing but the cursor. What it
        raises undoes its own part alone, and is raised here. What ends the whole transaction (a
        full disk, a lock that does not come) is raised, as a StoreError, for everybody in it.
        """
        mine = _Work(do)
        self._waiting.append(mine)
        with self._turn:
            if not mine.taken:
                self._write(list(self._take()))
        return mine.outcome()

    def _take(self) -> Iterator[_Work[Any]]:
        """Yield what waits now; only the thread whose turn it is takes anything."""
        for _ in range(len(self._waiting)):
            one = self._waiting.popleft()
            one.taken = True
            yield one

    def _write(self, group: list[_Work[Any]]) -> None:
        try:
            with store_errors(), closing(self._engine.raw_connection()) as connection:
                cursor = cast("Cursor", connection.cursor())
                cursor.execute("BEGIN IMMEDIATE")
                for one in group:
                    one.run(cursor)
                connection.commit()
        except StoreError as error:
            for one in group:
                # An error of its own for each: several threads are about to raise it.
                one.error = type(error)(*error.args)
        else:
            for one in group:
                one.written = True


class _Work(Generic[Result]):
    """What one caller brought, and what became of it: nothing, until somebody says otherwise."""

    __slots__ = ("_do", "_result", "error", "taken", "written")

    def __init__(self, do: Callable[[Cursor], Result]) -> None:
        self._do = do
        self._result: Result | None = None
        self.error: Exception | None = None
        self.taken = False
        self.written = False

    def run(self, cursor: Cursor) -> None:
        """Do it, or leave the transaction as it was and keep the error."""
        cursor.execute("SAVEPOINT own")
        try:
            with store_errors():
                self._result = self._do(cursor)
        except Exception as error:
            if not cursor.connection.in_transaction:
                raise  # SQLite itself has ended all of it
            cursor.execute("ROLLBACK TO own")
            self.error = error
        cursor.execute("RELEASE own")

    def outcome(self) -> Result:
        """Return what `do` returned, or raise what went wrong."""
        if self.error is not None:
            raise self.error
        if not self.written:
            raise Unavailable("the thread that was to write this has ended; nothing was stored")
        return cast("Result", self._result)
