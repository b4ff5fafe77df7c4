"""Settings as one signed document, and recalls of bulletins as signed statements."""

from __future__ import annotations

import json

from alembic import op
from sqlalchemy import text

from reporting.store.schema import run_sql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for both. Settings from before stay as rows, which only a coordinator can sign."""
    connection = op.get_bind()
    run_sql(connection, f"0004/tables.{connection.dialect.name}.sql")
    if connection.dialect.name == "postgresql":
        run_sql(connection, "0004/public_read.sql")


def downgrade() -> None:
    """Give settings and pages as rows again; that bulletins were taken back shows in their rows."""
    connection = op.get_bind()
    newest = text(
        "SELECT body FROM signed_document WHERE kind = 'settings' ORDER BY sequence DESC LIMIT 1"
    )
    body = connection.execute(newest).scalar()
    if body is not None:
        _unpack(json.loads(bytes(body)))
    run_sql(connection, f"0004/down.{connection.dialect.name}.sql")
    if connection.dialect.name == "postgresql":
        run_sql(connection, "0002/public_read.sql")


def _unpack(said: dict[str, list[dict[str, str]]]) -> None:
    connection = op.get_bind()
    connection.execute(text("DELETE FROM setting WHERE name <> 'last_looked'"))
    connection.execute(text("DELETE FROM page"))
    for row in said["settings"]:
        connection.execute(text("INSERT INTO setting VALUES (:name, :value)"), row)
    for page in said["pages"]:
        connection.execute(text("INSERT INTO page VALUES (:slug, :language, :body)"), page)
