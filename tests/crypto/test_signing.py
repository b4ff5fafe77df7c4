"""Signatures are RFC 8032's, over a labelled statement."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from crypto.errors import Malformed
from crypto.signing import Signer
from crypto.suite import prefixed

# RFC 8032, section 7.1, test 1.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


def test_a_key_comes_of_its_seed_as_in_rfc_8032() -> None:
    assert Signer(SEED).verifying_key.hex() == KEY


def test_the_label_is_signed_with_the_statement(signer: Signer) -> None:
    signature = signer.sign("brolly/part/v1", b"statement")
    assert len(signature) == 64
    message = prefixed(b"brolly/part/v1", b"statement")
    Ed25519PublicKey.from_public_bytes(signer.verifying_key).verify(signature, message)
    assert signature == signer.sign("brolly/part/v1", b"statement")
    assert signature != signer.sign("brolly/reply/v1", b"statement")


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_has_32_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        Signer(bytes(length))


def test_random_signers_differ() -> None:
    assert Signer.random().verifying_key != Signer.random().verifying_key


def test_a_signer_does_not_show_its_seed() -> None:
    signer = Signer(SEED)
    assert SEED.hex() not in repr(signer)
    assert str(SEED) not in repr(signer)
    assert not hasattr(signer, "__dict__")
