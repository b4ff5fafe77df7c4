"""Settings as a coordinator saves them, for pages that depend on them."""

import json

import pytest


@pytest.fixture
def rows(group):
    """Sign settings: names and values."""

    def put(**values):
        group.sign({name: json.dumps(value) for name, value in values.items()})

    return put
