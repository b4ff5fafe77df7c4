"""What is said when a code opened nothing."""

import pytest

from crypto.errors import AmbiguousCode, NotACode
from reporting.domain.errors import Invalid
from reporting.intake.errors import ReportsClosed, Throttled, TooBusy
from reporting.intake.returnpage import MESSAGES, CodePage, message_of, show
from reporting.sealed.errors import StatementRefused
from reporting.store.errors import Busy, Full, ReportFull, Unavailable


@pytest.mark.parametrize(
    ("error", "name", "status"),
    [
        (NotACode(3), "not_a_code", 422),
        (AmbiguousCode(["en", "fr"]), "ambiguous", 422),
        (ReportsClosed(), "closed", 503),
        (Throttled(), "busy", 429),
        (TooBusy(), "busy", 429),
        (StatementRefused("x"), "kept_back", 409),
        (Invalid([]), "form", 400),
        (Unavailable("x"), "store", 503),
        (Full("x"), "store", 503),
        (Busy("x"), "store", 503),
        (ReportFull("x"), "no_room", 413),
        (ValueError("a heron"), "broken", 500),
    ],
)
def test_every_failure_has_a_message_and_a_status(error, name, status):
    assert message_of(error) == name
    assert MESSAGES[name].status == status


@pytest.mark.parametrize("name", sorted(MESSAGES))
@pytest.mark.parametrize("state", ["", "x"])
def test_each_message_makes_a_page(app, valid_html, name, state):
    page = CodePage(
        typed="one <two>",
        state=state,
        ticked=("consent_compare",),
        message=name,
        misfit=2,
        lists=("en", "fr"),
    )
    with app.test_request_context("/return", method="POST"):
        html, status = show(page)
    valid_html(html)
    assert status == MESSAGES[name].status
    assert state or "one &lt;two&gt;" in html
    if MESSAGES[name].call:
        assert "tel:911" in html
