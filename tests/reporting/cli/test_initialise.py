"""Setting up: with questions, without, and broken off."""

import json
from datetime import UTC, datetime

import pytest

from crypto.private.keyfile import read_keyfile
from crypto.private.printedcodes import codes_of
from reporting.casework.desk import open_desk
from reporting.casework.errors import NotSignedIn
from reporting.casework.onetime import codes_left
from reporting.casework.signin import Attempt, sign_in
from reporting.cli import initialise
from reporting.intake.config import IntakeConfig
from reporting.review.config import ReviewConfig
from reporting.store.documents import newest_document
from reporting.store.engine import open_engine, reading
from reporting.store.members import read_member

PASSPHRASE = "four plain invented words"


def desk_of(directory, handle="kim"):
    config = ReviewConfig.load(directory / "review.toml")
    engine = open_engine(config.database_url, "review")
    with reading(engine) as session:
        key_file = read_member(session, handle).key_file
        identity = read_keyfile(handle, config.installation, PASSPHRASE, key_file).identity
        return open_desk(session, config.pins, handle, identity, datetime.now(UTC))


def test_a_conversation_sets_up_the_first_person_who_coordinates_and_reads(
    brolly, answers, tmp_path
):
    result = brolly("init", "--dir", tmp_path / "place", text=answers())
    assert result.exit_code == 0, result.output
    desk = desk_of(tmp_path / "place")
    assert desk.is_a("coordinator")
    assert desk.is_a("advocate")
    assert desk.settings.title.of("en") == "Corner House"
    assert [number.phone for number in desk.settings.help_numbers][-1] == "604 555-0100"
    assert desk.current().number == 1


def test_somebody_without_a_phone_types_a_code_from_paper_and_it_is_not_used_up(
    brolly, answers, founding, tmp_path
):
    (first, *others) = [
        f"{code[:5]} {code[5:]}" for code in codes_of(founding.change.printed_secret)
    ]
    result = brolly("init", "--dir", tmp_path / "place", text=answers(code=first))
    assert result.exit_code == 0, result.output
    assert all(code in result.output for code in (first, *others))
    now = datetime.now(UTC)
    config = ReviewConfig.load(tmp_path / "place" / "review.toml")
    engine = open_engine(config.database_url, "review")
    attempt = Attempt("kim", PASSPHRASE, first)
    assert sign_in(engine, config.pins, attempt, now, initialise.Argon2Params())
    with pytest.raises(NotSignedIn):
        sign_in(engine, config.pins, attempt, now, initialise.Argon2Params())
    with reading(engine) as session:
        assert codes_left(session, "kim") == 9


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_place_that_is_a_file_is_refused_before_anything_is_asked(brolly, tmp_path, command):
    (tmp_path / "file").touch()
    result = brolly(command, "--dir", tmp_path / "file" / "place")
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {tmp_path / 'file'} is a file, not a directory. Nothing was kept. Choose another --dir.\n"
    )


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_place_that_may_not_be_written_is_refused_before_anything_is_asked(
    brolly, tmp_path, monkeypatch, command
):
    monkeypatch.setattr("os.access", lambda *_: False)
    result = brolly(command, "--dir", tmp_path / "place")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: This user may not write into {tmp_path}. Nothing was")


def test_breaking_off_leaves_nothing_behind(brolly, answers, tmp_path):
    typed = answers().rsplit("\n", 2)[0]  # everything but the share
    result = brolly("init", "--dir", tmp_path / "place", text=typed)
    assert result.exit_code == 1
    assert not (tmp_path / "place").exists()


def test_a_script_sets_up_without_questions(installed):
    desk = desk_of(installed.directory)
    assert desk.handle == "kim"
    assert len(installed.recovery_shares) == 3
    assert IntakeConfig.load(installed.directory / "intake.toml").pins == desk.pins


def test_a_second_set_up_in_one_place_changes_nothing(init, installed):
    before = (installed.directory / "intake.toml").read_text()
    result = init(installed.directory)
    assert result.exit_code == 1
    assert "holds an installation already" in result.output
    assert (installed.directory / "intake.toml").read_text() == before


def test_a_database_of_another_installation_is_left_alone(init, installed, tmp_path):
    url = f"sqlite:///{installed.directory / 'brolly.db'}"
    result = init(tmp_path / "second", "--database-url", url)
    assert result.exit_code == 1
    assert "This database holds an installation already" in result.output
    assert list((tmp_path / "second").iterdir()) == []


def test_a_database_that_is_not_there_is_said(init, tmp_path):
    url = "postgresql://127.0.0.1:1/none"
    result = init(tmp_path / "place", "--database-url", url)
    assert result.exit_code == 1
    assert "Nothing was kept" in result.output
    assert not (tmp_path / "place" / "intake.toml").exists()


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("--handle", "--handle"), ("--help-number", "--help-number"), ("--passphrase-file", "file")],
)
def test_a_script_is_told_what_is_missing(brolly, tmp_path, left_out, said):
    options = {"--handle": "kim", "--help-number": "604 555-0100", "--passphrase-file": "-"}
    words = [word for pair in options.items() if pair[0] != left_out for word in pair]
    result = brolly("init", "--dir", tmp_path, "--json", *words, text=f"{PASSPHRASE}\n")
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--handle", "Kim Smith", "small letters"),
        ("--help-number", "call us", "as people dial it"),
        ("--title", "x" * 300, "at most 200 characters"),
    ],
)
def test_what_no_page_could_show_is_refused(init, tmp_path, option, value, said):
    result = init(tmp_path / "place", option, value)
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "place").exists()


@pytest.mark.postgres
def test_postgresql_gets_its_tables_and_roles(init, tmp_path, postgresql_url):
    result = init(tmp_path / "place", "--database-url", postgresql_url)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["handle"] == "kim"
    intake = open_engine(IntakeConfig.load(tmp_path / "place" / "intake.toml").database_url)
    with reading(intake) as session:
        assert "Community reports" in newest_document(session, "settings").body.decode()
    intake.dispose()
