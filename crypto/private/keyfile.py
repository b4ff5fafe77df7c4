"""The key file: a person's keys under her passphrase, with nothing beside it to test a guess on.

Layout, all integers big-endian, 136 bytes in all, 168 with printed codes::

    offset  bytes  content
         0      1  version, 0x01, or 0x03 with printed codes
         1      4  Argon2id memory, KiB
         5      1  Argon2id passes over the memory
         6      1  Argon2id lanes
         7     16  salt, new at every writing
        23     12  nonce, new at every writing
            35    101  AES-256-GCM of the contents (85 bytes) and its tag (16); 133 with codes

    contents = settled (0x00 or 0x01) ‖ opening seed (32) ‖ signing seed (32) ‖ TOTP secret (20)
               with printed codes: ‖ their secret (32), see `crypto.private.printedcodes`
    key      = HKDF(Argon2id(passphrase, salt), "brolly/key file/v1", installation, handle)
    extra    = prefixed("brolly/key file/v1", installation, handle, bytes 0 to 34)

with "…/v3" in both places for version 3. There is no version 2: frozen vectors of version 1 say
that a reader has to call it unknown.

The passphrase is right when the file opens; no hash of it is stored (RFC 9106 for Argon2id). The
handle and the installation are authenticated, so that a database cannot serve one person's file
under another's name, nor one group's in another's.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from crypto.errors import CannotOpen, Malformed, UnknownVersion
from crypto.passwords import Argon2Params, derive
from crypto.private import printedcodes
from crypto.private.identity import Identity
from crypto.suite import NONCE_BYTES, TAG_BYTES, aead_open, aead_seal, hkdf, prefixed, random_bytes

LABEL = "brolly/key file/v1"
VERSION = 1
LABEL_WITH_CODES = "brolly/key file/v3"
VERSION_WITH_CODES = 3
TOTP_SECRET_BYTES = 20
"""The length RFC 4226, section 4 (R6) recommends; every authenticator app takes it."""

SALT_BYTES = 16
"""What RFC 9106, section 3.1, recommends for password hashing."""

_HEADER = struct.Struct(">BIBB16s12s")
_CONTENTS = struct.Struct(">B32s32s20s")
KEYFILE_BYTES = _HEADER.size + _CONTENTS.size + TAG_BYTES
KEYFILE_WITH_CODES_BYTES = KEYFILE_BYTES + printedcodes.SECRET_BYTES

_LABELS = {VERSION: LABEL, VERSION_WITH_CODES: LABEL_WITH_CODES}
_SIZES = {VERSION: KEYFILE_BYTES, VERSION_WITH_CODES: KEYFILE_WITH_CODES_BYTES}

_GIVEN = 0
_SETTLED = 1


@dataclass(frozen=True, slots=True, repr=False)
class KeyFileContents:
    """What the passphrase opens: the identity, the TOTP secret (20 bytes), and who chose the words.

    `printed_secret` (32 bytes) is what the codes on her paper come of, empty when she has none.
    `settled` is False while the passphrase is one that a coordinator printed. The first sign-in
    replaces it and writes the profile; from then on a missing profile is an alarm, and a database
    that drops the profile cannot say "first sign-in" again.
    """

    identity: Identity
    totp_secret: bytes
    settled: bool
    printed_secret: bytes = b""


def write_keyfile(
    handle: str,
    installation: bytes,
    passphrase: str,
    contents: KeyFileContents,
    params: Argon2Params,
) -> bytes:
    """Seal `contents` under `passphrase`, with a new salt and nonce each time.

    `KEYFILE_BYTES` bytes, `KEYFILE_WITH_CODES_BYTES` when there are printed codes. Raises Malformed
    when the TOTP secret is not 20 bytes, or that of the codes neither 32 nor none.
    """
    if len(contents.totp_secret) != TOTP_SECRET_BYTES:
        raise Malformed(f"a TOTP secret has {TOTP_SECRET_BYTES} bytes")
    if len(contents.printed_secret) not in {0, printedcodes.SECRET_BYTES}:
        raise Malformed(f"a secret of printed codes has {printedcodes.SECRET_BYTES} bytes")
    salt, nonce = random_bytes(SALT_BYTES), random_bytes(NONCE_BYTES)
    version = VERSION_WITH_CODES if contents.printed_secret else VERSION
    header = _HEADER.pack(version, params.memory_kib, params.time, params.lanes, salt, nonce)
    plaintext = _CONTENTS.pack(
        _SETTLED if contents.settled else _GIVEN,
        contents.identity.opening_seed,
        contents.identity.signing_seed,
        contents.totp_secret,
    )
    key = _key(version, handle, installation, derive(passphrase, salt, params))
    extra = _extra(handle, installation, header)
    return header + aead_seal(key, nonce, plaintext + contents.printed_secret, extra)


def read_keyfile(
    handle: str, installation: bytes, passphrase: str, keyfile: bytes
) -> KeyFileContents:
    """Open a key file.

    Raises UnknownVersion and Malformed for what is not a key file or asks for Argon2 parameters
    out of bounds (before any memory is taken: a database must not choose how much), CannotOpen for
    a wrong passphrase, handle or installation and for any changed byte, without saying which.
    """
    params, salt, nonce = read_header(keyfile)
    header, sealed = keyfile[: _HEADER.size], keyfile[_HEADER.size :]
    key = _key(header[0], handle, installation, derive(passphrase, salt, params))
    plaintext = aead_open(key, nonce, sealed, _extra(handle, installation, header))
    flag, opening_seed, signing_seed, totp_secret = _CONTENTS.unpack_from(plaintext)
    if flag not in (_GIVEN, _SETTLED):
        raise CannotOpen
    identity = Identity.from_seeds(opening_seed, signing_seed)
    return KeyFileContents(identity, totp_secret, flag == _SETTLED, plaintext[_CONTENTS.size :])


def read_header(keyfile: bytes) -> tuple[Argon2Params, bytes, bytes]:
    """Read (parameters, salt, nonce) of a key file; Malformed or UnknownVersion."""
    if not keyfile:
        raise Malformed("an empty key file")
    if keyfile[0] not in _SIZES:
        raise UnknownVersion(keyfile[0])
    if len(keyfile) != _SIZES[keyfile[0]]:
        raise Malformed(f"a key file of version {keyfile[0]} has {_SIZES[keyfile[0]]} bytes")
    _, memory_kib, time, lanes, salt, nonce = _HEADER.unpack_from(keyfile)
    return Argon2Params(memory_kib, time, lanes), salt, nonce


def decoy_keyfile(params: Argon2Params) -> bytes:
    """Make a well-formed file that no passphrase opens.

    Reading it costs the same as reading a real one, so that the time of a sign-in does not tell
    whether a handle exists.
    """
    salt, nonce = random_bytes(SALT_BYTES), random_bytes(NONCE_BYTES)
    header = _HEADER.pack(VERSION, params.memory_kib, params.time, params.lanes, salt, nonce)
    return header + random_bytes(_CONTENTS.size + TAG_BYTES)


def _key(version: int, handle: str, installation: bytes, stretched: bytes) -> bytes:
    return hkdf(stretched, _LABELS[version], installation, _utf8(handle))


def _utf8(handle: str) -> bytes:
    """Encode whatever was typed: half a surrogate pair names nobody, but must not raise."""
    return handle.encode(errors="surrogatepass")


def _extra(handle: str, installation: bytes, header: bytes) -> bytes:
    return prefixed(_LABELS[header[0]].encode(), installation, _utf8(handle), header)
