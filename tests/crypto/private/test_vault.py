"""The vault: a cell opens at its own table, column, row and epoch, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.envelope import Place, Recipient
from crypto.errors import CannotOpen, CryptoError, Malformed, TooLarge
from crypto.private.opening import OpeningKey, open_content, unwrap_content_key
from crypto.private.vault import OTHER_SIZES, Vault
from crypto.sealing import seal

VAULT = Vault("main", 1, b"\x05" * 32)
ROW = b"r" * 16


def test_a_card_opens_where_it_was_sealed() -> None:
    sealed = VAULT.seal("card", "card", ROW, b'{"severity": 3}')
    assert VAULT.open("card", "card", ROW, sealed) == b'{"severity": 3}'
    assert len(sealed) == 1 + 12 + 8 * 1024 + 16


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [("note", "card", ROW), ("card", "note", ROW), ("card", "card", b"s" * 16)],
)
def test_a_cell_moved_elsewhere_does_not_open(table: str, column: str, row: bytes) -> None:
    sealed = VAULT.seal("card", "card", ROW, b"body")
    with pytest.raises(CannotOpen):
        VAULT.open(table, column, row, sealed)


@pytest.mark.parametrize(
    "other",
    [
        Vault("main", 2, b"\x05" * 32),
        Vault("night", 1, b"\x05" * 32),
        Vault("main", 1, b"\x06" * 32),
    ],
)
def test_another_vault_does_not_open(other: Vault) -> None:
    sealed = VAULT.seal("card", "card", ROW, b"body")
    with pytest.raises(CannotOpen):
        other.open("card", "card", ROW, sealed)


def test_names_run_together_do_not_meet() -> None:
    sealed = VAULT.seal("ab", "c", ROW, b"body")
    with pytest.raises(CannotOpen):
        VAULT.open("a", "bc", ROW, sealed)


def test_a_column_without_a_class_is_padded_all_the_same() -> None:
    assert len(VAULT.seal("sheet", "title", ROW, b"")) == len(
        VAULT.seal("sheet", "title", ROW, b"x" * 900)
    )
    with pytest.raises(TooLarge):
        VAULT.seal("sheet", "title", ROW, b"x" * OTHER_SIZES[-1])


def test_filing_moves_the_key_and_leaves_the_ciphertext() -> None:
    epoch = OpeningKey(b"\x09" * 32)
    place = Place(bytes(16), b"r" * 16, "account", b"i" * 16)
    envelope = seal(place, b"account", [Recipient("main", 1, epoch.public)])
    filed = VAULT.seal_content_key(
        "filed_key", place.item, unwrap_content_key(place, envelope.wraps[0], epoch)
    )
    assert len(filed) == 1 + 12 + 36 + 16
    content_key = VAULT.open_content_key("filed_key", place.item, filed)
    assert open_content(place, envelope.ciphertext, content_key) == b"account"


def test_a_content_key_has_32_bytes() -> None:
    with pytest.raises(Malformed):
        VAULT.seal_content_key("filed_key", ROW, b"short")
    short = VAULT.seal("filed_key", "content_key", ROW, b"short")
    with pytest.raises(CannotOpen):
        VAULT.open_content_key("filed_key", ROW, short)


def test_a_vault_key_has_32_bytes() -> None:
    with pytest.raises(Malformed):
        Vault("main", 1, b"\x05" * 16)


@given(sealed=st.binary(max_size=200))
def test_arbitrary_bytes_raise_only_our_errors(sealed: bytes) -> None:
    with pytest.raises(CryptoError):
        VAULT.open("card", "card", ROW, sealed)
