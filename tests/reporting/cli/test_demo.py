"""`brolly demo`: the line that other programs read, kept for the next start."""

import json
import stat
import subprocess
import sys
import time
from dataclasses import replace
from http.client import HTTPConnection

import pyotp
import pytest

from reporting.cli import demo
from reporting.cli.demo import Kept, code_now
from reporting.cli.language import speaking

from ...ports import free_port

MOST_SECONDS = 60
"""A first start takes about ten on two quiet cores; tests share them."""

KEPT = Kept(
    people=[{"handle": "ada", "role": "advocate", "passphrase": "p", "totp_secret": "A" * 32}],
    community_phrase="two words",
    recovery_shares=["one", "two", "three"],
    receipts=[{"report": "first", "words": "w", "digits": "0001 0002"}],
)


def start(directory, *options):
    """Start a demonstration; the process, its first line, and the seconds to it."""
    ports = free_port(), free_port()
    command = [sys.executable, "-m", "reporting.cli", "demo", "--dir", str(directory)]
    where = ["--intake-port", str(ports[0]), "--review-port", str(ports[1])]
    began = time.monotonic()
    process = subprocess.Popen([*command, *where, *options], stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline(), time.monotonic() - began


def stop(process):
    process.terminate()
    process.communicate(timeout=30)
    return process.returncode


def status(url):
    connection = HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request("GET", "/")
    found = connection.getresponse().status
    connection.close()
    return found


@pytest.mark.journey
def test_the_first_line_says_everything_and_a_second_start_says_the_same(tmp_path):
    process, line, taken = start(tmp_path / "demo", "--json", "--empty")
    shown = json.loads(line)
    answers = status(shown["intake_url"]), status(shown["review_url"])
    assert stop(process) == 0
    assert answers[0] == 200
    assert answers[1] in {200, 302, 303}
    assert set(shown) == {
        "intake_url",
        "review_url",
        "people",
        "community_phrase",
        "recovery_shares",
    }
    assert all(
        set(person) == {"handle", "passphrase", "totp_secret", "role"} for person in shown["people"]
    )
    assert len(shown["recovery_shares"]) == 3
    assert taken < MOST_SECONDS
    mode = (tmp_path / "demo" / "demo.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600

    process, again, _ = start(tmp_path / "demo", "--json")
    assert stop(process) == 0
    for name in ("people", "community_phrase", "recovery_shares"):
        assert json.loads(again)[name] == shown[name]


def test_an_installation_is_never_taken_for_a_demonstration(brolly, installed):
    before = (installed.directory / "brolly.db").read_bytes()
    result = brolly("demo", "--dir", installed.directory)
    assert result.exit_code == 1
    assert "no demonstration" in result.output
    assert (installed.directory / "brolly.db").read_bytes() == before


def test_what_was_broken_off_is_made_anew(tmp_path, monkeypatch):
    (tmp_path / "unfinished.db").write_bytes(b"half a database")
    (tmp_path / "unfinished.db-wal").write_bytes(b"half a log")
    served = []
    monkeypatch.setattr(demo, "run_both", lambda *_, ready: served.append(ready))
    demo.run_demo(tmp_path, (1, 2), empty=True, as_json=True)
    assert len(served) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "brolly.db",
        "demo.json",
        "intake.toml",
        "review.toml",
    ]


def test_people_are_told_addresses_sign_ins_and_how_to_stop(capsys):
    demo._tell(KEPT, (8001, 8002), as_json=False)()
    said = capsys.readouterr().out
    for words in (
        "http://127.0.0.1:8001/",
        "http://127.0.0.1:8002/",
        "two private windows",
        "Ctrl-C",
        "two words",
        "0001 0002",
    ):
        assert words in said
    assert any(code in said for code in (code_now(KEPT.people[0]),))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_people_are_told_fits_a_terminal(monkeypatch, capsys, language):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    with speaking(language):
        demo._tell(replace(KEPT, receipts=[{"digits": "0001 " * 8}]), (8001, 8002), as_json=False)()
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) < 80
    assert {"en": "Workers report here:", "fr": "On signale ici\u202f:"}[language] in lines[1]


def test_what_demo_json_holds_is_checked(brolly, tmp_path):
    (tmp_path / "demo.json").write_text('{"people": []}')
    result = brolly("demo", "--dir", tmp_path)
    assert result.exit_code == 1
    assert "is not what a demonstration keeps. Nothing was started." in result.output


def test_who_breaks_off_is_told_that_nothing_is_kept(brolly, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("reporting.demonstration.story.play", interrupted)
    result = brolly("demo", "--dir", tmp_path / "place", "--intake-port", free_port())
    assert result.exit_code == 1
    assert "Broken off. Nothing is kept of what was begun" in result.output
    assert not (tmp_path / "place" / "demo.json").exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_programs_are_told_the_same_in_every_language(capsys, language):
    with speaking(language):
        demo._tell(KEPT, (8001, 8002), as_json=True)()
    assert json.loads(capsys.readouterr().out)["people"] == KEPT.people


def test_programs_are_told_in_one_line(capsys):
    demo._tell(KEPT, (8001, 8002), as_json=True)()
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert json.loads(said)["people"] == KEPT.people
    assert "receipts" not in json.loads(said)


def test_the_code_is_that_of_an_authenticator():
    assert code_now(KEPT.people[0]) == pyotp.TOTP("A" * 32).now()
