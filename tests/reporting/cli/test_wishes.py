"""What is wrong with a wish is said before anything is asked or made."""

from pathlib import Path

import click
import pytest

from reporting.cli.language import speaking
from reporting.cli.speech import Trouble
from reporting.cli.wishes import Wishes, refuse_what_is_wrong, without_questions

WHOLE = Wishes(Path("/nowhere"), "Corner House", "604 555-0100", "kim", "four plain words")


def test_options_that_were_not_given_are_empty():
    given = {"directory": Path("/x"), "title": None, "handle": "kim", "as_json": True}
    assert Wishes.of(given) == Wishes(Path("/x"), handle="kim", as_json=True)


def test_nothing_secret_is_shown():
    shown = repr(Wishes(Path("/x"), passphrase="pp", database_url="dd", intake_database_url="ii"))
    assert not any(secret in shown for secret in ("pp", "dd", "ii"))


def test_what_can_be_used_is_taken():
    refuse_what_is_wrong(WHOLE)
    refuse_what_is_wrong(Wishes(Path("/x")))
    assert without_questions(WHOLE) == WHOLE


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_script_gets_the_neutral_name(language):
    wished = Wishes(Path("/x"), help_number="604 555-0100", handle="kim", passphrase="p" * 20)
    with speaking(language):
        named = without_questions(wished).title
    assert named == {"en": "Community reports", "fr": "Signalements communautaires"}[language]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"help_number": "call"}, "no phone number"),
        ({"handle": "Kim Smith"}, "small letters"),
        ({"passphrase": "short"}, "at least 14 characters"),
    ],
)
def test_what_cannot_be_used_is_said_with_what_was_kept(wrong, said):
    with pytest.raises(Trouble, match=f"{said}.* Nothing was kept"):
        refuse_what_is_wrong(Wishes(Path("/x"), **wrong))


def test_a_script_is_told_everything_that_is_missing():
    with pytest.raises(click.UsageError, match="--handle, --help-number, --passphrase-file"):
        without_questions(Wishes(Path("/x"), as_json=True))
