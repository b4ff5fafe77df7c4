"""Her yes also holds for what she added since: said on her own device, and counted after the wait."""

import pytest
from browsing import assert_code_stays, come_back

from crypto.receipts import Code, keys_of
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.store.engine import reading

CHOICES = Choices(consent_bulletin=True, consent_police_report=True, consent_compare=True)
BUTTON = "My yes also holds for what I added since"


@pytest.fixture
def added(group, desks):
    """A report to which something was added two days later; gives its code and its worker."""
    code = Code.random()
    worker = group.report({}, CHOICES, keys=keys_of(code, group.pins.installation))
    desks.file()
    group.later(days=2)
    group.add_to(worker, {"weapon_detail": "a bread knife"})
    desks.file()
    return code, worker


@pytest.fixture
def page(visit, added):
    opened = visit("/return")
    come_back(opened, " ".join(added[0].words("en")))
    opened.get_by_role("heading", name="Your report", exact=True).wait_for()
    return opened


def test_what_she_added_is_covered_after_the_wait(page, added, group, desks, wire):
    code, worker = added
    assert "holds for what you had sent by March 2, 2026." in page.inner_text("main")
    page.locator("[name=take_back][value=consent_compare]").check()
    wire.lost = {"/return/add"}
    page.get_by_role("button", name=BUTTON).press("Enter")
    page.get_by_text("The connection broke before an answer came").wait_for()
    wire.lost = set()
    page.get_by_role("button", name="Try again").click()
    page.get_by_text(
        "The day from which your yes holds for what you added stands below."
    ).wait_for()
    assert "From Saturday, March 7, 2026 it holds" in page.inner_text("main")
    assert page.get_by_role("button", name=BUTTON).count() == 0
    assert page.locator("[name=take_back][value=consent_compare]").is_checked()
    for later, (versions, uncovered) in ((2, (2, 1)), (1, (2, 0))):
        group.later(days=later)
        desks.file()
        with reading(group.engine) as session:
            reported = open_reported(session, group.desk(), worker.report)
        assert (reported.consent.version, len(reported.later)) == (versions, uncovered)
    assert reported.consent.choices == CHOICES
    assert_code_stays(wire, code)
    assert page.broken == []
