"""An app's own style sheets and scripts: read once, compressed once, named by their content.

A file is served at `/static/<digest>/<name>`, so that it may be kept for a while without ever being
stale. `style.css` of an app is sent as one file with the shared tokens of `web/static/base.css` in
front: on a slow network a request costs more than its bytes. Sheets go without their comments.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, abort, request, url_for

if TYPE_CHECKING:
    from flask import Flask

SHARED_FOLDER = Path(__file__).parent / "static"
# What is put in front of an app's file of that name.
SHARED_PARTS = {"style.css": "base.css"}
# Long enough for an evening on a bad network, short enough not to say where somebody was last week.
KEEP_SECONDS = 24 * 60 * 60
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};]) ?")
_AFTER = re.compile(r"([:,]) ")
COMPRESSED = frozenset({".css", ".js", ".mjs", ".svg", ".json", ".txt"})
# Licences and checksums lie beside vendored scripts; they are part of the source, not of the site.
SERVED = COMPRESSED | {".png", ".ico", ".webp", ".woff2", ".wasm"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent: bytes, the same compressed (or None), its type and short digest.

    `brotli` is what lies beside it with `.br` behind its name, made when it was bundled.
    """

    body: bytes
    compressed: bytes | None
    mimetype: str
    digest: str
    brotli: bytes | None = None


def read_static(folder: Path) -> dict[str, StaticFile]:
    """Read an app's static folder; names are paths below it, with forward slashes."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in SERVED:
            name = path.relative_to(folder).as_posix()
            shared = SHARED_PARTS.get(name)
            prefix = (SHARED_FOLDER / shared).read_bytes() + b"\n" if shared else b""
            body = prefix + path.read_bytes()
            body = squeeze_css(body) if path.suffix == ".css" else body
            packed = path.with_name(f"{path.name}.br")
            brotli = packed.read_bytes() if packed.is_file() else None
            files[name] = static_file(path.suffix, name, body, brotli)
    return files


def squeeze_css(sheet: bytes) -> bytes:
    """Leave out of a style sheet of ours what only its readers need: a tenth of it, compressed.

    For sheets without texts of their own that hold comments or two blanks in a row.
    """
    text = _COMMENT.sub("", sheet.decode())
    text = _AROUND.sub(r"\1", _BLANKS.sub(" ", text))
    return _AFTER.sub(r"\1", text).strip().encode()


def static_file(suffix: str, name: str, body: bytes, brotli: bytes | None = None) -> StaticFile:
    """Make a file as it is sent: compressed when its suffix is worth it, digest of its content."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressed = gzip.compress(body, 9, mtime=0) if suffix in COMPRESSED else None
    return StaticFile(body, compressed, mimetype, hashlib.sha256(body).hexdigest()[:12], brotli)


def init_static(app: Flask, folder: Path) -> None:
    """Serve an app's files as endpoint `static` and give templates `static_url(name)`."""
    files = read_static(folder)

    def static(digest: str, name: str) -> Response:
        """Send one file; 404 for a name that was not there at the start."""
        file = files.get(name)
        if file is None:
            abort(404)
        return send_static(file, current=digest == file.digest)

    def static_url(name: str) -> str:
        """Return the address of a file; KeyError for a name that is not there."""
        return url_for("static", digest=files[name].digest, name=name)

    app.add_url_rule("/static/<digest>/<path:name>", "static", static, methods=["GET"])
    app.jinja_env.globals["static_url"] = static_url


def send_static(file: StaticFile, *, current: bool) -> Response:
    """Answer with a file; it may be kept for a while when the address names what it is now."""
    response = Response(file.body, mimetype=file.mimetype)
    if file.brotli is not None and request.accept_encodings["br"]:
        response.set_data(file.brotli)
        response.headers["Content-Encoding"] = "br"
    elif file.compressed is not None and request.accept_encodings["gzip"]:
        response.set_data(file.compressed)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    # An address from before an update gets today's file, which is not kept under the old name.
    keep = f"private, max-age={KEEP_SECONDS}, immutable" if current else "no-store"
    response.headers["Cache-Control"] = keep
    return response
