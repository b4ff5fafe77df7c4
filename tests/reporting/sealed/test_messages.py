from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.sealed.errors import NotDecodable
from reporting.sealed.messages import (
    Answer,
    Message,
    answer_bytes,
    message_bytes,
    read_answer,
    read_message,
)

DAY = date(2026, 11, 20)
REPORT = b"r" * 16


@pytest.mark.parametrize("kind", ["message", "question"])
def test_a_message_comes_back_as_it_was(kind):
    read = read_message(message_bytes(Message(REPORT, 1, b"", DAY, "fr", "Merci. 💬", kind)))
    assert (read.report, read.sequence, read.previous, read.day) == (REPORT, 1, b"", DAY)
    assert (read.language, read.text, read.kind) == ("fr", "Merci. 💬", kind)
    second = read_message(message_bytes(Message(REPORT, 2, read.digest, DAY, "en", "And", kind)))
    assert second.previous == read.digest


def test_an_answer_comes_back_as_it_was():
    read = read_answer(answer_bytes(Answer(REPORT, DAY, "en", "No more, please", True)))
    assert (read.report, read.day, read.language, read.text) == (
        REPORT,
        DAY,
        "en",
        "No more, please",
    )
    assert read.stop_replies is True


def test_what_is_said_stays_out_of_logs():
    assert "secret" not in repr(Message(REPORT, 1, b"", DAY, "en", "secret"))
    assert "secret" not in repr(Answer(REPORT, DAY, "en", "secret"))


@pytest.mark.parametrize(
    "values",
    [
        {"text": "  "},
        {"text": "x" * 10_001},
        {"sequence": 0},
        {"previous": "00" * 32},
        {"kind": "order"},
        {"v": 2},
        {"extra": 1},
        {"report": "00"},
    ],
)
def test_another_message_is_refused(values):
    document = json.loads(message_bytes(Message(REPORT, 1, b"", DAY, "en", "Hello")))
    with pytest.raises(NotDecodable):
        read_message(json.dumps({**document, **values}).encode())


@pytest.mark.parametrize(
    "values", [{"text": ""}, {"text": "x" * 10_001}, {"stop_replies": 1}, {"day": "today"}]
)
def test_another_answer_is_refused(values):
    document = json.loads(answer_bytes(Answer(REPORT, DAY, "en", "Hello")))
    with pytest.raises(NotDecodable):
        read_answer(json.dumps({**document, **values}).encode())


def test_stop_needs_no_words():
    assert read_answer(answer_bytes(Answer(REPORT, DAY, "en", "", True))).stop_replies


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_only_ever_refused(content):
    for read in (read_message, read_answer):
        with pytest.raises(NotDecodable):
            read(content)
