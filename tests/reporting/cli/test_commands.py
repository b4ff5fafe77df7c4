"""What `brolly` says of itself."""

import subprocess
import sys

import pytest

COMMANDS = ("demo", "init", "intake", "people", "review", "run", "upgrade")


def test_help_names_every_command(brolly):
    result = brolly("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "people add", "people list", "people reset"])
def test_every_command_explains_itself(brolly, command, tmp_path):
    name, *more = command.split()
    words = [name, "--dir", tmp_path, *more] if more else [name]
    assert brolly(*words, "--help").exit_code == 0


@pytest.mark.parametrize("command", ["run", "demo"])
def test_a_port_that_is_none_is_refused(brolly, tmp_path, command):
    result = brolly(command, "--dir", tmp_path, "--intake-port", "99999")
    assert result.exit_code == 2
    assert "99999 is no port. A port is a whole number from 1 to 65535." in result.output


def test_a_command_loads_only_what_it_runs():
    """`brolly run` starts two programs; what it loads itself only delays them."""
    code = "import sys, reporting.cli.running; import reporting.cli; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    heavy = {"flask", "sqlalchemy", "cryptography", "gunicorn"} & set(loaded.decode().split())
    assert not heavy
