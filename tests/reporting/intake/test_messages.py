"""What is said when nothing was sent: there for every trouble, and never a dead end."""

import pytest

from reporting.intake.messages import MESSAGES
from reporting.web.limits import Trouble


@pytest.mark.parametrize("trouble", list(Trouble), ids=lambda trouble: trouble.code)
def test_every_trouble_of_a_body_has_a_message_with_its_status(trouble):
    assert MESSAGES[trouble.code].status == trouble.status


@pytest.mark.parametrize("name", ["store", "closed", "busy"])
def test_who_cannot_send_reads_that_nothing_was_lost_and_whom_to_call(app, name):
    message = MESSAGES[name]
    assert message.call
    with app.test_request_context("/report"):
        assert "It was not saved, nothing was lost" in str(message.text)
