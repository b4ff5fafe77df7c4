"""Help, and what is wrong with a command line, in the language that is spoken."""

import click
import pytest

from reporting.cli import main
from reporting.cli.language import speaking
from reporting.cli.spoken import Argument, Option


def everything(command=main, name="brolly"):
    """Every command with its whole name."""
    yield name, command
    for more, one in sorted(getattr(command, "commands", {}).items()):
        yield from everything(one, f"{name} {more}")


COMMANDS = dict(everything())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_word_of_help_is_translated(name):
    for one in (COMMANDS[name], *COMMANDS[name].params):
        if getattr(one, "hidden", False):
            continue
        for attribute in {"help", "metavar", "subcommand_metavar"} & set(dir(one)):
            with speaking("en"):
                english = getattr(one, attribute)
            with speaking("fr"):
                french = getattr(one, attribute)
            # the one placeholder that French has from the same word
            same = english is None or english == "PORT"
            assert same or french != english, f"{name}: {attribute} of {one.name}: {english}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_explains_itself(name):
    for one in COMMANDS[name].params:
        assert isinstance(one, Option | Argument) or one.hidden, one
        assert isinstance(one, click.Argument) or one.hidden or one.help, one


def test_help_is_given_in_both_languages_by_one_process(brolly):
    french, english = brolly("--lang", "fr", "run", "-h"), brolly("--lang", "en", "run", "-h")
    assert french.output.startswith("Usage\u202f: brolly run [OPTIONS]\n")
    assert "\nOptions\u202f:\n" in french.output
    assert "--dir DOSSIER" in french.output
    assert "[obligatoire]" in french.output
    assert "[par défaut\u202f: 8001]" in french.output
    assert "montrer ceci et terminer" in french.output
    assert english.output.startswith("Usage: brolly run [OPTIONS]\n")
    assert "show this and end" in english.output


def test_the_list_of_commands_cuts_no_sentence(brolly):
    for language in ("en", "fr"):
        said = brolly("--lang", language, "--help").output
        assert "..." not in said
        assert all(len(line) <= 80 for line in said.splitlines())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "Erreur\u202f: Pas de commande «\u202fnothing\u202f».\n"),
        (["--lng"], "Pas d’option «\u202f--lng\u202f». Peut-être '--lang'\u202f?\n"),
        (["run"], "Erreur\u202f: Il manque l’option '--dir'.\n"),
        (["run", "--dir"], "L’option «\u202f--dir\u202f» demande une valeur.\n"),
        (["run", "--dir", ".", "more"], "Un mot de trop sur la ligne (more)\n"),
        (
            ["run", "--dir", ".", "--intake-port", "x"],
            "'--intake-port'\u202f: x n’est pas un port.",
        ),
        (["demo", "--json=1"], "L’option «\u202f--json\u202f» ne prend pas de valeur.\n"),
        (["people", "--dir", "."], "Il manque une commande.\n"),
        (["people", "--dir", ".", "add"], "Il manque 'NOM'.\n"),
        (["people", "--dir", ".", "add", "a", "--role", "x"], "n’est pas l’un de ces choix\u202f:"),
        (["people", "--dir", ".", "add", "a"], "Il manque l’option '--role'. Au choix\u202f:\n"),
        (["intake"], "Dites où se trouve l’installation\u202f: --dir ou --config.\n"),
    ],
)
def test_a_line_that_says_something_wrong_is_told_so_in_french(brolly, words, said):
    result = brolly("--lang", "fr", *words)
    assert result.exit_code == 2
    assert said in result.output
    assert "» explique la commande.\n" in result.output


def test_a_language_that_is_not_spoken_is_refused_in_that_of_the_terminal(brolly, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    result = brolly("--lang", "de", "run")
    assert result.exit_code == 2
    assert (
        "'--lang'\u202f: «\u202fde\u202f» n’est pas l’un de ces choix\u202f: 'en', 'fr'."
        in result.output
    )


def test_without_a_word_a_group_shows_its_help_in_the_language_of_the_terminal(brolly, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    result = brolly()
    assert result.exit_code == 2
    assert result.output.startswith("Usage\u202f: brolly [OPTIONS] COMMANDE [ARGS]…\n")
