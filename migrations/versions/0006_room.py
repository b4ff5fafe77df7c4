"""A report holds so many parts and no more, so that opening it fits into memory."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count parts where they are added; on SQLite the gate itself counts."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_sql(connection, "0006/parts_held_.sql")
        run_sql(connection, "0006/mailbox_add.sql")


def downgrade() -> None:
    """Add parts without counting again."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION intake.mailbox_add")
        op.execute("DROP FUNCTION intake.parts_held_")
        run_sql(connection, "0002/mailbox_add.sql")
