"""What is said fits a terminal, and stays a line for who reads a log."""

import io

import click
import pytest

from reporting.cli.language import speaking
from reporting.cli.speech import BrokenOff, Trouble, folded, in_columns, leaving, worded
from reporting.domain.worded import Worded


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")


def test_lines_break_between_words_and_never_inside_an_option_or_a_french_sign():
    text = "Rien n’a été gardé\u202f: choisissez un autre --intake-port\u202f! Ceci est la fin."
    lines = folded(text, Terminal()).split("\n")
    assert all(len(line) < 40 for line in lines)
    assert " ".join(lines) == text
    assert any("--intake-port\u202f!" in line for line in lines)


def test_a_path_that_is_too_long_is_not_cut():
    path = "/srv/" + "x" * 60
    assert path in folded(f"The database {path} is not there.", Terminal()).split("\n")


def test_elsewhere_a_sentence_is_one_line():
    assert folded("word " * 40, io.StringIO()) == "word " * 40


def test_paragraphs_stay_apart():
    assert folded("one\n\ntwo", Terminal()) == "one\n\ntwo"


def test_columns_begin_below_each_other():
    assert in_columns([("a", "bb", "c"), ("long", "b", "")]) == ["a     bb  c", "long  b"]


@pytest.mark.parametrize(("language", "first"), [("en", "Error: "), ("fr", "Erreur\u202f: ")])
def test_an_error_is_told_in_the_language_that_is_spoken(language, first):
    said = Terminal()
    with speaking(language):
        Trouble("What happened, and what was kept.").show(said)
    assert said.getvalue() == f"{first}What happened, and what was\nkept.\n"


@pytest.mark.parametrize("how", [click.Abort, KeyboardInterrupt])
def test_who_leaves_is_told_what_became_of_it(how):
    said = io.StringIO()
    with pytest.raises(BrokenOff) as caught, leaving("Nothing was kept."):
        raise how
    caught.value.show(said)
    assert said.getvalue() == "\nNothing was kept.\n"
    assert caught.value.exit_code == 1


def test_a_condition_is_said_in_the_language_that_is_spoken():
    error = Worded("%(handle)s is removed", handle="vik")
    with speaking("fr"):
        assert worded(error) == "vik ne fait plus partie de l’équipe"
    assert worded(error) == "vik is removed"
