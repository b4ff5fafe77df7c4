"""The forms: bounded, and tied to a session where there is one."""

from __future__ import annotations

import pytest

from reporting.review.forms import LONGEST_PASSPHRASE, SignInForm, count_of
from reporting.web.forms import SessionForm


def test_a_passphrase_has_an_end(app):
    data = {"handle": "ada", "passphrase": "x" * (LONGEST_PASSPHRASE + 1), "code": "1"}
    with app.test_request_context("/sign-in", method="POST", data=data):
        assert not SignInForm().validate_on_submit()
    data["passphrase"] = data["passphrase"][1:]
    with app.test_request_context("/sign-in", method="POST", data=data):
        assert SignInForm().validate_on_submit()


def test_before_the_sign_in_there_is_no_token(app):
    with app.test_request_context("/sign-in"):
        assert "form_token" not in SignInForm()
        assert SessionForm.Meta.csrf


@pytest.mark.parametrize(
    ("typed", "count"),
    [("20", 20), ("9999", 9999), ("", 0), ("-1", 0), ("²", 0), ("٣", 0), ("1" * 5000, 0)],
)
def test_a_count_is_small_and_in_plain_digits(typed, count):
    assert count_of(typed) == count
