"""Brings a database to the tables of this version.

Alembic's environment is `migrations/env.py`; the address of the database is always passed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from reporting.store.engine import WRITING
from reporting.store.failures import store_errors
from reporting.store.revisions import MIGRATIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


@store_errors()
def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to a revision, in one transaction; needs an engine of the owner's."""
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        command.upgrade(_config(connection), revision)


@store_errors()
def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to a revision (or `base`); roles stay."""
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        command.downgrade(_config(connection), revision)


@store_errors()
def grant_roles(engine: Engine) -> None:
    """Make the database roles and their rights anew, such as after a restore; PostgreSQL only."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            apply_roles(connection)


def apply_roles(connection: Connection) -> None:
    """Run `migrations/sql/roles.sql`; running it again changes nothing."""
    run_sql(connection, "roles.sql")


def run_sql(connection: Connection, name: str) -> None:
    """Run a file of `migrations/sql` as it stands; `%` and `:` in it mean nothing special."""
    script = (MIGRATIONS / "sql" / name).read_text(encoding="utf-8")
    # SQLite's driver takes one statement at a time; PostgreSQL's takes the file whole, and its
    # functions have semicolons inside.
    statements = script.split(";\n") if connection.dialect.name == "sqlite" else [script]
    for statement in statements:
        if statement.strip():
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
