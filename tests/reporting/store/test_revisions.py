"""Which tables a database has, without Alembic; on both databases with it: test_schema.py."""

import subprocess
import sys

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from reporting.store.engine import open_engine
from reporting.store.errors import Unavailable
from reporting.store.revisions import (
    MIGRATIONS,
    OutOfDate,
    newest_revision,
    require_current,
    revision_of,
)


def test_the_newest_revision_is_the_head_of_all_migrations():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


def test_a_database_with_all_tables_is_current(sqlite_database_url):
    engine = open_engine(sqlite_database_url)
    require_current(engine)
    assert revision_of(engine) == newest_revision()
    engine.dispose()


def test_what_is_no_database_is_said(tmp_path):
    (tmp_path / "brolly.db").write_bytes(b"not a database" * 100)
    engine = open_engine(f"sqlite:///{tmp_path / 'brolly.db'}")
    with pytest.raises(Unavailable, match="SQLITE_NOTADB") as caught:
        require_current(engine)
    assert not isinstance(caught.value, OutOfDate)
    engine.dispose()


def test_a_start_does_not_wait_for_alembic():
    code = "import sys, reporting.store.revisions; print('alembic' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert said.strip() == b"False"
