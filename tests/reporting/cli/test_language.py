"""Which language the command speaks, and that click speaks it too."""

import gettext as standard
import os

import click
import pytest

from reporting.cli.language import chosen, current, gettext, speaking


@pytest.mark.parametrize(
    ("words", "environ", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_CA.UTF-8"}, "fr"),
        ([], {"LANG": "FR"}, "fr"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LC_ALL": "C", "LC_MESSAGES": "fr_CA", "LANG": "fr_CA"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "en_CA"}, "fr"),
        ([], {"LC_MESSAGES": "en_CA", "LANG": "fr_CA"}, "en"),
        (["--lang", "fr"], {"LANG": "en_CA"}, "fr"),
        (["--lang=en", "run"], {"LANG": "fr_CA"}, "en"),
        (["-h", "--lang", "fr"], {}, "fr"),
        (["--lang", "xx"], {"LANG": "fr_CA"}, "fr"),
        (["--lang"], {}, "en"),
        # what follows a command is the command's own
        (["init", "--title", "--lang", "fr"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_terminal(words, environ, language):
    assert chosen(words, environ) == language


def test_outside_a_command_it_is_english():
    assert current() == "en"
    assert gettext("Sheet %(number)s", number=2) == "Sheet 2"


def test_texts_are_those_of_the_pages():
    with speaking("fr"):
        assert gettext("Skip to the content") == "Aller au contenu"
        assert gettext("%(handle)s is removed", handle="vik").startswith("vik ne fait plus")


def test_click_speaks_as_we_do_and_nothing_is_left_of_it(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "de")
    before = standard.bindtextdomain(standard.textdomain())
    with speaking("fr"):
        assert click.exceptions.MissingParameter(param_type="option").format_message() == (
            "Il manque l’option."
        )
    assert os.environ["LANGUAGE"] == "de"
    assert standard.bindtextdomain(standard.textdomain()) == before
    monkeypatch.delenv("LANGUAGE")
    with speaking("fr"), speaking("en"):
        assert standard.gettext("Options") == "Options"
    assert "LANGUAGE" not in os.environ
