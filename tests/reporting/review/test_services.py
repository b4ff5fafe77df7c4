"""What routes are given."""

from __future__ import annotations

import pytest
from flask import g

from reporting.review import services


def test_the_clock_is_read_once_in_a_request(app, group):
    with app.test_request_context("/"):
        before = services.now()
        group.later(seconds=5)
        assert services.now() == before
    with app.test_request_context("/"):
        assert services.now() > before


def test_a_desk_is_not_there_before_it_is_settled(app):
    class Here:
        desk = None

    with app.test_request_context("/"):
        g.here = Here()
        with pytest.raises(RuntimeError):
            services.desk()


def test_the_pins_are_the_configurations(app, group):
    with app.test_request_context("/"):
        assert services.pins() == group.pins
        assert services.engine() is services.engine()
