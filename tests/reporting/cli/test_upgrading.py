"""A database that an earlier version made: refused by the programs, brought up to date by name."""

import shutil

import pytest

from reporting.cli.demo import _bring_up_to_date
from reporting.store.engine import open_engine
from reporting.store.revisions import newest_revision, revision_of
from reporting.store.schema import downgrade

EARLIER = "0006"


@pytest.fixture
def engine(installed):
    engine = open_engine(f"sqlite:///{installed.directory / 'brolly.db'}", "owner")
    yield engine
    engine.dispose()


@pytest.fixture
def earlier(installed, engine):
    """An installation whose tables are those of an earlier version."""
    downgrade(engine, EARLIER)
    return installed


@pytest.mark.parametrize("words", [("intake",), ("review",), ("people", "list")])
def test_the_programs_refuse_it_and_say_what_to_run(brolly, earlier, engine, words):
    name, *more = words
    result = brolly(name, "--dir", earlier.directory, *more)
    assert result.exit_code == 1
    assert f"brolly upgrade --dir {earlier.directory}" in result.output
    assert revision_of(engine) == EARLIER


def test_it_names_where_the_installation_lies_wherever_its_database_does(brolly, earlier, engine):
    elsewhere = earlier.directory.parent / "elsewhere.db"
    engine.dispose()
    (earlier.directory / "brolly.db").rename(elsewhere)
    config = earlier.directory / "review.toml"
    told = [line for line in config.read_text().splitlines() if "database_url" not in line]
    config.write_text("\n".join([f'database_url = "sqlite:///{elsewhere}"', *told]))
    result = brolly("review", "--dir", earlier.directory)
    assert f"brolly upgrade --dir {earlier.directory}" in result.output
    assert brolly("upgrade", "--dir", earlier.directory).exit_code == 0


def test_upgrade_brings_it_to_this_version_once(brolly, earlier, engine):
    result = brolly("upgrade", "--dir", earlier.directory)
    assert (result.exit_code, result.output) == (0, "The database was brought up to date.\n")
    assert revision_of(engine) == newest_revision()
    again = brolly("upgrade", "--dir", earlier.directory)
    assert (again.exit_code, again.output) == (
        0,
        "The database is up to date. Nothing was changed.\n",
    )


def test_a_demonstration_goes_on_with_what_an_earlier_version_invented(earlier, engine):
    _bring_up_to_date(earlier.directory)
    assert revision_of(engine) == newest_revision()


def test_what_fails_changes_nothing_and_says_why(brolly, earlier, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE printed_codes (x integer)")
    result = brolly("upgrade", "--dir", earlier.directory)
    assert result.exit_code == 1
    assert "cannot be brought up to date" in result.output
    assert "Nothing in it was changed." in result.output
    assert revision_of(engine) == EARLIER


def test_what_is_no_installation_is_said(brolly, installed, tmp_path):
    assert "is not there" in brolly("upgrade", "--dir", tmp_path / "none").output
    (installed.directory / "brolly.db").unlink()
    assert "is not there" in brolly("upgrade", "--dir", installed.directory).output
    (installed.directory / "brolly.db").write_bytes(b"")
    assert "no tables of Brolly" in brolly("upgrade", "--dir", installed.directory).output


def test_postgresql_is_changed_by_its_owner_alone(brolly, installed, postgresql_url):
    copy = shutil.copytree(installed.directory, installed.directory.parent / "copy")
    config = copy / "review.toml"
    lines = config.read_text().splitlines()
    told = [line for line in lines if not line.startswith("database_url")]
    config.write_text("\n".join([f'database_url = "{postgresql_url}"', *told]))
    result = brolly("upgrade", "--dir", copy)
    assert result.exit_code == 1
    assert "--database-url" in result.output
    as_owner = brolly("upgrade", "--dir", copy, "--database-url", postgresql_url)
    assert "no tables of Brolly" in as_owner.output
