"""A worker's way back: deletions due, changes of code, answers kept ready, intake's doors."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("canned", "code_change", "deletion_due", "first_code")
FUNCTIONS = (
    "report_held_",
    "mailbox_state",
    "deletion_ask",
    "deletion_stop",
    "erase_due",
    "code_change",
)


def upgrade() -> None:
    """Make the tables and, on PostgreSQL, the functions; `roles.sql` grants them afterwards."""
    connection = op.get_bind()
    run_sql(connection, f"0003/tables.{connection.dialect.name}.sql")
    if connection.dialect.name == "postgresql":
        for name in FUNCTIONS:
            run_sql(connection, f"0003/{name}.sql")


def downgrade() -> None:
    """Drop them again; deletions that were asked for are forgotten, so do them first."""
    if op.get_bind().dialect.name == "postgresql":
        for name in reversed(FUNCTIONS):
            op.execute(f"DROP FUNCTION intake.{name}")
    for table in TABLES:
        op.drop_table(table)
