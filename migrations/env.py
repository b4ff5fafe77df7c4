"""Alembic's environment: runs on the connection that it is handed, or on `-x url=…`.

No address of a database stands in a file here. By hand, for writing a new migration:
`alembic -x url=sqlite:////tmp/try.db revision --autogenerate -m "what changes"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from reporting.store.engine import WRITING, open_engine
from reporting.store.models.registry import metadata
from reporting.store.schema import apply_roles

if TYPE_CHECKING:
    from sqlalchemy import Connection


def run(connection: Connection) -> None:
    """Run the migrations, and on PostgreSQL the roles after them, in one transaction."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=False)
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "postgresql":
        apply_roles(connection)


def main() -> None:
    """Take the connection of the caller, or open the one named on the command line."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        run(connection)
        return
    url = context.get_x_argument(as_dictionary=True)["url"]
    with open_engine(url).execution_options(**{WRITING: True}).begin() as opened:
        run(opened)


main()
