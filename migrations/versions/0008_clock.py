"""Intake's limits go on after a clock that was ahead has been set back."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count from the clock as it is; on SQLite the gate itself counts."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        run_sql(connection, "0008/throttle_take.sql")


def downgrade() -> None:
    """Wait for the clock to be where it was, as before."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION intake.throttle_take")
        run_sql(connection, "0002/throttle_take.sql")
