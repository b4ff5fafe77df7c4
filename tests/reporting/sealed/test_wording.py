from __future__ import annotations

import json
from datetime import date

import pytest

from reporting.domain.bulletin import BulletinBody
from reporting.domain.bulletin_facts import Facts
from reporting.sealed.errors import NotDecodable
from reporting.sealed.wording import (
    VERDICTS,
    Wording,
    WordingAnswer,
    read_wording,
    read_wording_answer,
    wording_answer_bytes,
    wording_bytes,
)

DAY = date(2026, 11, 20)
REPORT, DRAFT = b"r" * 16, b"d" * 16
BODY = BulletinBody(facts=Facts(), expires=date(2026, 12, 24), summary={"en": "Careful."})
WORDING = Wording(REPORT, DAY, date(2026, 11, 27), DRAFT, BODY)


def test_a_wording_comes_back_as_it_was():
    read = read_wording(wording_bytes(WORDING))
    assert read == WORDING
    assert read.digest == BODY.digest


@pytest.mark.parametrize(
    "values",
    [
        {"digest": "00" * 32},
        {"body": {**BODY.to_json(), "summary": {"en": "Other words."}}},
        {"body": {}},
        {"draft": "00"},
        {"answer_by": ""},
    ],
)
def test_other_words_than_the_digest_says_are_refused(values):
    document = {**json.loads(wording_bytes(WORDING)), **values}
    with pytest.raises(NotDecodable):
        read_wording(json.dumps(document).encode())


@pytest.mark.parametrize("verdict", VERDICTS)
def test_an_answer_comes_back_as_it_was(verdict):
    answer = WordingAnswer(REPORT, DAY, DRAFT, BODY.digest, verdict, "Not the van.")
    assert read_wording_answer(wording_answer_bytes(answer)) == answer


@pytest.mark.parametrize(
    "values",
    [{"answer": "maybe"}, {"answer": "correct", "comment": " "}, {"comment": "x" * 2001}],
)
def test_another_answer_is_refused(values):
    answer = WordingAnswer(REPORT, DAY, DRAFT, BODY.digest, "approve", "")
    document = {**json.loads(wording_answer_bytes(answer)), **values}
    with pytest.raises(NotDecodable):
        read_wording_answer(json.dumps(document).encode())
