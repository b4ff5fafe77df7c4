"""A coordinator at a terminal: the same sign-in, the same rules, the same record."""

from datetime import UTC, datetime

import pytest

from reporting.casework.record import read as read_record
from reporting.casework.signin import Attempt, sign_in
from reporting.cli.people import Coordinator, at_desk
from reporting.store.engine import reading
from reporting.store.sessions import read_session

PASSPHRASE = "four plain invented words"


@pytest.fixture
def people(brolly, installed):
    """Run `brolly people` as kim, with a code of her phone that was not used yet."""
    steps = iter((-1, 0, 1))

    def run(*words, code=None, passphrase=PASSPHRASE, handle="kim", language="en"):
        code = installed.code(next(steps)) if code is None else code
        known = ("--as", handle, "--passphrase-file", "-", "--code", code)
        words = ("--lang", language, "people", "--dir", installed.directory, *known, *words)
        return brolly(*words, text=f"{passphrase}\n")

    return run


def first_passphrase(result):
    line = next(one for one in result.output.splitlines() if one.startswith("first passphrase"))
    return line.split(":")[1].strip()


def test_somebody_is_added_and_gets_in_with_the_printed_passphrase(people, installed):
    result = people("add", "ada", "--role", "advocate")
    assert result.exit_code == 0, result.output
    who = Coordinator(installed.directory / "review.toml", "kim", PASSPHRASE, installed.code(0))
    with at_desk(who) as (engine, desk):
        attempt = Attempt("ada", first_passphrase(result), "")
        signed_in = sign_in(engine, desk.pins, attempt, datetime.now(UTC), params())
        with reading(engine) as session:
            acts = read_record(session, desk).acts
    assert signed_in.settling
    added = [(act.about["handle"], act.actor) for act in acts if act.action == "person_added"]
    assert added == [("ada", "kim")]


def params():
    from crypto.passwords import Argon2Params

    return Argon2Params(8192, 1, 1)


def test_the_list_names_roles_and_who_left(people):
    people("add", "vik", "--role", "outreach", "--role", "coordinator")
    people("remove", "vik")
    lines = people("list").output.splitlines()
    assert lines[0].split() == ["kim", "advocate,", "coordinator"]
    assert lines[1].split()[:3] == ["vik", "coordinator,", "outreach"]
    assert "not here since 2" in lines[1]


def test_removing_a_coordinator_says_that_a_key_has_to_be_replaced(people):
    people("add", "vik", "--role", "coordinator")
    result = people("remove", "vik")
    assert "organisation's key" in result.output


def test_somebody_who_forgot_gets_a_new_first_passphrase(people):
    first = first_passphrase(people("add", "ada", "--role", "advocate"))
    second = people("reset", "ada")
    assert second.exit_code == 0, second.output
    assert first_passphrase(second) != first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "kim", "--role", "advocate"), "This handle is taken"),
        (("add", "Not A Handle", "--role", "advocate"), "small letters"),
        (("remove", "kim"), "nobody would coordinate"),
        (("remove", "nobody"), "Nobody has this handle"),
        (("reset", "nobody"), "Nobody has this handle"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(people, words, said):
    result = people(*words)
    assert result.exit_code == 1
    assert said in result.output
    assert people("list").output.splitlines() == ["kim  advocate, coordinator"]


@pytest.mark.parametrize("wrong", [{"code": "000000"}, {"passphrase": "x"}, {"handle": "nobody"}])
def test_a_wrong_sign_in_says_nothing_about_what_was_wrong(people, wrong):
    result = people("list", **wrong)
    assert result.exit_code == 1
    assert "Handle, passphrase or code is not right" in result.output


@pytest.mark.parametrize("command", ["list", "add", "remove", "reset"])
def test_help_needs_no_installation(brolly, command):
    assert brolly("people", command, "--help").exit_code == 0


def test_where_the_installation_lies_has_to_be_said(brolly):
    result = brolly("people", "list")
    assert result.exit_code == 2
    assert "Say where the installation lies: people --dir …\n" in result.output


def test_french_is_spoken(people):
    added = people("add", "vik", "--role", "outreach", language="fr")
    assert "première phrase secrète\u202f:" in added.output
    assert people("list", language="fr").output.splitlines() == [
        "kim  intervention, coordination",
        "vik  proximité",
    ]
    wrong = people("list", code="000000", language="fr")
    assert wrong.exit_code == 1
    assert "Erreur\u202f: Le nom ici, la phrase secrète ou le code ne va pas." in wrong.output


def test_who_breaks_off_is_told_what_was_done(brolly, installed):
    result = brolly("people", "--dir", installed.directory, "list", text="kim\n")
    assert result.exit_code == 1
    assert "Broken off. What was not confirmed above was not done." in result.output


def test_a_database_that_is_gone_is_said_and_not_made_anew(brolly, installed):
    (installed.directory / "brolly.db").unlink()
    result = brolly("people", "--dir", installed.directory, "list")
    assert result.exit_code == 1
    assert "is not there. Nothing was started, and none was made." in result.output
    assert not (installed.directory / "brolly.db").exists()


def test_after_a_failure_one_has_to_wait(people):
    said = [people("list", code="000000").output for _ in range(8)]
    assert any("Try again in half a minute" in one for one in said)


def test_an_advocate_is_no_coordinator(installed):
    made = Coordinator(installed.directory / "review.toml", "kim", PASSPHRASE, installed.code(0))
    with at_desk(made) as (engine, desk):
        assert desk.is_a("coordinator")
        with reading(engine) as session:
            assert read_session(session, bytes(32)) is None


def test_no_session_is_left(people, installed):
    import sqlite3

    people("list")
    with sqlite3.connect(installed.directory / "brolly.db") as database:
        assert database.execute("SELECT count(*) FROM session").fetchone() == (0,)


def test_a_directory_without_an_installation_is_said(brolly, tmp_path):
    result = brolly("people", "--dir", tmp_path, "--as", "kim", "list", text="")
    assert result.exit_code == 1
    assert "review.toml is not there" in result.output
