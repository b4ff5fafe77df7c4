"""Every refusal has a page that says what happened and what to do."""

from types import SimpleNamespace

import pytest
from flask import g

from crypto.errors import Expired, TooLarge
from reporting.casework import errors
from reporting.domain.errors import ConsentMissing
from reporting.domain.views import PoliceRecipientRefused
from reporting.review.refusals import answer
from reporting.sealed.errors import StatementRefused
from reporting.store.errors import Conflict, NotFound

CASES = [
    (ConsentMissing("consent_bulletin"), 403, "not said yes to a bulletin"),
    (ConsentMissing("consent_police_report"), 403, "not said yes to police"),
    (ConsentMissing("consent_police_report", "only witnessed"), 403, "heard by staff"),
    (ConsentMissing("consent_police_report", "no force"), 403, "no force that this may go to"),
    (errors.AskFirst(), 403, "has not said yes to these words"),
    (PoliceRecipientRefused(), 403, "civilian oversight"),
    (errors.Excluded(("danger_now", "police_offender")), 403, "civilian oversight"),
    (errors.Excluded(("child", "partner")), 403, "other duties come first"),
    (StatementRefused("older"), 403, "cannot be verified"),
    (errors.Damaged("row"), 403, "cannot be opened"),
    (errors.NotVerified(), 403, "keys of this report were changed"),
    (errors.OwnDraft(), 403, "Somebody else has to look"),
    (errors.NotAsSigned(), 409, "not what the author signed"),
    (errors.NotFiledYet(), 409, "has just come in"),
    (errors.NobodyElse(), 403, "nobody to be the second person"),
    (errors.NothingToSay(), 400, "nothing in this bulletin yet"),
    (errors.NotThere(), 409, "Somebody was here before you"),
    (errors.CannotPrint("sheet"), 500, "could not be printed"),
    (Conflict("row"), 409, "changed this meanwhile"),
    (NotFound("row"), 404, "no such page"),
]


@pytest.fixture
def seated(app, group):
    """A request of ada's, as the guard leaves it."""
    with app.test_request_context("/bulletins"):
        g.form_secret = bytes(32)
        desk = group.desk("ada")
        g.here = SimpleNamespace(desk=desk, session=SimpleNamespace(handle="ada"))
        yield


@pytest.mark.parametrize(("error", "status", "said"), CASES, ids=lambda value: str(value)[:40])
def test_a_refusal_says_what_happened_and_what_to_do(seated, valid_html, error, status, said):
    response = answer(error)
    assert response.status_code == status
    valid_html(response.get_data(as_text=True))
    assert said in response.get_data(as_text=True)
    assert "Back" in response.get_data(as_text=True)


@pytest.mark.parametrize("kind", [Expired, TooLarge])
def test_errors_of_keys_and_sizes_have_pages_too(seated, valid_html, kind):
    response = answer(kind.__new__(kind))
    assert response.status_code in {403, 413}
    valid_html(response.get_data(as_text=True))
