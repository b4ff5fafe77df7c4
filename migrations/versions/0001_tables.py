"""The first tables."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEWEST_FIRST = (
    "unopened_wrap mailbox_wrap filed_key stop profile note inbox_wrap filed_part card throttle"
    " signed_document sheet setting session sealed_organisation sealed_epoch page member"
    " inbox_report inbox_part forwarding filed_report edition draft counter audit"
)


def upgrade() -> None:
    """Make every table; the text is one file per database."""
    connection = op.get_bind()
    run_sql(connection, f"0001/tables.{connection.dialect.name}.sql")


def downgrade() -> None:
    """Drop every table, with everything in it."""
    for table in NEWEST_FIRST.split():
        op.drop_table(table)
