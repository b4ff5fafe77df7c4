"""Both programs as processes: they start, answer, and stop together."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from reporting.cli import running

from ...ports import free_port

pytestmark = pytest.mark.journey

STOPPED_WITHIN = 20
"""Seconds. A worker that is told to stop before it listens for signals is killed after ten."""


@pytest.fixture
def ports():
    return free_port(), free_port()


@pytest.fixture
def run(installed, ports):
    """Start `brolly run`; the process, once it has said both addresses."""
    command = [sys.executable, "-m", "reporting.cli", "run", "--dir", str(installed.directory)]
    options = ["--intake-port", str(ports[0]), "--review-port", str(ports[1])]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == f"intake: http://127.0.0.1:{ports[0]}/\n"
    assert process.stdout.readline() == f"review: http://127.0.0.1:{ports[1]}/\n"
    yield process
    process.terminate()
    process.communicate()


def answers(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except ConnectionError:
        return None
    finally:
        connection.close()


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def runs(pid):
    """Tell whether a process still does anything: a dead one may wait for somebody to look."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def test_both_answer_once_their_addresses_are_said(run, ports):
    assert [answers(port) for port in ports] == [200, 200]


def test_each_has_two_workers(run):
    wanted = [2, 2]
    deadline = time.monotonic() + 60  # the first worker may answer before the second is there
    while (found := [len(children(one)) for one in children(run.pid)]) != wanted:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_both_stop_cleanly(run, ports, number):
    run.send_signal(number)
    assert run.wait(STOPPED_WITHIN) == 0
    assert [answers(port) for port in ports] == [None, None]


@pytest.mark.parametrize("which", [0, 1])
def test_when_one_dies_the_other_is_stopped_and_it_is_said(run, ports, which):
    os.kill(children(run.pid)[which], signal.SIGKILL)
    assert run.wait(STOPPED_WITHIN) == 1
    assert f"{('intake', 'review')[which]} ended by itself" in run.stderr.read()
    deadline = time.monotonic() + STOPPED_WITHIN
    while answers(ports[1 - which]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert answers(ports[1 - which]) is None


def test_nothing_is_left_when_it_is_killed(run, ports):
    """Nobody can be told of a SIGKILL, such as that of a machine short of memory."""
    programs = children(run.pid)
    assert len(programs) == 2
    run.kill()
    run.wait()
    deadline = time.monotonic() + STOPPED_WITHIN
    while any(runs(program) for program in programs):
        assert time.monotonic() < deadline, "a program goes on by itself"
        time.sleep(0.05)
    assert [answers(port) for port in ports] == [None, None]


def test_a_taken_port_is_a_failure(installed, ports):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", ports[0]))
        taken.listen()
        command = [sys.executable, "-m", "reporting.cli", "intake"]
        options = ["--dir", str(installed.directory), "--bind", f"127.0.0.1:{ports[0]}"]
        done = subprocess.run([*command, *options], capture_output=True, timeout=30, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize("program", ["intake", "review"])
def test_a_taken_port_is_said_before_anything_starts(brolly, installed, ports, program):
    taken = ports[program == "review"]
    with socket.socket() as other:
        other.bind(("127.0.0.1", taken))
        other.listen()
        options = ["--intake-port", ports[0], "--review-port", ports[1]]
        result = brolly("run", "--dir", installed.directory, *options)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: Port {taken} on 127.0.0.1 cannot be had: another")
    assert result.output.endswith(f"choose another port with --{program}-port.\n")


def test_both_programs_speak_as_the_command_does(installed, ports):
    (installed.directory / "review.toml").write_text("")
    command = [sys.executable, "-m", "reporting.cli", "--lang", "fr", "run"]
    options = ["--intake-port", str(ports[0]), "--review-port", str(ports[1])]
    done = subprocess.run(
        [*command, "--dir", str(installed.directory), *options],
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "review.toml\u202f: il manque database_url. Rien n’a été démarré.\n" in said
    assert "review s’est arrêté de lui-même, alors les deux programmes ont été arrêtés." in said


def test_programs_that_do_not_answer_are_not_waited_for_in_silence(
    installed, ports, monkeypatch, capsys
):
    class Still:
        """Two programs that start, and never answer."""

        url, program = "", "intake"

        def __init__(self, *_):
            self.process = subprocess.Popen(["sleep", "60"])

        def answers(self):
            return False

    monkeypatch.setattr(running, "Child", Still)
    monkeypatch.setattr(running, "START_SECONDS", 0)
    slow = running._say_slow
    monkeypatch.setattr(running, "_say_slow", lambda: (slow(), os.kill(os.getpid(), signal.SIGINT)))
    running.run_both(installed.directory, *ports)
    assert "The programs do not answer after 0 seconds." in capsys.readouterr().err


def test_a_directory_without_an_installation_is_said(brolly, tmp_path):
    result = brolly("run", "--dir", tmp_path)
    assert result.exit_code == 1
    assert "brolly init" in result.output
