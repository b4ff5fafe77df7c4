"""A report has five files at most, whichever door they come through."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count files where parts are inserted; on SQLite the gate itself counts."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_sql(connection, "0005/parts_insert_.sql")


def downgrade() -> None:
    """Insert parts without counting again."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION intake.parts_insert_")
        run_sql(connection, "0002/parts_insert_.sql")
