"""Which configuration is loaded, and what is said when it cannot be used."""

import socket
import sqlite3

import click
import pytest

from reporting.cli.serving import OPTIONS, config_path, serve_intake


def test_a_file_comes_before_a_directory(tmp_path):
    assert config_path("intake", tmp_path / "own.toml", tmp_path) == tmp_path / "own.toml"
    assert config_path("review", None, tmp_path) == tmp_path / "review.toml"


def test_one_of_the_two_is_needed():
    with pytest.raises(click.UsageError):
        config_path("intake", None, None)


@pytest.mark.parametrize("program", ["intake", "review"])
def test_a_configuration_that_cannot_be_used_is_said_in_a_line(brolly, tmp_path, program):
    (tmp_path / f"{program}.toml").write_text("database_url = 1\n")
    result = brolly(program, "--dir", tmp_path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output


@pytest.mark.parametrize("program", ["intake", "review"])
def test_a_database_that_is_gone_is_said_and_not_made_anew(brolly, installed, program):
    database = installed.directory / "brolly.db"
    database.unlink()
    result = brolly(program, "--dir", installed.directory)
    assert result.exit_code == 1
    assert f"The database {database} is not there" in result.output
    assert not database.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there are no tables of Brolly in it"),
        (b"not a database" * 100, "the database does not answer (SQLITE_NOTADB)"),
        ("9001", "its tables are those of another version of Brolly (9001, not 0"),
    ],
)
def test_a_database_of_something_else_is_said_and_left_alone(brolly, installed, content, said):
    database = installed.directory / "brolly.db"
    if isinstance(content, bytes):
        database.write_bytes(content)
    else:
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (content,))
        connection.close()
    result = brolly("review", "--dir", installed.directory)
    assert result.exit_code == 1
    assert f"The database cannot be used: {said}" in result.output
    assert "Nothing was started, and nothing in it was changed." in result.output


def test_french_is_spoken_of_a_database_that_is_gone(brolly, installed):
    (installed.directory / "brolly.db").unlink()
    result = brolly("--lang", "fr", "intake", "--dir", installed.directory)
    assert result.exit_code == 1
    assert result.output.startswith("Erreur\u202f: La base de données ")
    assert result.output.endswith("Remettez-la d’abord à sa place.\n")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "intake.toml: page_secret is missing. Nothing was started."),
        ("fr", "intake.toml\u202f: il manque page_secret. Rien n’a été démarré."),
    ],
)
def test_the_line_to_mend_is_named_in_the_language_that_is_spoken(
    brolly, installed, language, said
):
    path = installed.directory / "intake.toml"
    path.write_text("".join(one for one in path.open() if "page_secret =" not in one))
    assert said in brolly("--lang", language, "intake", "--dir", installed.directory).output


def test_a_taken_address_is_said_before_anything_is_loaded_into_it(brolly, installed):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        result = brolly("intake", "--dir", installed.directory, "--bind", bind)
    assert result.exit_code == 1
    assert f"{bind} cannot be had: another program uses it. Nothing was started." in result.output


def test_a_program_is_served_with_what_was_configured(installed, monkeypatch):
    served = []

    class Server:
        def __init__(self, make_app, bind, options, parent):
            served.append((make_app, bind, options, parent))

        def run(self):
            pass

    monkeypatch.setattr("reporting.web.server.WebServer", Server)
    serve_intake(installed.directory / "intake.toml", "127.0.0.1:1", 5)
    ((make_app, bind, options, parent),) = served
    assert (bind, options, parent) == ("127.0.0.1:1", OPTIONS, 5)
    assert make_app().test_client().get("/healthz").status_code == 200
