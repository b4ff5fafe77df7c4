"""What the page of a code is made of, before anything of anybody's is in it."""

import re

import pytest

from reporting.intake.returnpieces import PROBLEMS

MARK = re.compile(r"%\([^)]*\)s")


@pytest.fixture
def pieces(client):
    return lambda language: client.get(f"/return/pieces?lang={language}").get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_room_of_the_page_without_scripts_is_in_it(pieces, language):
    page = pieces(language)
    for control in ("answer_text", "stop_replies", "comment_%(name)s", "scope", "new_word"):
        assert f'name="{control}"' in page
    for deed in ("answer", "approve %(name)s", "consent", "delete", "keep", "code", "add"):
        assert f'value="{deed}"' in page
    assert all(f'data-say="{name}"' in page for name in PROBLEMS)


def test_its_form_posts_nowhere_by_itself(pieces):
    (form,) = re.findall(r"<form [^>]*>", pieces("en"))
    assert 'method="dialog"' in form
    assert "action" not in form


def test_it_holds_marks_where_values_come(pieces):
    marks = set(MARK.findall(pieces("en")))
    assert {"%(opened.received|long)s", "%(it)s", "%(entry.types)s", "%(counts|full)s"} <= marks
    # the object of Python that a template writes by mistake
    assert "Place object" not in pieces("en")


def test_it_has_the_words_of_every_consent_and_the_names_of_forces(pieces):
    page = pieces("fr")
    assert 'data-wording="2026-11 en"' in page
    assert 'data-wording="2026-11 fr"' in page
    assert 'data-consent="police_own_words"' in page
    assert "<ul data-forces>" in page
