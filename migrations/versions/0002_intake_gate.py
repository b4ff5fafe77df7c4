"""The doors of intake: on PostgreSQL it touches no table, and calls only these functions."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FUNCTIONS = (
    "parts_insert_",
    "report_add",
    "receipt_close",
    "mailbox_read",
    "mailbox_add",
    "bulletin_stop",
    "throttle_take",
    "public_read",
)


def upgrade() -> None:
    """Make the schema `intake` and its functions; `roles.sql` grants them afterwards."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    op.execute("CREATE SCHEMA intake")
    for name in FUNCTIONS:
        run_sql(connection, f"0002/{name}.sql")


def downgrade() -> None:
    """Drop the functions; the roles stay, since they belong to the server."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP SCHEMA intake CASCADE")
