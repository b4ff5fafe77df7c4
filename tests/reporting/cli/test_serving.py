"""Which configuration is loaded, and what is said when it cannot be used."""

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
