"""Everything that somebody who has taken over the intake machine must not do to PostgreSQL.

The attacker has a login of her own that is a member of the intake role, as deployments have it: no
`SET ROLE` from a stronger login that could be reset.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import psycopg
import pytest
from psycopg import errors, sql

from reporting.store.engine import open_engine, writing
from reporting.store.errors import StoreError
from reporting.store.intake_gate import IntakeGate
from reporting.store.models.registry import metadata
from reporting.store.records import SealedReport
from reporting.store.schema import grant_roles
from reporting.store.settings import put_settings

pytestmark = pytest.mark.postgres
TOKEN = b"t" * 32
DAY = date(2026, 3, 2)
TABLES = [*sorted(metadata.tables), "alembic_version"]
FORBIDDEN = (errors.InsufficientPrivilege, errors.UndefinedTable, errors.InvalidSchemaName)


@pytest.fixture(scope="module")
def database(postgresql_server):
    """One database for all attacks: none of them may change anything in it."""
    name = postgresql_server.fresh(postgresql_server.template())
    owner = open_engine(postgresql_server.url(name))
    grant_roles(owner)
    report = SealedReport(bytes(16), bytes(32), bytes(1216), sha256(TOKEN).digest(), ())
    IntakeGate(owner).report_add(report, DAY)
    with writing(owner) as session:
        put_settings(session, {"title": "Ours"})
    owner.dispose()
    postgresql_server.run(f"CREATE ROLE thief_{name} LOGIN IN ROLE brolly_intake_{name}")
    yield name
    postgresql_server.drop(name)
    postgresql_server.run(f"DROP ROLE thief_{name}")


@pytest.fixture
def thief(postgresql_server, database):
    url = postgresql_server.url(database).replace("postgres:@", f"thief_{database}@")
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (f"thief_{database}",)
        yield connection


def test_the_doors_are_open(thief, postgresql_server, database):
    url = postgresql_server.url(database).replace("postgres:@", f"thief_{database}@")
    engine = open_engine(url, "intake")
    gate = IntakeGate(engine)
    assert gate.mailbox_read(TOKEN).day == DAY
    assert gate.throttle_take("report", 600, 1, 1) is True
    engine.dispose()


def test_the_public_door_shows_what_is_public(thief):
    (public,) = thief.execute("SELECT intake.public_read(0)").fetchone()
    # Not the row of settings from before they were signed.
    assert public == {"last_looked": None, "recalls": [], "documents": {}, "editions": []}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM public.{}",
        "SELECT count(*) FROM public.{}",
        "INSERT INTO public.{} DEFAULT VALUES",
        "DELETE FROM public.{}",
        "TRUNCATE public.{} CASCADE",
        "LOCK TABLE public.{} IN ACCESS SHARE MODE",
        "DROP TABLE public.{}",
        "ALTER TABLE public.{} ADD COLUMN more text",
        "COPY public.{} TO STDOUT",
        "CREATE TRIGGER tell BEFORE INSERT ON public.{} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE tell AS ON INSERT TO public.{} DO ALSO NOTHING",
    ],
)
def test_no_table_can_be_touched(thief, statement):
    for table in TABLES:
        with pytest.raises(FORBIDDEN), thief.transaction():
            thief.execute(sql.SQL(statement).format(sql.Identifier(table)))


def test_no_column_can_be_changed(thief):
    statement = sql.SQL("UPDATE public.{} SET {} = NULL")
    for name, table in metadata.tables.items():
        for column in table.columns:
            with pytest.raises(FORBIDDEN):
                thief.execute(statement.format(sql.Identifier(name), sql.Identifier(column.name)))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.mine (a text)",
        "CREATE TABLE intake.mine (a text)",
        "CREATE TEMPORARY TABLE setting (name text, value text)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION intake.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
        "CREATE OR REPLACE FUNCTION intake.bulletin_stop(bytea) RETURNS bool LANGUAGE sql AS ''",
        "ALTER FUNCTION intake.bulletin_stop(bytea) SET search_path = public",
        "ALTER FUNCTION intake.bulletin_stop(bytea) SECURITY INVOKER",
        "DROP FUNCTION intake.bulletin_stop(bytea)",
        "CREATE EXTENSION dblink",
        "CREATE ROLE another",
        "ALTER ROLE postgres NOSUPERUSER",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY (SELECT 1) TO '/tmp/out'",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM pg_catalog.pg_authid",
        "SELECT * FROM pg_catalog.pg_statistic",
        "SELECT pg_stat_reset()",
        "SELECT pg_switch_wal()",
        "CHECKPOINT",
    ],
)  # fmt: skip
def test_nothing_can_be_made_and_nobody_else_become(thief, statement):
    with pytest.raises((*FORBIDDEN, errors.FeatureNotSupported)):
        thief.execute(statement)


def test_the_review_role_cannot_be_taken_on(thief, database):
    with pytest.raises(errors.InsufficientPrivilege):
        thief.execute(f"SET ROLE brolly_review_{database}")
    with pytest.raises(errors.InsufficientPrivilege):
        thief.execute(f"GRANT brolly_review_{database} TO thief_{database}")


def test_the_inner_function_is_no_door(thief):
    with pytest.raises(errors.InsufficientPrivilege):
        thief.execute(
            "SELECT intake.parts_insert_('\\x00', '2026-01-01', '{}', '{}', '{}', '{}', '{}', '{}',"
            " '{}', '{}')"
        )


def test_a_search_path_of_hers_changes_nothing(thief):
    thief.execute("SET search_path = pg_temp, public, intake")
    with pytest.raises(FORBIDDEN):
        thief.execute("SELECT * FROM setting")
    hashed = sha256(TOKEN).digest()
    assert thief.execute("SELECT * FROM intake.mailbox_read(%s)", (hashed,)).fetchall() == []
    assert len(thief.execute("SELECT * FROM intake.mailbox_read(%s)", (TOKEN,)).fetchall()) == 1


def test_every_function_fixes_its_path_and_asks_no_one_else(thief):
    rows = thief.execute(
        "SELECT proname, prosecdef, proconfig, proacl::text FROM pg_catalog.pg_proc"
        " WHERE pronamespace = 'intake'::regnamespace"
    ).fetchall()
    assert len(rows) == 15
    for name, definer, config, rights in rows:
        assert definer, name
        assert config == ["search_path=pg_catalog, pg_temp"], name
        # `=X/owner` without a name before it would be PUBLIC.
        assert "{=" not in rights, name
        assert ",=" not in rights, name
        assert ("brolly_intake" in rights) is (not name.endswith("_")), name


def test_public_has_no_right_to_anything(postgresql_server, database):
    with psycopg.connect(postgresql_server.url(database)) as owner:
        acls = owner.execute(
            "SELECT c.relname, c.relacl::text FROM pg_class c"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
            " UNION SELECT n.nspname, n.nspacl::text FROM pg_namespace n"
            " WHERE n.nspname IN ('public', 'intake')"
            " UNION SELECT d.datname, d.datacl::text FROM pg_database d"
            " WHERE d.datname = current_database()"
        ).fetchall()
        assert len(acls) == len(TABLES) + 3
        for name, acl in acls:
            assert acl is not None, name
            assert "{=" not in acl, name
            assert ",=" not in acl, name
            if name not in {"intake", database}:
                assert "brolly_intake" not in acl, name


def test_a_stranger_cannot_even_connect(postgresql_server, database):
    postgresql_server.run(f"CREATE ROLE stranger_{database} LOGIN")
    url = postgresql_server.url(database).replace("postgres:@", f"stranger_{database}@")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(url)
    postgresql_server.run(f"DROP ROLE stranger_{database}")


def test_an_edition_or_a_report_cannot_be_enumerated(thief):
    """Statistics and counts of rows are visible to every role; values are not."""
    for view in ("pg_catalog.pg_stats", "pg_catalog.pg_stats_ext"):
        found = thief.execute(
            sql.SQL("SELECT count(*) FROM {} WHERE schemaname = 'public'").format(sql.SQL(view))
        )
        assert found.fetchone() == (0,)
    others = thief.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename <> current_user"
        " AND query <> '<insufficient privilege>' AND query <> ''"
    )
    assert others.fetchone() == (0,)


def test_the_store_refuses_tables_to_intake_in_its_own_words(postgresql_server, database):
    engine = open_engine(postgresql_server.url(database), "intake")
    with pytest.raises(StoreError), writing(engine) as session:
        put_settings(session, {"title": "Theirs"})
    engine.dispose()


def test_review_adds_to_the_record_and_cannot_rewrite_it(postgresql_server, database):
    postgresql_server.run(f"CREATE ROLE desk_{database} LOGIN IN ROLE brolly_review_{database}")
    url = postgresql_server.url(database).replace("postgres:@", f"desk_{database}@")
    with psycopg.connect(url, autocommit=True) as desk:
        desk.execute("SELECT * FROM audit")
        desk.execute("UPDATE audit SET ciphertext = NULL, wrap = NULL")
        for statement in (
            "DELETE FROM audit",
            "UPDATE audit SET digest = digest",
            "TRUNCATE audit",
            "DROP TABLE audit",
            "CREATE TABLE mine (a text)",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                desk.execute(statement)
    postgresql_server.run(f"DROP ROLE desk_{database}")
