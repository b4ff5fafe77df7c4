"""Migrations: up and down with data, and the same tables as the models."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from reporting.domain.attachment import MAX_FILES
from reporting.store.documents import add_document, newest_document, replace_document
from reporting.store.editions import add_edition, recall
from reporting.store.engine import open_engine, writing
from reporting.store.errors import Refused, StoreError, TooManyFiles
from reporting.store.filed_records import MemberRow, PrintedCodesRow, ProfileRow
from reporting.store.intake_gate import IntakeGate
from reporting.store.members import add_member, put_profile, read_member, read_profile
from reporting.store.models.registry import metadata
from reporting.store.printed_codes import put_codes, read_codes, take_code
from reporting.store.records import EditionRow, Page, RecallRow, SignedDocument
from reporting.store.revisions import (
    Outdated,
    OutOfDate,
    newest_revision,
    require_current,
    revision_of,
)
from reporting.store.schema import downgrade, grant_roles, upgrade
from reporting.store.settings import (
    forget_unsigned,
    last_looked,
    unsigned_pages,
    unsigned_settings,
)

TOKEN = b"t" * 32
HOUR = datetime(2026, 3, 2, 12, tzinfo=UTC)
EDITION = EditionRow(1, 1, "live", HOUR, b"body", "ada", bytes(64), "bea", bytes(64))


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


def test_up_and_down_with_data_each_way(empty, make_report, make_part):
    assert revision_of(empty) is None
    upgrade(empty, "0001")
    with writing(empty) as session:
        session.execute(text("INSERT INTO setting (name, value) VALUES ('title', 'Ours')"))
    upgrade(empty)
    assert revision_of(empty) == newest_revision()
    gate = IntakeGate(empty)
    gate.report_add(make_report(sha256(TOKEN).digest()), date(2026, 3, 2))

    assert gate.deletion_ask(TOKEN, "all", date(2026, 3, 5)) == date(2026, 3, 5)
    assert gate.mailbox_add(TOKEN, [make_part("file") for _ in range(MAX_FILES)], date(2026, 3, 2))

    downgrade(empty, "0004")
    assert gate.mailbox_add(TOKEN, [make_part("addition")], date(2026, 3, 2))
    upgrade(empty)
    with pytest.raises(TooManyFiles):
        gate.mailbox_add(TOKEN, [make_part("file")], date(2026, 3, 2))

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


def test_unsigned_settings_wait_for_a_coordinator_and_signed_ones_become_rows_again(empty):
    upgrade(empty, "0003")
    with writing(empty) as session:
        for name, value in (("title", "Theirs"), ("last_looked", "2026-03-01")):
            row = {"name": name, "value": value}
            session.execute(text("INSERT INTO setting VALUES (:name, :value)"), row)
        session.execute(text("INSERT INTO page VALUES ('support', 'en', 'Open at six')"))
        add_document(session, SignedDocument("manifest", 7, b"m", bytes(64)))
        add_edition(session, EDITION, (), ())
    upgrade(empty)
    with writing(empty) as session:
        assert unsigned_settings(session) == {"title": "Theirs"}
        assert unsigned_pages(session) == (Page("support", "en", "Open at six"),)
        assert newest_document(session, "manifest").body == b"m"
        assert newest_document(session, "settings") is None
        forget_unsigned(session)
        said = {
            "settings": [{"name": "title", "value": "Ours"}],
            "pages": [{"slug": "support", "language": "fr", "body": "Ouvert"}],
        }
        replace_document(
            session, SignedDocument("settings", 8, json.dumps(said).encode(), bytes(64))
        )
        recall(session, RecallRow(1, 1, date(2026, 3, 2), "ada", bytes(64)))
    downgrade(empty, "0003")
    with writing(empty) as session:
        assert unsigned_settings(session) == {"title": "Ours"}
        assert unsigned_pages(session) == (Page("support", "fr", "Ouvert"),)
        assert last_looked(session) == date(2026, 3, 1)
        kinds = session.execute(text("SELECT kind FROM signed_document")).scalars().all()
        assert kinds == ["manifest"]
        with pytest.raises(Refused):
            replace_document(session, SignedDocument("settings", 9, b"s", bytes(64)))
    upgrade(empty)
    with writing(empty) as session:
        assert IntakeGate(empty).public_read(HOUR).editions[0].body is None
        assert newest_document(session, "manifest").body == b"m"


def test_printed_codes_come_and_go_without_touching_who_has_them(empty):
    upgrade(empty, "0006")
    with writing(empty) as session:
        add_member(session, MemberRow("ada", b"key file", 58_000_000))
        put_profile(session, ProfileRow("ada", 1, b"profile"))
    upgrade(empty)
    with writing(empty) as session:
        assert read_codes(session, "ada") is None
        put_codes(session, PrintedCodesRow("ada", b"s" * 16))
        assert take_code(session, "ada", b"s" * 16, 4) == 16
    downgrade(empty, "0006")
    with writing(empty) as session:
        assert read_member(session, "ada") == MemberRow("ada", b"key file", 58_000_000)
        assert read_profile(session, "ada") == ProfileRow("ada", 1, b"profile")
    upgrade(empty)
    with writing(empty) as session:
        assert take_code(session, "ada", b"s" * 16, 4) is None
        assert read_profile(session, "ada") == ProfileRow("ada", 1, b"profile")


def test_limits_that_a_clock_ahead_had_emptied_fill_again_after_the_upgrade(empty):
    ahead, right = 50_000_000 * 60, 49_000_000 * 60
    upgrade(empty, "0007")
    gate = IntakeGate(empty)
    assert [gate.throttle_take("return", ahead, 1, 1) for _ in range(2)] == [True, False]
    upgrade(empty)
    assert gate.throttle_take("return", right, 1, 1) is True
    downgrade(empty, "0007")
    assert gate.throttle_take("return", right, 1, 1) is False
    upgrade(empty)
    assert gate.throttle_take("return", right + 60, 1, 1) is True


def test_a_mailbox_names_files_that_were_there_before_the_upgrade(empty, make_report, make_part):
    upgrade(empty, "0008")
    gate = IntakeGate(empty)
    gate.report_add(make_report(sha256(TOKEN).digest()), date(2026, 3, 2))
    part = make_part("file")
    assert gate.mailbox_add(TOKEN, [part], date(2026, 3, 2))
    upgrade(empty)
    before = gate.mailbox_read(TOKEN)
    assert before.files == {part.item}
    downgrade(empty, "0008")
    upgrade(empty)
    assert gate.mailbox_read(TOKEN) == before


def test_a_failed_upgrade_leaves_nothing(empty):
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE unopened_wrap (item integer)"))
    with pytest.raises(StoreError):
        upgrade(empty)
    assert tables(empty) == {"unopened_wrap"}


def test_tables_of_another_version_are_noticed(empty):
    with pytest.raises(OutOfDate, match="no tables of Brolly"):
        require_current(empty)
    upgrade(empty, "0001")
    with pytest.raises(Outdated, match="an earlier version"):
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
