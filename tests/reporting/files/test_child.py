"""The room: what it may not do, and that a file gets an answer whatever happens to it."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from reporting.domain.attachment import MAX_FILE_BYTES, MediaType
from reporting.files import child
from reporting.files.errors import Reason, Refused

ROOT = Path(__file__).resolve().parents[3]

# Run in a process of its own: what it gives up it never gets back.
INSIDE = """
import sys; sys.path.insert(0, sys.argv[1])
import json, os, resource, socket
from reporting.files import child

def outcome(what):
    try:
        what()
    except BaseException as error:
        return type(error).__name__
    return "done"

spare = os.open(sys.argv[2], os.O_RDWR)
child.lock()
tried = {
    "read a file": outcome(lambda: open("/etc/passwd")),
    "make a file": outcome(lambda: open(sys.argv[2] + ".new", "w")),
    "write to one that was open": outcome(lambda: os.write(spare, b"x")),
    "open a connection": outcome(lambda: socket.socket()),
    "keep a file in memory": outcome(lambda: os.memfd_create("x")),
    "make a pipe": outcome(lambda: os.pipe()),
    "take a gigabyte": outcome(lambda: bytearray(1 << 30)),
}
if os.geteuid():  # root may do both; the programs do not run as root
    tried["start a process"] = outcome(lambda: os.fork() or os._exit(0))
    tried["raise a limit"] = outcome(lambda: resource.setrlimit(resource.RLIMIT_CPU, (99, 99)))
print(json.dumps(tried))
"""


def test_it_can_open_write_connect_and_start_nothing(tmp_path):
    spare = tmp_path / "spare"
    spare.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", INSIDE, str(ROOT), str(spare)],
        capture_output=True,
        check=True,
        timeout=30,
    )
    tried = json.loads(done.stdout)
    if os.geteuid():
        assert tried.pop("start a process") == "BlockingIOError"
        assert tried.pop("raise a limit") == "ValueError"
    assert tried.pop("take a gigabyte") == "MemoryError"
    assert set(tried.values()) == {"OSError"}
    assert spare.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [spare]


def test_its_limits_are_the_ones_that_were_promised():
    limits = {limit.resource: limit.value for limit in child.LIMITS}
    assert limits[resource.RLIMIT_AS] <= 200 * 1024 * 1024
    assert limits[resource.RLIMIT_CPU] <= 2
    assert limits[resource.RLIMIT_FSIZE] == 0
    assert limits[resource.RLIMIT_NOFILE] == 3
    assert limits[resource.RLIMIT_CORE] <= 1


def answer(clean, data=b"x"):
    return child.answer(clean, data)


def raising(error):
    def clean(_):
        raise error

    return clean


@pytest.mark.parametrize(
    ("error", "slug"),
    [
        (Refused(Reason.ENCRYPTED), b"encrypted"),
        (MemoryError(), b"too_heavy"),
        (RecursionError(), b"damaged"),
        (ValueError("MARKER"), b"damaged"),
    ],
)
def test_every_error_is_a_reason_and_tells_nothing_of_the_file(error, slug):
    assert answer(raising(error)) == b"refused " + slug + b"\n"


def test_a_cleaned_file_follows_its_line():
    assert answer(lambda data: (MediaType.TEXT, data + b"\ny")) == b"ok text/plain\nx\ny"


def test_one_that_grew_too_large_is_refused():
    large = bytes(MAX_FILE_BYTES + 1)
    assert answer(lambda _: (MediaType.PDF, large)) == b"refused too_large\n"
