"""Notes and structure: encrypted, in order, whose they are, and never another case's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.errors import TooLarge
from reporting.casework.notes import note_row, read_notes, staff_structure, structure_row
from reporting.domain.report import Account, Identifier

REPORT = bytes(range(16))
GIVEN = Account(
    {"what_happened": "never kept here"},
    persons=({"person_name": "Mike"},),
    identifiers=(Identifier("phone", "604 555-0142"),),
)


def test_notes_come_in_the_order_they_were_written(group):
    desk = group.desk("ada")
    rows = [note_row(desk, REPORT, before, f"note {before}") for before in range(3)]
    notes = read_notes(group.desk("bo"), reversed(rows))
    assert [note.text for note in notes] == ["note 0", "note 1", "note 2"]
    assert {note.by for note in notes} == {"ada"}


def test_nothing_of_it_is_in_the_row(group):
    row = note_row(group.desk(), REPORT, 0, "a secret of hers")
    assert b"secret" not in row.ciphertext
    assert b'"ada"' not in row.ciphertext


def test_the_newest_structure_counts_and_holds_no_words_of_hers(group):
    desk = group.desk()
    rows = [
        structure_row(desk, REPORT, 0, replace(GIVEN, persons=())),
        structure_row(desk, REPORT, 1, GIVEN),
        note_row(desk, REPORT, 2, "in between"),
    ]
    found = staff_structure(desk, rows)
    assert found == replace(GIVEN, answers={})
    assert staff_structure(desk, rows[2:]) is None


def test_a_note_of_another_case_is_lost_and_said_to_be(group):
    desk = group.desk()
    row = replace(note_row(desk, REPORT, 0, "theirs"), report=bytes(16))
    (note,) = read_notes(desk, [row])
    assert (note.text, note.by, note.account) == ("", "", None)


@pytest.mark.parametrize("junk", [b"\x01", b"\x01" + bytes(5000), b"\x02junk"])
def test_a_note_that_was_changed_is_lost_and_said_to_be(group, junk):
    desk = group.desk()
    row = replace(note_row(desk, REPORT, 0, "mine"), ciphertext=junk)
    assert read_notes(desk, [row])[0].text == ""


def test_a_note_has_an_end(group):
    with pytest.raises(TooLarge):
        note_row(group.desk(), REPORT, 0, "é" * 9000)
