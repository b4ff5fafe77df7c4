"""Colours, addresses and the phrase hash among the public settings, read like `settings_values`."""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from reporting.domain.report_text import clean_line

ADDRESS_LENGTH = 300
HASH_LENGTH = 200
MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 level AA, ordinary text
SRGB_KNEE = 0.04045  # below it the sRGB curve is a line (IEC 61966-2-1)
WHITE, INK = "#ffffff", "#1a1a1a"

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_EMAIL = re.compile(r"mailto:[^\s@<>?]+@[^\s@<>?]+", re.ASCII)


def colour_on(other: str) -> Callable[[object], str]:
    """Make a reader of a colour that can be read on, or under, another one."""

    def read_colour(value: object) -> str:
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise ValueError("not a colour")
        if contrast(value, other) < MIN_CONTRAST:
            raise ValueError("too little contrast")
        return value

    return read_colour


def read_address(value: object) -> str:
    """Read a web address: https, or http to an onion service; "" for none."""
    if value == "":
        return ""
    if not isinstance(value, str) or len(value) > ADDRESS_LENGTH or clean_line(value) != value:
        raise ValueError("not an address")
    parts = urlsplit(value)
    host = parts.hostname or ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and host.endswith(".onion"))
    plain = value.isascii() and not re.search(r"[\s\"'<>\\]", value) and "@" not in parts.netloc
    if not (safe and host and plain):
        raise ValueError("not a safe address")
    return value


def read_exit_address(value: object) -> str:
    """Read the address to leave to; there must be one."""
    address = read_address(value)
    if not address:
        raise ValueError("there must be somewhere to go")
    return address


def read_contact(value: object) -> str:
    """Read a contact for security.txt (RFC 9116, 2.5.3): mailto: or https:; "" for none."""
    if isinstance(value, str) and len(value) <= ADDRESS_LENGTH and _EMAIL.fullmatch(value):
        return value
    return read_address(value)


def read_hash(value: object) -> bytes:
    """Read the hash of the community phrase, base64url without padding; "" for none."""
    if not isinstance(value, str) or len(value) > HASH_LENGTH:
        raise ValueError("not a hash")
    try:
        raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not a hash") from error
    if write_hash(raw) != value:
        raise ValueError("not a hash")
    return raw


def write_hash(raw: bytes) -> str:
    """Give base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def contrast(first: str, second: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Give the relative luminance of an sRGB colour."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """Undo the sRGB transfer curve."""
    return channel / 12.92 if channel <= SRGB_KNEE else ((channel + 0.055) / 1.055) ** 2.4
