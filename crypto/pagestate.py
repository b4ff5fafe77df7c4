"""The hidden field of a page: what intake must remember between two pages, kept by the page itself.

    text   = base64url(0x01 ‖ nonce (12) ‖ AES-256-GCM(daily key, nonce, padded, extra))
    padded = u32 length ‖ u64 seconds since 1970 ‖ payload ‖ zeros, in total a size of SIZES
    daily key = HKDF(secret, "brolly/page/v1", ISO day in UTC)
    extra  = prefixed("brolly/page/v1", purpose)

There is no cookie and no session row: the server keeps nothing, and what a page carries opens
nothing after a quarter of an hour.
"""

from __future__ import annotations

import datetime as dt

from crypto.errors import CannotOpen, CryptoError, Malformed
from crypto.padding import KIB, pad_to, unpad_from
from crypto.strictjson import b64u, unb64u
from crypto.suite import (
    KEY_BYTES,
    NONCE_BYTES,
    VERSION,
    aead_open,
    aead_seal,
    hkdf,
    prefixed,
    random_bytes,
)

LABEL = "brolly/page/v1"

SIZES = (256, 1 * KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, 1024 * KIB)
"""Bytes in all; the smallest holds a mailbox token, the larger ones a form typed so far."""

LIFETIME = dt.timedelta(minutes=15)
"""A page on a shared phone stops opening the conversation after a quarter of an hour."""

SKEW = dt.timedelta(minutes=1)
"""How far the clocks of two intake hosts may differ."""

MOMENT_BYTES = 8
_DAY = dt.timedelta(days=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class PageState:
    """Seals and opens page state under a daily key from the one secret (32 bytes) of intake."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Take the secret that all intake hosts share. Raises Malformed for another length."""
        if len(secret) != KEY_BYTES:
            raise Malformed(f"a page secret has {KEY_BYTES} bytes")
        self._secret = secret

    def seal(self, purpose: str, payload: bytes, now: dt.datetime) -> str:
        """Return text for a hidden field. `purpose` keeps one page's state out of another page.

        `now` is aware. Raises TooLarge for more than the largest size holds.
        """
        moment = (now - _EPOCH) // dt.timedelta(seconds=1)
        padded = pad_to(SIZES, moment.to_bytes(MOMENT_BYTES, "big") + payload)
        nonce = random_bytes(NONCE_BYTES)
        sealed = aead_seal(self._key(_day(now)), nonce, padded, _extra(purpose))
        return b64u(VERSION + nonce + sealed)

    def open(self, purpose: str, text: str, now: dt.datetime) -> bytes:
        """Return the payload that was sealed for this purpose at most 15 minutes before `now`.

        Raises CannotOpen for everything else: the page is stale, and says so.
        """
        try:
            raw = unb64u(text)
        except CryptoError as error:
            raise CannotOpen from error
        if raw[:1] != VERSION:
            raise CannotOpen
        nonce, sealed = raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :]
        stamped = unpad_from(SIZES, self._open_either_day(nonce, sealed, purpose, now))
        sealed_at = int.from_bytes(stamped[:MOMENT_BYTES], "big")
        age = (now - _EPOCH).total_seconds() - sealed_at
        if not -SKEW.total_seconds() <= age <= LIFETIME.total_seconds():
            raise CannotOpen
        return stamped[MOMENT_BYTES:]

    def _open_either_day(
        self, nonce: bytes, sealed: bytes, purpose: str, now: dt.datetime
    ) -> bytes:
        """Try today's key, then yesterday's: a page may be open over midnight."""
        try:
            return aead_open(self._key(_day(now)), nonce, sealed, _extra(purpose))
        except CannotOpen:
            return aead_open(self._key(_day(now - _DAY)), nonce, sealed, _extra(purpose))

    def _key(self, day: dt.date) -> bytes:
        return hkdf(self._secret, LABEL, day.isoformat().encode())


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(dt.UTC).date()


def _extra(purpose: str) -> bytes:
    return prefixed(LABEL.encode(), purpose.encode())
