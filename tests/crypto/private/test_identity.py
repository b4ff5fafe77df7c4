"""A person's two keys."""

from __future__ import annotations

import pytest

from crypto.errors import Malformed
from crypto.private.identity import Identity


def test_the_same_seeds_give_the_same_public_keys() -> None:
    first = Identity.from_seeds(b"\x01" * 32, b"\x02" * 32)
    again = Identity.from_seeds(b"\x01" * 32, b"\x02" * 32)
    assert first.opening.public.raw == again.opening.public.raw
    assert first.signer.verifying_key == again.signer.verifying_key


def test_two_people_share_nothing() -> None:
    first, second = Identity.random(), Identity.random()
    assert first.opening.public.raw != second.opening.public.raw
    assert first.signer.verifying_key != second.signer.verifying_key
    assert first.opening_seed != first.signing_seed


def test_the_seeds_do_not_show_in_a_log() -> None:
    identity = Identity.from_seeds(b"\xab" * 32, b"\xcd" * 32)
    assert r"\xab" not in repr(identity)
    assert "abab" not in repr(identity)


@pytest.mark.parametrize("seeds", [(b"", b"\x02" * 32), (b"\x01" * 32, b"\x02" * 31)])
def test_a_seed_has_32_bytes(seeds: tuple[bytes, bytes]) -> None:
    with pytest.raises(Malformed):
        Identity.from_seeds(*seeds)
