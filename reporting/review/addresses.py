"""What an address or a hidden field names: a row by its id."""

from __future__ import annotations

from crypto.suite import ID_BYTES
from reporting.store.errors import NotFound


def id_of(text: str) -> bytes:
    """Read an id of 16 bytes as it stands in an address, in hex. Raises NotFound for any other."""
    try:
        found = bytes.fromhex(text)
    except ValueError as error:
        raise NotFound("no id") from error
    # fromhex passes over spaces; one row has one address.
    if len(text) != 2 * ID_BYTES or len(found) != ID_BYTES:
        raise NotFound("no id")
    return found
