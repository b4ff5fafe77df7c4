"""Nothing that anybody hands in or is shown touches a disk unsealed: both programs, watched.

From outside, with strace: which files are opened for writing or made, and where bytes are written
to. Through every door that takes words or files: the form and the addition without scripts, the
sealed report and the sealed file of a browser, the form that staff fill in; and a picture is shown.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from datetime import date
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from PIL import Image

from crypto.manifest import read_manifest
from crypto.receipts import Code, keys_of
from crypto.strictjson import unb64u
from reporting.domain.attachment import Attachment, MediaType
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact
from reporting.sealed.files import seal_file
from reporting.sealed.filewire import file_body
from reporting.sealed.seal import Telling, seal_report
from reporting.sealed.wire import report_json

from .test_the_whole_way import form_token

CAMERA = b"Canary Optics 9000"
WORDS = "Zyrabel on the quay"
CALLS = (
    "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,mknod,mknodat,"
    "memfd_create,write,pwrite64,writev,pwritev,sendfile,copy_file_range"
)
FOR_WRITING = r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|memfd_create\(|creat\("
# Where Python looks whether a folder takes files: four bytes of its own, once in each process. The
# heartbeats of gunicorn are files of no length.
PROBE = "/tmp/[a-z0-9_]{8}"  # noqa: S108 - looked for, not written to
BOUNDARY = "xyzzy"


@pytest.fixture
def database_kind():
    return "sqlite"  # with PostgreSQL the same programs write to fewer files


@pytest.fixture
def log(tmp_path):
    return tmp_path / "watched.log"


@pytest.fixture
def watching(log):
    if shutil.which("strace") is None:
        pytest.skip("NOT RUN: strace is not installed: nobody watched which files are written")
    # -D: the program is our own child, so that it is ended as always
    options = ["-D", "-f", "-y", "-qq", "-s", "0", "--seccomp-bpf", "-o", str(log)]
    return ["strace", *options, "-e", f"trace={CALLS}"]


@pytest.fixture(scope="module")
def picture():
    """A JPEG of a megabyte whose camera signed it."""
    image = Image.effect_noise((1200, 900), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0110] = CAMERA.decode()
    held = io.BytesIO()
    image.save(held, "JPEG", quality=100, exif=exif)
    assert len(held.getvalue()) > 1_000_000
    return held.getvalue()


def send(url, path, body, kind, cookies=()):
    """Post bytes; the answer's status and text."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    headers = {"Content-Type": kind, "Origin": url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def multipart(fields, picture):
    """Two files of a megabyte behind the fields of a form."""
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    parts = [f'name="{name}"\r\n\r\n{text}'.encode() for name, text in fields.items()]
    head = b'name="attachments"; filename="me.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    body = b"".join(start + part + b"\r\n" for part in [*parts, head + picture, head + picture])
    return body + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def without_scripts(place, picture):
    """Report and add, with pictures; what the receipt carries goes on."""
    told = {"incident_types": "threats", "what_happened": WORDS, "do": "send", "lang": "en"}
    sent = multipart(told | {"nonce": "ab" * 16}, picture)
    status, page = send(place.intake_url, "/report", *sent)
    assert (status, "data-receipt" in page) == (200, True), page[:2000]
    state = re.search(r'name="state" value="([^"]+)"', page)[1]
    sent = multipart(told | {"nonce": "cd" * 16, "state": state}, picture)
    status, page = send(place.intake_url, "/report/add", *sent)
    assert (status, "Added. We have it." in page) == (200, True), page[:2000]


def with_scripts(place, worker, picture):
    """Post what a browser seals: a report, and a file whose bytes it did not clean."""
    told = json.loads(worker.get("/keys.json").raw)
    today = date.fromisoformat(told["today"])
    signature = unb64u(told["signature"])
    pins = place.founded.pins
    manifest = read_manifest(told["body"].encode(), signature, pins, today)
    keys = keys_of(Code.random(), pins.installation)
    telling = Telling(Account({"what_happened": WORDS}), Contact(), Choices(), "en", "2026-11")
    report = seal_report(keys, telling, manifest, today)
    status, text = send(place.intake_url, "/report/sealed", report_json(report), "application/json")
    assert status == 200, text
    file = Attachment(MediaType.JPEG, "picture-1.jpg", picture)
    body = file_body(keys.token, seal_file(keys, report.id, file, manifest, today))
    status, text = send(place.intake_url, "/return/file", body, "application/octet-stream")
    assert status == 200, text


def at_the_desk(place, ada, picture):
    """Fill in the staff form, also with files that it does not take, and look at every picture."""
    page = ada.get("/report")
    fields = {
        "form_token": form_token(page),
        "nonce": next(e.get("value") for e in page.tree.iter("input") if e.get("name") == "nonce"),
        "what_happened": WORDS,
        "incident_types": "threats",
        "how": "spoken",
        "do": "send",
    }
    status, text = send(place.review_url, "/report", *multipart(fields, picture), ada.cookies)
    assert status == 400, text[:2000]
    ada.get("/report")
    page = ada.submit("do=send", what_happened=WORDS, incident_types=["threats"], how="spoken")
    assert page.status == 200, page.text
    assert "data-receipt" in page.html, page.text
    shown = 0
    for case in {link for link in ada.get("/cases").links() if "/cases/" in link}:
        for link in {link for link in ada.get(case).links() if "/files/" in link}:
            page = ada.get(link)
            assert page.headers["Content-Type"] == "image/jpeg"
            assert CAMERA not in page.raw
            shown += 1
    assert shown == 5


def test_nothing_touches_a_disk_unsealed(place, worker, sign_in, picture, log, tmp_path):
    without_scripts(place, picture)
    with_scripts(place, worker, picture)
    at_the_desk(place, sign_in("ada"), picture)
    place.process.terminate()
    place.process.wait(timeout=60)

    lines = log.read_text().splitlines()
    assert any("openat(" in line and "PIL" in line for line in lines), "the watch saw nothing"
    ours = rf"{re.escape(str(tmp_path))}/(brolly\.db|place/)"
    opened = [line for line in lines if re.search(FOR_WRITING, line)]
    harmless = rf'/dev/null|= -1 E|"{ours}|shm|"/tmp/wgunicorn-|"{PROBE}"|__pycache__'
    assert [line for line in opened if not re.search(harmless, line)] == []
    sent = [line for line in lines if re.search(r"\bp?writev?(64)?\(", line)]
    assert len(sent) > 100
    probed = rf'\(\d+<{PROBE}[^>]*>, ""\.\.\., 4(\)| <unfinished) '
    allowed = rf"\(\d+<(pipe:|socket:|/dev/null|anon_inode|/dev/pts|{ours})|{probed}"
    assert [line for line in sent if not re.search(allowed, line)] == []
    for kept in tmp_path.rglob("*"):
        if kept.is_file() and kept != log:
            held = kept.read_bytes()
            for secret in (CAMERA, picture[5000:5064], WORDS.encode()):
                assert secret not in held, kept
