"""The conversation of `brolly init`: what is wrong is asked again, and nothing secret is shown."""

from datetime import UTC, datetime

from crypto.passwords import Argon2Params
from reporting.casework import setup

PASSPHRASE = "four plain invented words"


def test_what_is_wrong_is_asked_again(brolly, answers, tmp_path):
    typed = answers(share="academic acid", wrong_first=True)
    result = brolly("init", "--dir", tmp_path / "place", text=typed)
    assert result.exit_code == 0, result.output
    assert "A passphrase has at least 14 characters." in result.output
    assert result.output.count(" does not fit. ") == 2


def test_a_handle_that_cannot_be_one_is_asked_again_at_once(brolly, answers, tmp_path):
    typed = answers().replace("kim", "Kim", 1).replace("Kim", "Kim\nkim", 1)
    result = brolly("init", "--dir", tmp_path / "place", text=typed)
    assert result.exit_code == 0, result.output
    said = result.output.index("2 to 32 small letters")
    assert said < result.output.index("Passphrase")


def test_a_name_and_a_number_that_no_page_could_show_are_asked_again(brolly, answers, tmp_path):
    typed = f"{'x' * 300}\n{answers()}".replace("604 555-0100", "call us\n604 555-0100", 1)
    result = brolly("init", "--dir", tmp_path / "place", text=typed)
    assert result.exit_code == 0, result.output
    assert "Give it a name of at most 200 characters." in result.output
    assert "This is no phone number." in result.output


def test_a_sheet_of_another_installation_does_not_do(brolly, answers, tmp_path):
    other = Argon2Params(8192, 1, 1)
    stranger = setup.found("kim", PASSPHRASE, datetime.now(UTC).date(), other)
    typed = answers(share=stranger.shares[1])
    result = brolly("init", "--dir", tmp_path / "place", text=typed)
    assert result.output.count("This does not fit. ") == 1
    assert result.exit_code == 0


def test_the_passphrase_is_never_shown(brolly, answers, tmp_path):
    result = brolly("init", "--dir", tmp_path / "place", text=answers())
    assert PASSPHRASE not in result.output


def test_the_conversation_speaks_french_and_takes_a_name_as_french(brolly, answers, tmp_path):
    result = brolly("--lang", "fr", "init", "--dir", tmp_path / "place", text=answers())
    assert result.exit_code == 0, result.output
    for words in (
        "Ceci crée une installation dans",
        "Entrée prend «\u202fSignalements communautaires\u202f».",
        "Une phrase secrète a au moins 14 caractères.",
        "Trois feuilles de mots de secours.",
        "Feuille 2\u202f:",
        "C’est fait. Pour la démarrer\u202f: brolly run --dir",
    ):
        assert words in result.output
    head = (tmp_path / "place" / "intake.toml").read_text().splitlines()[0]
    assert head.startswith("# Ce que sait le programme qui reçoit les signalements.")
