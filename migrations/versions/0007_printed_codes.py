"""Ten printed codes for people without a phone: which of them are used up."""

from __future__ import annotations

from alembic import op

from reporting.store.schema import run_sql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; `roles.sql` grants it afterwards."""
    connection = op.get_bind()
    run_sql(connection, f"0007/tables.{connection.dialect.name}.sql")


def downgrade() -> None:
    """Drop it again: what was printed lets nobody in any more, also not after another upgrade.

    A program from before opens no key file with printed codes in it: give these people new keys.
    """
    op.drop_table("printed_codes")
