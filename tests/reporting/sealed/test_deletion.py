from __future__ import annotations

import json
from datetime import date
from itertools import product

import pytest

from reporting.sealed.deletion import ACTIONS, SCOPES, Deletion, deletion_bytes, read_deletion
from reporting.sealed.errors import NotDecodable

WISH = Deletion(b"r" * 16, date(2026, 11, 20), "all", "ask")


@pytest.mark.parametrize(("scope", "action"), list(product(SCOPES, ACTIONS)))
def test_a_wish_comes_back_as_it_was(scope, action):
    wish = Deletion(WISH.report, WISH.day, scope, action)
    assert read_deletion(deletion_bytes(wish)) == wish


@pytest.mark.parametrize("values", [{"scope": "half"}, {"action": "undo"}, {"day": ""}, {"v": 0}])
def test_another_wish_is_refused(values):
    document = {**json.loads(deletion_bytes(WISH)), **values}
    with pytest.raises(NotDecodable):
        read_deletion(json.dumps(document).encode())
