"""Compress pages that were fetched: a catalogue of the whole form is 60 kB plain and 9 kB packed.

Only answers to GET. An answer to a form may hold a code or what somebody typed next to what another
could have placed there, and a compressed length then says something about it (BREACH, 2013).
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response

# Below this the gzip header and the work cost more than they save; above, level 6 takes about 1 ms.
WORTHWHILE_BYTES = 600
LEVEL = 6
_TEXT_TYPES = frozenset({"text/html", "application/json", "application/atom+xml", "text/plain"})


def compress_page(response: Response) -> Response:
    """Compress the answer to a GET when the browser can read it (an after_request hook)."""
    packable = (
        request.method == "GET"
        and response.mimetype in _TEXT_TYPES
        and not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
    )
    if not packable:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        body = response.get_data()
        if len(body) >= WORTHWHILE_BYTES:
            response.set_data(gzip.compress(body, LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
