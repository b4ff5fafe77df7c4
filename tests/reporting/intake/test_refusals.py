"""Every refusal of a view for scripts is JSON with a word for programs and one for people."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask
from flask_babel import Babel

from crypto.errors import Malformed
from reporting.intake.errors import NoReport, ReportsClosed, Throttled
from reporting.intake.refusals import refuse_in_json
from reporting.sealed.errors import NotSealed
from reporting.store.errors import Conflict, Refused


@pytest.mark.parametrize(
    ("raised", "status", "error"),
    [
        (ReportsClosed, 503, "closed"),
        (Throttled, 429, "busy"),
        (NoReport, 404, "no report"),
        (Conflict, 409, "conflict"),
        (Refused, 422, "not sealed"),
        (NotSealed, 422, "not sealed"),
        (Malformed, 422, "not sealed"),
    ],
)
def test_a_refusal_says_what_happened(raised, status, error):
    app = Flask("test")
    Babel(app)
    pages = Blueprint("pages", "test")
    refuse_in_json(pages)

    @pages.get("/")
    def fail():
        raise raised("inside")

    app.register_blueprint(pages)
    answer = app.test_client().get("/")
    assert answer.status_code == status
    assert answer.json["error"] == error
    assert answer.json["message"]
    assert "inside" not in answer.text
