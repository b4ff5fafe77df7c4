"""A code in a hidden field: opens for a quarter of an hour, here and nowhere else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.receipts import Code
from reporting.intake.app import create_app
from reporting.intake.codestate import CodeState, open_code, seal_code
from reporting.intake.services import EXTENSION

STATE = CodeState(
    Code((0, 2047, 1, 2, 3, 4, 5, 6)), care=True, danger=True, yes=("consent_bulletin",), files=2
)


@pytest.fixture
def shared(app):
    return app.extensions[EXTENSION]


def test_what_is_sealed_comes_back_whole(shared):
    assert open_code(shared, seal_code(shared, STATE)) == STATE
    assert open_code(shared, seal_code(shared, CodeState(STATE.code))) == CodeState(STATE.code)


def test_after_a_quarter_of_an_hour_it_is_gone(shared, clock):
    text = seal_code(shared, STATE)
    clock.now += timedelta(minutes=15)
    assert open_code(shared, text) == STATE
    clock.now += timedelta(seconds=1)
    assert open_code(shared, text) is None


@pytest.mark.parametrize("text", ["", "x", "AQ", "é", "A" * 10_000, "\x00"])
def test_anything_else_opens_nothing(shared, text):
    assert open_code(shared, text) is None


def test_state_of_another_purpose_opens_nothing(shared):
    text = shared.page_state.seal("phrase", b"{}", shared.clock())
    assert open_code(shared, text) is None


def test_another_secret_opens_nothing(shared, config, clock):
    other = create_app(replace(config, page_secret=bytes(32)), clock).extensions[EXTENSION]
    assert open_code(other, seal_code(shared, STATE)) is None


def test_a_code_is_in_no_repr_of_it():
    assert "2047" not in repr(STATE)
