from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.sealed.errors import NotSealed
from reporting.sealed.wire import read_report, report_json


def test_a_report_travels_unchanged(report):
    assert read_report(report_json(report)) == report


def test_the_document_is_ascii_and_names_no_answer(report):
    text = report_json(report).decode("ascii")
    assert "what_happened" not in text


def edit(report, path, value):
    document = json.loads(report_json(report))
    target = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["kind"], "report"),
        (["v"], 2),
        (["id"], "00"),
        (["id"], "AB" * 16),
        (["verifying_key"], "x"),
        (["mailbox_key"], "A" * 1621),
        (["token_hash"], None),
        (["parts"], []),
        (["parts"], "x"),
        (["parts", 0], "plain words"),
        (["parts", 0, "item"], "zz" * 16),
        (["parts", 0, "compartment"], "../account"),
        (["parts", 0, "compartment"], ["account"]),
        (["parts", 0, "ciphertext"], "plain words!"),
        (["parts", 0, "ciphertext"], "A" * (384 * 1024 + 1)),
        (["parts", 0, "wraps"], []),
        (["parts", 0, "wraps", 0, "epoch"], -1),
        (["parts", 0, "wraps", 0, "epoch"], 2**31),
        (["parts", 0, "wraps", 0, "epoch"], True),
        (["parts", 0, "wraps", 0, "circle"], "Main Circle"),
        (["parts", 0, "wraps", 0, "sealed"], "AAAA"),
        (["more"], "x"),
    ],
)
def test_another_shape_is_refused(report, path, value):
    with pytest.raises(NotSealed):
        read_report(edit(report, path, value))


def test_too_many_parts_are_refused(report):
    document = json.loads(report_json(report))
    document["parts"] *= 3
    with pytest.raises(NotSealed, match="too many"):
        read_report(json.dumps(document).encode())


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_only_ever_refused(content):
    with pytest.raises(NotSealed):
        read_report(content)
