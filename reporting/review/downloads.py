"""Files that are handed out: never kept by a browser's cache, named so that they tell nothing."""

from __future__ import annotations

from flask import Response


def pdf_response(pdf: bytes, name: str) -> Response:
    """Answer with a PDF to be saved under a neutral name (plain ASCII, no quotes)."""
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
