"""A mailbox says which files its report has, so that one sent again is known before it counts."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Name the files; on SQLite the gate itself asks for them."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_sql(connection, "0009/mailbox_state.sql")


def downgrade() -> None:
    """Say nothing of files again."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION intake.mailbox_state")
        run_sql(connection, "0003/mailbox_state.sql")
