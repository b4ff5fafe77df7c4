"""Key files: the passphrase opens them, for this handle in this installation, and nothing else."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpen, CryptoError, Malformed, UnknownVersion
from crypto.passwords import Argon2Params, derive
from crypto.private.identity import Identity
from crypto.private.keyfile import (
    KEYFILE_BYTES,
    KEYFILE_WITH_CODES_BYTES,
    KeyFileContents,
    decoy_keyfile,
    read_header,
    read_keyfile,
    write_keyfile,
)
from crypto.suite import aead_open, aead_seal, hkdf, prefixed

INSTALLATION = bytes(range(16))
PHRASE = "four plain invented words"
QUICK = Argon2Params(memory_kib=8 * 1024, time=1, lanes=1)
IDENTITY = Identity.from_seeds(b"\x11" * 32, b"\x12" * 32)
CONTENTS = KeyFileContents(IDENTITY, b"t" * 20, settled=True)
FILE = write_keyfile("sam", INSTALLATION, PHRASE, CONTENTS, QUICK)


@pytest.mark.parametrize("settled", [True, False])
def test_the_passphrase_brings_everything_back(settled: bool) -> None:
    contents = KeyFileContents(IDENTITY, b"t" * 20, settled)
    written = write_keyfile("sam", INSTALLATION, PHRASE, contents, QUICK)
    opened = read_keyfile("sam", INSTALLATION, PHRASE, written)
    assert opened.identity.opening_seed == IDENTITY.opening_seed
    assert opened.identity.signing_seed == IDENTITY.signing_seed
    assert (opened.totp_secret, opened.settled) == (b"t" * 20, settled)


def test_the_layout_is_the_documented_one() -> None:
    assert len(FILE) == KEYFILE_BYTES == 136
    version, memory, time, lanes, salt, nonce = struct.unpack(">BIBB16s12s", FILE[:35])
    assert (version, memory, time, lanes) == (1, 8192, 1, 1)
    key = hkdf(derive(PHRASE, salt, QUICK), "brolly/key file/v1", INSTALLATION, b"sam")
    extra = prefixed(b"brolly/key file/v1", INSTALLATION, b"sam", FILE[:35])
    plaintext = aead_open(key, nonce, FILE[35:], extra)
    assert plaintext == b"\x01" + b"\x11" * 32 + b"\x12" * 32 + b"t" * 20


def test_with_printed_codes_the_layout_is_the_documented_one() -> None:
    contents = KeyFileContents(IDENTITY, b"t" * 20, settled=True, printed_secret=b"p" * 32)
    written = write_keyfile("sam", INSTALLATION, PHRASE, contents, QUICK)
    assert len(written) == KEYFILE_WITH_CODES_BYTES == 168
    assert written[0] == 3
    key = hkdf(derive(PHRASE, written[7:23], QUICK), "brolly/key file/v3", INSTALLATION, b"sam")
    extra = prefixed(b"brolly/key file/v3", INSTALLATION, b"sam", written[:35])
    plaintext = aead_open(key, written[23:35], written[35:], extra)
    assert plaintext == b"\x01" + b"\x11" * 32 + b"\x12" * 32 + b"t" * 20 + b"p" * 32
    assert read_keyfile("sam", INSTALLATION, PHRASE, written).printed_secret == b"p" * 32


def test_a_file_without_printed_codes_stays_what_it_was() -> None:
    assert FILE[0] == 1
    assert read_keyfile("sam", INSTALLATION, PHRASE, FILE).printed_secret == b""


@pytest.mark.parametrize("length", [1, 31, 33])
def test_a_secret_of_printed_codes_has_32_bytes(length: int) -> None:
    contents = KeyFileContents(IDENTITY, b"t" * 20, settled=True, printed_secret=bytes(length))
    with pytest.raises(Malformed):
        write_keyfile("sam", INSTALLATION, PHRASE, contents, QUICK)


@pytest.mark.parametrize(
    ("handle", "installation", "passphrase"),
    [
        ("alex", INSTALLATION, PHRASE),
        ("Sam", INSTALLATION, PHRASE),
        ("sam\ud800", INSTALLATION, PHRASE),
        ("sam", bytes(16), PHRASE),
        ("sam", INSTALLATION, PHRASE + " "),
        ("sam", INSTALLATION, ""),
    ],
)
def test_anything_else_is_one_failure_to_open(
    handle: str, installation: bytes, passphrase: str
) -> None:
    with pytest.raises(CannotOpen) as caught:
        read_keyfile(handle, installation, passphrase, FILE)
    assert str(caught.value) == "cannot be opened"


@pytest.mark.parametrize("position", [7, 22, 23, 34, 35, 36, 100, 135])
def test_every_changed_byte_is_noticed(position: int) -> None:
    changed = bytearray(FILE)
    changed[position] ^= 1
    with pytest.raises(CannotOpen):
        read_keyfile("sam", INSTALLATION, PHRASE, bytes(changed))


def test_cheaper_parameters_written_in_do_not_open_it() -> None:
    dear = Argon2Params(memory_kib=9 * 1024, time=1, lanes=1)
    written = write_keyfile("sam", INSTALLATION, PHRASE, CONTENTS, dear)
    cheap = written[:1] + struct.pack(">I", 8 * 1024) + written[5:]
    with pytest.raises(CannotOpen):
        read_keyfile("sam", INSTALLATION, PHRASE, cheap)


@pytest.mark.parametrize(
    ("memory", "time", "lanes"),
    [
        (0, 1, 1),
        (8191, 1, 1),
        (2**20 + 1, 1, 1),
        (2**32 - 1, 1, 1),
        (8192, 0, 1),
        (8192, 255, 1),
        (8192, 1, 0),
        (8192, 1, 5),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_any_memory_is_taken(
    monkeypatch: pytest.MonkeyPatch, memory: int, time: int, lanes: int
) -> None:
    def forbidden(*_: object) -> bytes:
        pytest.fail("derived a key under parameters out of bounds")

    monkeypatch.setattr("crypto.private.keyfile.derive", forbidden)
    header = struct.pack(">BIBB", 1, memory, time, lanes)
    with pytest.raises(Malformed):
        read_keyfile("sam", INSTALLATION, PHRASE, header + FILE[7:])


@pytest.mark.parametrize(
    "cut",
    [b"", FILE[:1], FILE[:35], FILE[:-1], FILE + b"\0"],
    ids=["nothing", "one byte", "a header", "one short", "one more"],
)
def test_another_length_is_malformed(cut: bytes) -> None:
    with pytest.raises(Malformed):
        read_keyfile("sam", INSTALLATION, PHRASE, cut)


def test_an_unknown_version_is_named() -> None:
    with pytest.raises(UnknownVersion) as caught:
        read_keyfile("sam", INSTALLATION, PHRASE, b"\x02" + FILE[1:])
    assert caught.value.version == 2


def test_writing_again_shares_no_salt_and_no_nonce() -> None:
    again = write_keyfile("sam", INSTALLATION, PHRASE, CONTENTS, QUICK)
    assert read_header(again)[1:] != read_header(FILE)[1:]
    assert again[35:] != FILE[35:]


def test_nothing_in_the_file_or_its_repr_shows_the_contents() -> None:
    assert IDENTITY.opening_seed not in FILE
    assert b"sam" not in FILE
    assert "tttt" not in repr(CONTENTS)


def test_a_flag_that_means_nothing_does_not_open() -> None:
    header = FILE[:35]
    salt, nonce = header[7:23], header[23:]
    key = hkdf(derive(PHRASE, salt, QUICK), "brolly/key file/v1", INSTALLATION, b"sam")
    extra = prefixed(b"brolly/key file/v1", INSTALLATION, b"sam", header)
    sealed = aead_seal(key, nonce, b"\x02" + bytes(84), extra)
    with pytest.raises(CannotOpen):
        read_keyfile("sam", INSTALLATION, PHRASE, header + sealed)


@pytest.mark.parametrize("length", [0, 19, 21])
def test_a_totp_secret_has_20_bytes(length: int) -> None:
    contents = KeyFileContents(IDENTITY, b"t" * length, settled=True)
    with pytest.raises(Malformed):
        write_keyfile("sam", INSTALLATION, PHRASE, contents, QUICK)


def test_a_decoy_looks_like_a_file_and_opens_for_nobody() -> None:
    decoy = decoy_keyfile(QUICK)
    assert len(decoy) == KEYFILE_BYTES
    assert read_header(decoy)[0] == QUICK
    with pytest.raises(CannotOpen):
        read_keyfile("nobody", INSTALLATION, PHRASE, decoy)


@given(keyfile=st.binary(max_size=140))
def test_arbitrary_bytes_raise_only_our_errors(keyfile: bytes) -> None:
    with pytest.raises(CryptoError):
        read_header(b"\x02" + keyfile)
    with pytest.raises(CryptoError):
        read_header(b"\x01\x00\x00" + keyfile)


@settings(max_examples=15)
@given(rest=st.binary(min_size=KEYFILE_BYTES - 7, max_size=KEYFILE_BYTES - 7))
def test_a_file_of_noise_under_good_parameters_does_not_open(rest: bytes) -> None:
    with pytest.raises(CannotOpen):
        read_keyfile("sam", INSTALLATION, PHRASE, FILE[:7] + rest)
