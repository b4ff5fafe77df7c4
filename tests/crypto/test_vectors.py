"""Frozen vectors: every format, with the outcome a reader must come to.

`tests/crypto/vectors/make/` made them, partly with an independent implementation (node, the code
that runs in a worker's browser), partly with this package; each side reads both. A vector that no
longer passes means that what is already stored, or another program, can no longer be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crypto import errors
from crypto.envelope import Place, Wrap
from crypto.padding import pad
from crypto.private.opening import OpeningKey, open_envelope
from crypto.suite import SealingKey, aead_seal

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = Path(__file__).parent / "vectors"

Case = dict[str, Any]
READERS: dict[str, Callable[[Case], None]] = {}


def reader(vectors: str) -> Callable[[Callable[[Case], None]], Callable[[Case], None]]:
    """Register how the cases of one file are read; it raises what the package raises."""

    def register(read: Callable[[Case], None]) -> Callable[[Case], None]:
        READERS[vectors] = read
        return read

    return register


def unb64u(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def place_of(case: Case) -> Place:
    place = case["place"]
    return Place(
        bytes.fromhex(place["installation"]),
        bytes.fromhex(place["report"]),
        place["compartment"],
        bytes.fromhex(place["item"]),
    )


def wrap_of(wrap: Case) -> Wrap:
    return Wrap(
        wrap["circle"], wrap["epoch"], bytes.fromhex(wrap["key_id"]), unb64u(wrap["sealed"])
    )


@reader("envelope")
def read_envelope(case: Case) -> None:
    place = place_of(case)
    body = case["body"] and unb64u(case["body"])
    if "ciphertext" in case:
        ciphertext = unb64u(case["ciphertext"])
    else:
        padded = pad(place.compartment, body)
        key = unb64u(case["content_key"])
        ciphertext = b"\x01" + aead_seal(key, bytes(12), padded, place.aad())
        assert hashlib.sha256(ciphertext).hexdigest() == case["ciphertext_sha256"]
    key = OpeningKey(unb64u(case["seed"]))
    assert open_envelope(place, ciphertext, wrap_of(case["wrap"]), key) == (body or b"")


@reader("sealing_key")
def read_sealing_key(case: Case) -> None:
    key = SealingKey.from_bytes(unb64u(case["key"]))
    assert OpeningKey(unb64u(case["seed"])).public == key
    assert key.key_id.hex() == case["key_id"]


def all_cases() -> list[Any]:
    """Every case of every file, named `format: case`."""
    params = []
    for path in sorted(VECTORS.glob("*.json")):
        for case in json.loads(path.read_text())["cases"]:
            params.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return params


@pytest.mark.parametrize(("vectors", "case"), all_cases())
def test_a_vector_comes_to_its_named_outcome(vectors: str, case: Case) -> None:
    if case["error"] is None:
        READERS[vectors](case)
        return
    with pytest.raises(errors.CryptoError) as caught:
        READERS[vectors](case)
    assert type(caught.value).__name__ == case["error"]


def test_every_reader_has_vectors() -> None:
    assert {path.stem for path in VECTORS.glob("*.json")} == set(READERS)


def test_the_browsers_code_reads_the_same_vectors() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("NOT RUN: node is missing, the browser's sealing code was not checked")
    run = subprocess.run(
        [node, str(VECTORS / "make" / "check.mjs")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
