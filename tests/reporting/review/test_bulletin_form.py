from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from reporting.domain.bulletin import Quote
from reporting.domain.errors import Invalid
from reporting.review.bulletin_form import from_form

SENT = [
    ("keep", "happening.severity"),
    ("keep", "persons.1.person_marks"),
    ("text.persons.1.person_marks", " a snake\u202e tattoo "),
    ("text.persons.1.person_name", "not ticked"),
    ("summary.en", " Locks the doors. "),
    ("summary.fr", ""),
    ("quote", "hey you"),
    ("quote_reason", "he always says it"),
    ("quote", ""),
    ("quote_reason", ""),
    ("expires", "2026-04-01"),
    ("unconfirmed", "yes"),
    ("reason.0123456789abcdef", " his own habit "),
]


def test_a_form_is_read_as_it_was_meant():
    written = from_form(MultiDict(SENT)).written()
    assert written.kept == {"happening.severity": "", "persons.1.person_marks": "a snake tattoo"}
    assert written.summary == {"en": "Locks the doors."}
    assert written.quotes == (Quote("hey you", "he always says it"),)
    assert written.reasons == {"0123456789abcdef": "his own habit"}
    assert (written.expires, written.urgent, written.unconfirmed) == (
        date(2026, 4, 1),
        False,
        True,
    )


def test_an_empty_form_is_an_empty_bulletin_without_a_day():
    typed = from_form(MultiDict())
    assert (typed.kept, typed.summary, typed.quotes) == ({}, {"en": "", "fr": ""}, ())
    with pytest.raises(Invalid) as invalid:
        typed.written()
    assert [problem.field for problem in invalid.value.problems] == ["expires"]


def test_quotes_without_a_partner_and_too_many_of_them_do_no_harm():
    many = MultiDict([("quote", "x"), *[("quote", "y")] * 99, *[("quote_reason", "z")] * 70])
    assert len(from_form(many).quotes) == 40
