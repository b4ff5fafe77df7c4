"""One tree of errors, whose content a person can be told and a log may keep."""

from __future__ import annotations

import inspect
from datetime import date

from crypto import errors


def test_every_error_is_of_this_packages_tree() -> None:
    classes = [
        value
        for _, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, Exception)
    ]
    assert errors.CryptoError in classes
    assert all(issubclass(error, errors.CryptoError) for error in classes)


def test_the_tree_says_what_is_a_case_of_what() -> None:
    assert issubclass(errors.UnknownVersion, errors.Malformed)
    assert issubclass(errors.WeakKey, errors.BadSignature)
    assert issubclass(errors.AmbiguousCode, errors.NotACode)
    assert not issubclass(errors.CannotOpen, errors.Malformed)


def test_errors_carry_what_a_person_needs() -> None:
    assert errors.UnknownVersion(7).version == 7
    too_large = errors.TooLarge(5000, 4092)
    assert (too_large.size, too_large.limit) == (5000, 4092)
    assert str(too_large) == "5000 bytes, where at most 4092 fit"
    rolled_back = errors.RolledBack(5, 9)
    assert (rolled_back.sequence, rolled_back.minimum) == (5, 9)
    assert errors.Expired(date(2026, 8, 31)).last_day == date(2026, 8, 31)
    assert errors.NotACode(3).position == 3
    assert str(errors.NotACode()) == "not a receipt code (as a whole)"
    assert errors.AmbiguousCode(["en", "fr"]).lists == ("en", "fr")
    assert errors.AmbiguousCode(["en"]).position is None


def test_a_failure_to_open_says_no_more_than_that() -> None:
    assert str(errors.CannotOpen()) == "cannot be opened"
