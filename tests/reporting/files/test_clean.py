"""Files through the whole room: what comes out is clean, and what would harm is refused in time."""

from __future__ import annotations

import json
import pickle
import re
import shutil
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf.generic import ArrayObject, NameObject

from reporting.domain.attachment import MAX_FILE_BYTES, MediaType
from reporting.files import clean as room
from reporting.files.clean import clean
from reporting.files.errors import Busy, Reason, Refused

ROOT = Path(__file__).resolve().parents[3]
MEGABYTES_200 = 200 * 1024  # in the KiB of getrusage
# What a reader may say of a cleaned file: the file itself, and how its pixels are laid out.
HARMLESS = re.compile(
    r"SourceFile|(ExifTool|File|JFIF|Composite):.*|PNG:(Image(Width|Height)|BitDepth|ColorType|Compression|Filter|Interlace)|PDF:(PDFVersion|Linearized|PageCount|EmbeddedImage\w*)"
)

# A small program: a big one would hand its own size on to the children's figures (getrusage(2)).
MEASURE = """
import json, pickle, resource, sys, time
sys.path.insert(0, sys.argv[1])
from reporting.files.clean import clean
from reporting.files.errors import Refused
found = {}
with open(sys.argv[2], "rb") as file:
    files = pickle.load(file)
for name, (data, claimed) in files.items():
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    try:
        answer = clean(data, claimed).media_type.value
    except Refused as refused:
        answer = refused.reason.slug
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found[name] = {"answer": answer, "cpu": cpu, "wall": time.monotonic() - began, "most": after.ru_maxrss}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def cleaned(telling):
    return {name: clean(data) for name, data in telling.items()}


def measured(files, tmp_path, *before):
    """Clean `files` (name: (bytes, claimed type)) in a process of its own, and say what it took."""
    stored = tmp_path / "files"
    stored.write_bytes(pickle.dumps(files))
    command = [sys.executable, "-I", "-B", "-c", MEASURE, str(ROOT), str(stored)]
    done = subprocess.run([*before, *command], capture_output=True, check=True, timeout=300)
    return json.loads(done.stdout)


def zipped():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x.class", b"MARKER")
    return file.getvalue()


def flat_png(width, height, *chunks):
    """A PNG of one colour, packed a thousandfold."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + 4 * width)) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return [(b"IHDR", header), *chunks, (b"IDAT", rows), (b"IEND", b"")]


def bombs(make):
    def png(chunks):
        return b"\x89PNG\r\n\x1a\n" + b"".join(make.chunk(*each) for each in chunks)

    plain = make.saved(make.painted((2000, 2000)), "JPEG")
    size = plain.index(b"\xff\xc0") + 5
    grey = make.saved(make.painted((3000, 3000), "L"), "JPEG", progressive=True)
    scan = grey[grey.rindex(b"\xff\xda") : -2]
    packed = zlib.compress(bytes(200_000_000), 9)
    grown = make.Document()
    grown.page[NameObject("/Contents")] = grown.add(
        make.stream(zlib.compress(packed), Filter=ArrayObject([NameObject("/FlateDecode")] * 2))
    )
    nested = b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    loop = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    return {
        "png, 24 megapixels of one colour": png(flat_png(5600, 4200)),
        "png that says 900 megapixels": png(
            [
                (b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 6, 0, 0, 0)),
                (b"IDAT", b"x"),
                (b"IEND", b""),
            ]
        ),
        "png with a text of 200 MB": png(flat_png(9, 9, (b"zTXt", b"a\0\0" + packed))),
        "png with a profile of 200 MB": png(flat_png(9, 9, (b"iCCP", b"a\0\0" + packed))),
        "jpeg that says 4 gigapixels": plain[:size] + b"\xff\xff\xff\xff" + plain[size + 4 :],
        "jpeg of 2000 scans": grey[:-2] + scan * 2000 + grey[-2:],
        "webp that says 268 megapixels": make.webp()[:24]
        + b"\xff\x3f\x00\xff\x3f\x00"
        + make.webp()[30:],
        "pdf with a page of 200 MB": grown.written(),
        "pdf nested half a million deep": nested,
        "pdf whose pages lead in a circle": loop,
    }


def polyglots(make):
    jpeg, plain = make.saved(make.painted(), "JPEG"), make.Document().written()
    return {
        "jpeg and zip": (jpeg + zipped(), "image/jpeg"),
        "jpeg with a pdf in its comment": (jpeg[:2] + make.segment(0xFE, plain[:60_000]) + jpeg[2:], "image/jpeg"),
        "png and html": (make.png() + b"<script>MARKER</script>", "image/png"),
        "pdf and zip": (plain + zipped(), "application/pdf"),
        "pdf behind html": (b"<html>MARKER</html>" + plain, "application/pdf"),
        "pdf behind html, called text": (b"<html>MARKER</html>" + plain, "text/plain"),
        "gif and jar": (b"GIF89a\x01\0\x01\0\0\0\0;" + zipped(), "image/gif"),
        "gif and script": (b"GIF89a/*MARKER*/=1;", "image/png"),
        "html called text": (b"<html><script>MARKER</script>", "text/plain"),
        "jpeg called zip": (jpeg, "application/zip"),
        "program called jpeg": (b"MZ" + bytes(500), "image/jpeg"),
    }  # fmt: skip


def test_each_kind_comes_out_as_a_kind_of_our_choosing(cleaned):
    for name, file in cleaned.items():
        assert file.kind.value in name
    assert {file.media_type for file in cleaned.values()} == set(MediaType)


def test_no_planted_marker_is_left_in_any_spelling(telling, cleaned, make):
    for name, file in cleaned.items():
        for spelt in (make.MARKER, "MARKER".encode("utf-16-le"), "MARKER".encode("utf-16-be")):
            assert spelt not in file.data, name
        if name != "text":
            assert make.MARKER in telling[name], name


def test_an_independent_reader_finds_nothing_but_the_picture(telling, cleaned):
    if shutil.which("exiftool") is None:
        pytest.skip(
            "NOT RUN: exiftool is not installed: metadata is searched for by its bytes alone"
        )

    def read(data):
        command = ["exiftool", "-json", "-G", "-a", "-u", "-ee", "-"]
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)
        return json.loads(done.stdout)[0]

    for name, file in cleaned.items():
        if name != "text":
            told = {key for key in read(file.data) if not HARMLESS.fullmatch(key)}
            assert not told, name
            assert "trailer" not in json.dumps(read(file.data)).lower()
    for name in ("jpeg", "png", "webp", "pdf"):
        assert "MARKER" in json.dumps(read(telling[name])), "the reader itself is blind"
    assert any("GPS" in key for key in read(telling["jpeg"]))


def test_cleaning_again_in_review_changes_no_kind_and_loses_nothing(cleaned):
    for file in cleaned.values():
        again = clean(file.data, file.media_type.value)
        assert again.media_type is file.media_type
        if file.media_type is not MediaType.JPEG:
            assert clean(again.data).data == again.data


def test_bombs_are_refused_or_cleaned_in_two_seconds_and_200_megabytes(make, tmp_path):
    files = {name: (data, "") for name, data in bombs(make).items()}
    assert all(len(data) < MAX_FILE_BYTES for data, _ in files.values())
    found = measured(files, tmp_path)
    for name, took in found.items():
        assert took["cpu"] <= 2.3, (name, took)  # its own two seconds, and what the kernel adds
        assert took["most"] <= MEGABYTES_200, (name, took)
    answers = {name: took["answer"] for name, took in found.items()}
    assert answers.pop("png, 24 megapixels of one colour") == "image/png"
    assert answers["png that says 900 megapixels"] == "too_many_pixels"
    assert answers["jpeg that says 4 gigapixels"] == "too_many_pixels"
    assert answers["jpeg of 2000 scans"] == "too_heavy"
    assert not {answer for answer in answers.values() if "/" in answer} - {"image/png"}, answers


def test_a_file_that_is_two_things_is_one_afterwards_or_refused(make):
    for name, (data, claimed) in polyglots(make).items():
        try:
            file = clean(data, claimed)
        except Refused:
            continue
        assert make.MARKER not in file.data, name
        assert b"PK\x03\x04" not in file.data, name
        assert b"%PDF" not in file.data[1:], name
        assert claimed == file.media_type.value, name


def test_what_is_only_called_a_picture_is_refused(make):
    for name in (
        "gif and jar",
        "gif and script",
        "html called text",
        "jpeg called zip",
        "program called jpeg",
        "pdf behind html",
        "pdf behind html, called text",
    ):
        with pytest.raises(Refused) as caught:
            clean(*polyglots(make)[name])
        assert caught.value.reason in {Reason.MISLABELLED, Reason.OTHER_KIND}, name


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_short_is_refused(make, part):
    picture = make.noise(300, 300)
    for file in (
        make.saved(picture, "JPEG"),
        make.saved(picture, "PNG"),
        make.saved(picture, "WEBP"),
    ):
        with pytest.raises(Refused) as caught:
            clean(file[: int(len(file) * part)])
        assert caught.value.reason is Reason.DAMAGED


def test_the_size_is_looked_at_before_anything_is_started(monkeypatch):
    monkeypatch.setattr(room.subprocess, "Popen", None)
    with pytest.raises(Refused) as caught:
        clean(b"\xff\xd8\xff" + bytes(MAX_FILE_BYTES))
    assert caught.value.reason is Reason.TOO_LARGE


def started(monkeypatch, program):
    monkeypatch.setattr(room, "_START", program)


def test_a_room_that_was_taken_over_is_not_believed(make, monkeypatch):
    jpeg = make.saved(make.painted(), "JPEG")
    for said in (
        b"ok image/svg+xml\n<svg/>",
        b"ok text/html\n<script>",
        b"ok image/jpeg\n<html>",
        b"ok image/jpeg\n" + jpeg + b"<html>",
        b"ok image/png\n" + jpeg,
        b"ok application/pdf\n%PDF-1.7\n<</OpenAction 1 0 R>>\n%%EOF\n",
        b"ok text/plain\n\x1b[2J",
    ):
        started(
            monkeypatch, f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
        )
        with pytest.raises(Refused) as caught:
            clean(jpeg)
        assert caught.value.reason is Reason.UNCHECKED, said


def test_a_room_that_talks_without_end_is_cut_off(make, monkeypatch):
    started(monkeypatch, "import os\nwhile True: os.write(1, b'ok image/jpeg\\n' + bytes(1 << 20))")
    with pytest.raises(Refused) as caught:
        clean(make.jpeg())
    assert caught.value.reason is Reason.UNCHECKED


@pytest.mark.parametrize(
    "program", ["import time; time.sleep(60)", "import os; os.abort()", "raise SystemExit", "pass"]
)
def test_a_room_that_hangs_or_dies_is_ended_and_the_file_refused(make, monkeypatch, program):
    monkeypatch.setattr(room, "WALL_SECONDS", 1)
    started(monkeypatch, program)
    with pytest.raises(Refused) as caught:
        clean(make.jpeg(picture=make.noise(900, 900)))
    assert caught.value.reason is Reason.TOO_HEAVY


def test_an_unknown_reason_is_damage(make, monkeypatch):
    started(monkeypatch, "print('refused because')")
    with pytest.raises(Refused) as caught:
        clean(make.jpeg())
    assert caught.value.reason is Reason.DAMAGED


def test_too_many_at_once_wait_and_are_then_told_to_come_again(make, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(room, "_slots", threading.BoundedSemaphore(1))
    with room._turn(), pytest.raises(Busy):
        clean(make.jpeg())
    assert clean(make.jpeg()).media_type is MediaType.JPEG


def test_a_machine_that_can_start_nothing_says_come_again(make, monkeypatch):
    monkeypatch.setattr(room.sys, "executable", "/nowhere/python")
    with pytest.raises(Busy):
        clean(make.jpeg())


def test_nothing_of_a_file_touches_a_disk_or_the_net(telling, make, tmp_path):
    """Watched from outside: every file that is opened, made or written to, by parent and room."""
    if shutil.which("strace") is None:
        pytest.skip("NOT RUN: strace is not installed: nobody watched which files are written")
    log = tmp_path / "log"
    calls = "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,memfd_create,socket,connect,write,pwrite64,writev,pwritev,sendfile,copy_file_range"
    watch = ["strace", "-f", "-y", "-qq", "-s", "0", "-o", str(log), "-e", f"trace={calls}"]
    files = {name: (data, "") for name, data in telling.items()} | polyglots(make)
    found = measured(files, tmp_path, *watch)
    assert {took["answer"] for took in found.values()} >= set(MediaType)
    lines = log.read_text().splitlines()
    assert any("openat(" in line and "PIL" in line for line in lines), "the watch saw nothing"
    written = [
        line
        for line in lines
        if re.search(
            r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|\b(creat|mkdir|rename|link|mknod|memfd_create|socket|connect|sendfile|copy_file_range)\w*\(",
            line,
        )
        and not re.search(r'openat\([^"]*"/dev/null", O_(WRONLY|RDWR)|= -1 E', line)
    ]
    assert not written
    sent = [line for line in lines if re.search(r"\bp?write\w*\(", line)]
    assert sent
    assert not [
        line
        for line in sent
        if not re.search(r"write\w*\(\d+<(pipe:\[\d+\]|/dev/null|.*eventfd.*)", line)
    ]
