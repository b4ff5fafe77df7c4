"""What a worker's browser runs: known files, of known weight, that can be made again."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from mnemonic import Mnemonic

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "vendor-js"
STATIC = ROOT / "reporting" / "intake" / "static"
VENDOR = STATIC / "vendor"
WORDS = STATIC / "seal" / "words"

SEALING_BUDGET = 30_000
"""Bytes of all code that a report needs, as browsers get it over HTTPS: 45 kB for a first visit, less
what the page and the list of keys take. The word list follows when somebody types."""

WORDS_BUDGET = 6_000
"""Bytes of one word list."""

FORBIDDEN = re.compile(r"\beval\(|new Function|WebAssembly|innerHTML|document\.write|localStorage")
"""What the content security policy would stop, and what would leave a trace on the phone."""


def test_each_vendored_file_has_its_checksum() -> None:
    lines = (VENDOR / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {path.name for path in VENDOR.iterdir()} - {"SHA256SUMS"}
    assert files == set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_each_bundled_package_has_its_licence() -> None:
    lock = json.loads((BUILD / "package-lock.json").read_text())
    bundled = {
        name.removeprefix("node_modules/"): entry["version"]
        for name, entry in lock["packages"].items()
        if name and not entry.get("dev")
    }
    licences = (VENDOR / "LICENCES.txt").read_text()
    for name, version in bundled.items():
        assert f"## {name} {version} (" in licences


def test_the_lock_names_no_private_registry() -> None:
    text = (BUILD / "package-lock.json").read_text()
    assert all(
        host == "registry.npmjs.org" for host in re.findall(r'"resolved": "https?://([^/"]+)', text)
    )


@pytest.mark.parametrize("name", ["primitives.mjs", "page.mjs"])
def test_no_bundle_makes_code_or_keeps_anything(name: str) -> None:
    assert not FORBIDDEN.search((VENDOR / name).read_text())


def test_the_code_stays_small_on_the_wire() -> None:
    assert (VENDOR / "page.mjs.br").stat().st_size <= SEALING_BUDGET


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_word_list_stays_small_on_the_wire(language: str) -> None:
    words = (WORDS / f"{language}.mjs").read_bytes()
    assert len(gzip.compress(words, 9)) <= WORDS_BUDGET


@pytest.mark.parametrize(("language", "name"), [("en", "english"), ("fr", "french")])
def test_the_browsers_words_are_the_servers(language: str, name: str) -> None:
    packed = (WORDS / f"{language}.mjs").read_text().split('"')[1]
    words: list[str] = []
    for shared, rest in re.findall(r"(\d)(\D+)", packed):
        words.append((words[-1][: int(shared)] if words else "") + rest)
    assert words == [unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist]


def test_the_bundles_can_be_made_again(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (BUILD / "node_modules").exists():
        pytest.skip("NOT RUN: needs node and `npm ci` in vendor-js (make vendor)")
    subprocess.run([node, "build.mjs", "--to", str(tmp_path)], cwd=BUILD, check=True, timeout=120)
    assert {path.name for path in VENDOR.iterdir()} == {path.name for path in tmp_path.iterdir()}
    for path in VENDOR.iterdir():
        made = tmp_path / path.name
        if path.suffix == ".br":  # brotli may pack the same otherwise in its next version
            assert unpacked(node, path) == made.with_suffix("").read_bytes(), path.name
        else:
            assert made.read_bytes() == path.read_bytes(), path.name


def unpacked(node: str, path: Path) -> bytes:
    script = "process.stdout.write(zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])))"
    return subprocess.run([node, "-e", script, path], capture_output=True, check=True).stdout
