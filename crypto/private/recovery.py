"""The recovery seed on three sheets of paper, any two of which bring it back.

SLIP-39 (https://github.com/satoshilabs/slips/blob/master/slip-0039.md) with one group, two of
three, no passphrase, iteration exponent 1: 33 words a sheet, the last three a checksum. One sheet
alone says nothing about the seed.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import shamir_mnemonic
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from crypto.errors import Malformed, NotEnoughShares

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARES = 3
THRESHOLD = 2
SEED_BYTES = 32
ITERATION_EXPONENT = 1
"""SLIP-39's work factor for a passphrase; there is none here, so the smallest that tools expect."""

_WORD_OF = {word[:4]: word for word in WORDLIST}
"""SLIP-39 words differ within their first four letters, so those are enough when typing."""


def split(seed: bytes) -> tuple[str, str, str]:
    """Split a seed of 32 bytes into three shares of 33 words. Raises Malformed."""
    if len(seed) != SEED_BYTES:
        raise Malformed(f"a recovery seed has {SEED_BYTES} bytes")
    ((first, second, third),) = shamir_mnemonic.generate_mnemonics(
        1, [(THRESHOLD, SHARES)], seed, iteration_exponent=ITERATION_EXPONENT
    )
    return first, second, third


def join(shares: Sequence[str]) -> bytes:
    """Bring the seed back from two or three shares as typed; case, spacing and line ends are free.

    Raises NotEnoughShares when fewer than two different sheets are there, a word is not in the
    list, a checksum is wrong, or the sheets are not of one set. Three sheets must agree, so that a
    spoilt third is noticed while there is time to copy it again.
    """
    read = {share.index: share for share in map(_read, shares)}
    if len(read) < THRESHOLD:
        raise NotEnoughShares(f"{len(read)} different shares, where {THRESHOLD} are needed")
    # A digest inside the secret (SLIP-39, "Sharing a secret") makes every pair that fits agree.
    first, *_ = [_combine(pair) for pair in combinations(read.values(), THRESHOLD)]
    return first


def _read(text: str) -> Share:
    """Read one sheet, refusing every shape but ours.

    A share names its own work factor, up to 2^15 times ours: a false sheet would stall whoever
    types it, hence the check before anything is combined.
    """
    words = [_WORD_OF.get(word[:4], word) for word in text.lower().split()]
    try:
        share = Share.from_mnemonic(" ".join(words))
    except shamir_mnemonic.MnemonicError:
        # The library's message quotes the words.
        raise NotEnoughShares("a share is mistyped or incomplete") from None
    shape = (share.group_count, share.member_threshold, share.iteration_exponent)
    if shape != (1, THRESHOLD, ITERATION_EXPONENT) or len(share.value) != SEED_BYTES:
        raise NotEnoughShares("a recovery share of another kind")
    return share


def _combine(pair: Sequence[Share]) -> bytes:
    try:
        seed = shamir_mnemonic.combine_mnemonics([share.mnemonic() for share in pair])
    except shamir_mnemonic.MnemonicError:
        raise NotEnoughShares("the shares do not belong together") from None
    return bytes(seed)
