"""What everybody is told: only what the organisation signed, whole, and not what it once said."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from crypto.errors import BadSignature, Malformed, RolledBack
from crypto.manifest import MANIFEST_LABEL
from crypto.settings import LABEL, LONGEST, verify_settings

if TYPE_CHECKING:
    from conftest import Lists


def document(lists: Lists, **change: Any) -> dict[str, Any]:
    return {
        "v": 1,
        "kind": "settings",
        "installation": lists.pins.installation.hex(),
        "sequence": 20_517_003,
        "settings": [{"name": "widening_days", "value": "3"}],
        "pages": [{"slug": "support", "language": "en", "body": "Open at six"}],
        **change,
    }


def test_what_was_signed_is_read_whole(lists: Lists) -> None:
    found = verify_settings(*lists.signed(LABEL, document(lists)), lists.pins)
    assert (found.installation, found.sequence) == (lists.pins.installation, 20_517_003)
    assert found.values == {"widening_days": "3"}
    assert [(page.slug, page.language, page.body) for page in found.pages] == [
        ("support", "en", "Open at six")
    ]


def test_one_changed_figure_is_enough(lists: Lists) -> None:
    body, signature = lists.signed(LABEL, document(lists))
    with pytest.raises(BadSignature):
        verify_settings(body.replace(b'"3"', b'"1"'), signature, lists.pins)


def test_a_manifest_is_no_settings(lists: Lists) -> None:
    with pytest.raises(BadSignature):
        verify_settings(*lists.manifest(), lists.pins)
    with pytest.raises(BadSignature):
        verify_settings(*lists.signed(MANIFEST_LABEL, document(lists)), lists.pins)


def test_what_was_said_before_does_not_come_back(lists: Lists) -> None:
    signed = lists.signed(LABEL, document(lists))
    seen = replace(lists.pins, minimum_sequence=20_517_004)
    with pytest.raises(RolledBack) as caught:
        verify_settings(*signed, seen)
    assert (caught.value.sequence, caught.value.minimum) == (20_517_003, 20_517_004)


def test_a_page_is_as_long_as_a_page_may_be(lists: Lists) -> None:
    def page(length: int) -> dict[str, Any]:
        return {"slug": "support", "language": "en", "body": "é" * length}

    body = json.dumps(document(lists, pages=[page(LONGEST)])).encode()
    assert len(verify_settings(*lists.signed(LABEL, body), lists.pins).pages[0].body) == LONGEST
    with pytest.raises(Malformed):
        verify_settings(
            *lists.signed(LABEL, document(lists, pages=[page(LONGEST + 1)])), lists.pins
        )
