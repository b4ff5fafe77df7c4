"""Migrations: up and down with data, and the same tables as the models."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from hashlib import sha256

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from reporting.store.engine import open_engine, writing
from reporting.store.errors import StoreError
from reporting.store.intake_gate import IntakeGate
from reporting.store.models.registry import metadata
from reporting.store.schema import (
    OutOfDate,
    downgrade,
    grant_roles,
    newest_revision,
    require_current,
    revision_of,
    upgrade,
)

TOKEN = b"t" * 32


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/empty.db"
    else:
        url = request.getfixturevalue("postgresql_url")
    engine = open_engine(url)
    yield engine
    engine.dispose()


def tables(engine):
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_up_and_down_with_data_each_way(empty, make_report):
    assert revision_of(empty) is None
    upgrade(empty, "0001")
    with writing(empty) as session:
        session.execute(text("INSERT INTO setting (name, value) VALUES ('title', 'Ours')"))
    upgrade(empty)
    assert revision_of(empty) == newest_revision()
    gate = IntakeGate(empty)
    gate.report_add(make_report(sha256(TOKEN).digest()), date(2026, 3, 2))

    assert gate.deletion_ask(TOKEN, "all", date(2026, 3, 5)) == date(2026, 3, 5)

    downgrade(empty, "0002")
    assert "deletion_due" not in tables(empty)
    upgrade(empty)
    assert gate.mailbox_read(TOKEN).deletions == ()

    downgrade(empty, "0001")
    upgrade(empty)
    assert len(gate.mailbox_read(TOKEN).items) == 1
    with empty.connect() as connection:
        assert connection.execute(text("SELECT value FROM setting")).scalar() == "Ours"

    downgrade(empty, "base")
    assert tables(empty) == set()
    upgrade(empty)
    assert tables(empty) == set(metadata.tables)
    assert gate.mailbox_read(TOKEN) is None


def test_a_failed_upgrade_leaves_nothing(empty):
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE unopened_wrap (item integer)"))
    with pytest.raises(StoreError):
        upgrade(empty)
    assert tables(empty) == {"unopened_wrap"}


def test_tables_of_another_version_are_noticed(empty):
    with pytest.raises(OutOfDate, match="none"):
        require_current(empty)
    upgrade(empty, "0001")
    with pytest.raises(OutOfDate, match="0001"):
        require_current(empty)
    upgrade(empty)
    require_current(empty)


def test_alembic_finds_no_difference_to_the_models(owner_engine):
    with owner_engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_sqlite_text_is_the_models_text(tmp_path):
    """Alembic does not compare CHECK, STRICT and WITHOUT ROWID: this does, to the letter."""
    texts = []
    for name, fill in (("migrated", upgrade), ("modelled", metadata.create_all)):
        path = tmp_path / f"{name}.db"
        engine = open_engine(f"sqlite:///{path}")
        fill(engine)
        engine.dispose()
        with sqlite3.connect(path) as connection:
            rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            found = {table: re.sub(r"\s+", "", sql) for table, sql in rows}
        found.pop("alembic_version", None)
        texts.append(found)
    assert texts[0] == texts[1]
    assert len(texts[0]) > 25


@pytest.mark.postgres
def test_postgresql_rules_are_the_models_rules(postgresql_server):
    def rules(fill):
        name = postgresql_server.fresh()
        engine = open_engine(postgresql_server.url(name))
        fill(engine)
        with engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
                    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
                    " AND conrelid <> coalesce(to_regclass('alembic_version'), 0)::oid"
                    " UNION SELECT tablename, indexname, indexdef FROM pg_indexes"
                    " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
                )
            ).all()
        engine.dispose()
        postgresql_server.drop(name)
        return {tuple(row) for row in found}

    migrated, modelled = rules(upgrade), rules(metadata.create_all)
    assert migrated == modelled
    assert len(migrated) > 100


def test_roles_can_be_granted_again(owner_engine, intake_engine):
    grant_roles(owner_engine)
    grant_roles(owner_engine)
    assert IntakeGate(intake_engine).mailbox_read(TOKEN) is None


@pytest.mark.postgres
def test_roles_outlive_a_downgrade(postgresql_url):
    engine = open_engine(postgresql_url)
    upgrade(engine)
    downgrade(engine, "base")
    with engine.connect() as connection:
        roles = connection.execute(
            text(
                "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'brolly_%_' || current_database()"
            )
        ).scalar()
    engine.dispose()
    assert roles == 2


@pytest.mark.postgres
def test_a_name_too_long_for_its_roles_is_refused(postgresql_server):
    name = "b" * 60
    postgresql_server.run(f"CREATE DATABASE {name}")
    engine = open_engine(postgresql_server.url(name))
    with pytest.raises(StoreError):
        upgrade(engine)
    assert revision_of(engine) is None
    engine.dispose()
    postgresql_server.drop(name)
