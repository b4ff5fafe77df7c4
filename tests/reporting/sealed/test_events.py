from __future__ import annotations

import json
from datetime import date

import pytest

from crypto.padding import pad
from reporting.sealed.errors import NotDecodable
from reporting.sealed.events import HAPPENINGS, LONGEST_DETAIL, Event, event_bytes, read_event

DAY = date(2026, 11, 20)
REPORT = b"r" * 16


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_an_event_comes_back_as_it_was(happening):
    read = read_event(event_bytes(Event(REPORT, 2, b"p" * 32, DAY, happening, "12")))
    assert (read.sequence, read.previous, read.event, read.detail) == (
        2,
        b"p" * 32,
        happening,
        "12",
    )


@pytest.mark.parametrize("sign", ["a", "é", "字"])
def test_the_longest_event_fits_the_one_size_of_its_compartment(sign):
    event = Event(REPORT, 2**20, b"p" * 32, DAY, "deletion_stopped", sign * LONGEST_DETAIL)
    overhead = 1 + 1 + 10 + 4 + 64  # a reply of a circle with a name of ten letters
    assert len(pad("status", bytes(overhead) + event_bytes(event))) == 1024


@pytest.mark.parametrize(
    "values",
    [{"event": "published"}, {"detail": "x" * 201}, {"sequence": 0}, {"previous": ""}, {"v": 2}],
)
def test_another_event_is_refused(values):
    document = json.loads(event_bytes(Event(REPORT, 2, b"p" * 32, DAY, "sheet", "12")))
    with pytest.raises(NotDecodable):
        read_event(json.dumps({**document, **values}).encode())
