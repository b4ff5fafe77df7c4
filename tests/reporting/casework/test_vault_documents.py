"""A document in the vault: as it was written, by who has the circle's keys, and no earlier version."""

from dataclasses import replace

import pytest

from reporting.casework.errors import Damaged, NoKey
from reporting.casework.vault_documents import VaultDocument

NOTICE = VaultDocument("notice", table="canned", column="note", keys=frozenset({"text"}))
ROW = bytes(range(16))


@pytest.fixture
def row(group):
    return NOTICE.seal(group.desk(), ROW, 2, {"text": "Élevé"})


def test_it_comes_back_as_it_was_written_padded_by_its_column(group, row):
    said = NOTICE.open(group.desk("bo"), row)
    assert (said.text("text"), said.number("version")) == ("Élevé", 2)
    assert len(row.ciphertext) == 1 + 12 + 4 * 1024 + 16


def test_an_earlier_version_under_a_newer_number_is_damaged(group, row):
    with pytest.raises(Damaged, match="another version"):
        NOTICE.open(group.desk(), replace(row, version=3))


@pytest.mark.parametrize(
    "other",
    [
        replace(NOTICE, name="draft"),
        replace(NOTICE, table="draft"),
        replace(NOTICE, column="card"),
        replace(NOTICE, keys=frozenset({"text", "more"})),
    ],
)
def test_a_document_of_another_kind_or_place_is_damaged(group, row, other):
    with pytest.raises(Damaged, match="cannot be opened"):
        other.open(group.desk(), row)


def test_without_the_circles_keys_it_stays_closed(group, row):
    with pytest.raises(NoKey):
        NOTICE.open(group.desk("vik"), row)
