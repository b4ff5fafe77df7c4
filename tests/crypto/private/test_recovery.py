"""Recovery shares: any two of three, typed by tired people."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
import shamir_mnemonic
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic.share import Share

from crypto.errors import Malformed, NotEnoughShares
from crypto.private.recovery import join, split

SEED = bytes(range(32))
SHARES = split(SEED)


def test_any_two_shares_in_any_order_bring_the_seed_back() -> None:
    for pair in permutations(SHARES, 2):
        assert join(pair) == SEED
    assert join(SHARES) == SEED


def test_a_share_is_33_words_and_two_splits_differ() -> None:
    assert [len(share.split()) for share in SHARES] == [33, 33, 33]
    assert split(SEED) != SHARES


@pytest.mark.parametrize("shares", [[], [SHARES[0]], [SHARES[0], SHARES[0]]])
def test_one_sheet_is_not_enough(shares: list[str]) -> None:
    with pytest.raises(NotEnoughShares):
        join(shares)


def test_typing_is_forgiven() -> None:
    shouted = SHARES[0].upper().replace(" ", "\n  ")
    short = " ".join(word[:4] for word in SHARES[2].split())
    assert join([shouted, short]) == SEED


@pytest.mark.parametrize("at", [0, 4, 20, 32])
def test_a_wrong_word_is_noticed(at: int) -> None:
    words = SHARES[0].split()
    words[at] = "academic" if words[at] != "academic" else "acid"
    with pytest.raises(NotEnoughShares):
        join([" ".join(words), SHARES[1]])


def test_a_third_sheet_that_does_not_fit_is_noticed() -> None:
    with pytest.raises(NotEnoughShares):
        join([SHARES[0], SHARES[1], split(SEED)[2]])


def test_a_third_sheet_with_another_value_and_a_good_checksum_is_noticed() -> None:
    third = Share.from_mnemonic(SHARES[2])
    spoilt = replace(third, value=bytes(32)).mnemonic()
    with pytest.raises(NotEnoughShares):
        join([SHARES[0], SHARES[1], spoilt])


def test_sheets_of_two_sets_are_refused() -> None:
    with pytest.raises(NotEnoughShares):
        join([SHARES[0], split(SEED)[1]])


def test_a_sheet_that_asks_for_hours_of_work_is_refused() -> None:
    ((slow, other, _),) = shamir_mnemonic.generate_mnemonics(
        1, [(2, 3)], SEED, iteration_exponent=2
    )
    with pytest.raises(NotEnoughShares):
        join([slow, other])


def test_no_message_repeats_a_typed_word() -> None:
    with pytest.raises(NotEnoughShares) as caught:
        join(["secretword " * 33, SHARES[1]])
    assert "secretword" not in str(caught.value)


def test_shares_made_elsewhere_by_the_standard_are_read() -> None:
    ((first, _, third),) = shamir_mnemonic.generate_mnemonics(1, [(2, 3)], SEED, extendable=False)
    assert join([first, third]) == SEED


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_seed_has_32_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        split(bytes(length))


@given(shares=st.lists(st.text(max_size=80), max_size=4))
def test_arbitrary_text_raises_only_our_errors(shares: list[str]) -> None:
    with pytest.raises(NotEnoughShares):
        join(shares)


@given(words=st.lists(st.sampled_from(SHARES[0].split()), min_size=20, max_size=40))
def test_arbitrary_words_of_the_list_raise_only_our_errors(words: list[str]) -> None:
    with pytest.raises(NotEnoughShares):
        join([" ".join(words), SHARES[1]])
