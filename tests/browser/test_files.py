"""Pictures and documents in a real Chromium with scripts on: clean, sealed, sent, opened in review."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess

import pytest
from browsing import DIGITS, HARM, SEALED_WAY, assert_keeps_nothing, code_of, spellings
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from crypto.receipts import Code, keys_of
from reporting.casework.files import as_sent, open_file
from reporting.domain.attachment import MediaType
from reporting.files import jpeg, png
from reporting.store.engine import reading
from reporting.store.errors import Conflict, TooManyFiles, Unavailable
from reporting.store.intake_gate import IntakeGate

CAMERA = "Canary Optics 9000"
TEXT = "What he wrote: he knows the quarry behind Zephyrgate.\n" * 40
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
SENT = "All files are with us."
SIDEWAYS = 6


def picture(width=640, height=400, kind="JPEG"):
    """Make a photograph on its side, red at its left, that says where and with what it was taken."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    image.paste("red", (0, 0, width // 4, height))
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = CAMERA, SIDEWAYS
    exif.get_ifd(0x8825).update({1: "N", 2: (49.0, 16.0, 51.0), 3: "W", 4: (123.0, 7.0, 15.0)})
    held = io.BytesIO()
    image.save(held, kind, exif=exif, comment=b"my street")
    return held.getvalue()


def chosen(name, data, kind):
    return {"name": name, "mimeType": kind, "buffer": data}


PHOTO = chosen("IMG_2026_at_home.jpg", picture(), "image/jpeg")
CHAT = chosen("chat with Rick.txt", TEXT.encode(), "text/plain")


def begin(page):
    page.get_by_text(SEALED_WAY).last.wait_for()
    page.locator(HARM).click()


def choose(page, *files):
    page.set_input_files("#f-attachments", list(files))
    page.locator("#files li .help", has_text="Ready").nth(len(files) - 1).wait_for()


def send(page):
    page.locator("button[value=send]").last.click()


@pytest.fixture
def opened(cases, group):
    """Every file of every report, as an advocate opens it, or as the browser sealed it."""

    def read(open_one=open_file):
        found = []
        for case in cases():
            with reading(group.engine) as session:
                found += [open_one(session, group.desk(), case, f.item) for f in case.files]
        return sorted(found, key=lambda file: file.name)

    return read


def drawing():
    """Make a screenshot: half of it transparent over a hidden blue, with words in a chunk."""
    image = Image.new("RGBA", (120, 80), "blue")
    image.putalpha(0)
    image.paste("green", (0, 0, 60, 80))
    text = PngInfo()
    text.add_text("Author", CAMERA)
    held = io.BytesIO()
    image.save(held, "PNG", pnginfo=text)
    return held.getvalue()


WATCH = """() => { window.bars = new Set(); window.said = new Set();
  new MutationObserver(() => {
    for (const bar of document.querySelectorAll("progress:not([hidden])")) bars.add(bar.value);
    for (const words of document.querySelectorAll("main [role=status]")) said.add(words.textContent);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


def test_a_picture_and_a_text_arrive_clean_and_nothing_of_them_is_in_what_was_sent(
    visit, wire, opened, tmp_path
):
    page = visit()
    page.evaluate(WATCH)
    begin(page)
    screen = chosen("Screenshot at home.png", drawing(), "image/png")
    webp = chosen("VID.webp", picture(kind="WEBP"), "image/webp")
    choose(page, PHOTO, CHAT, screen, webp)
    page.get_by_label("What does it show?").first.fill("the plate of  his van")
    send(page)
    code_of(page)
    page.get_by_text(SENT).wait_for()
    assert page.evaluate("bars.size") > 5
    said = page.evaluate("[...said]")
    assert any("Sending file 1 of 4" in words for words in said)
    assert any(words.startswith("File 2: Ready") for words in said)
    first, shot, third, second = opened()
    assert (shot.name, third.name) == ("picture-3.png", "picture-4.jpg")
    sealed = opened(as_sent)
    assert [jpeg.is_bare(file.data) for file in sealed] == [True, False, True, False]
    assert png.is_bare(sealed[1].data)
    seen = Image.open(io.BytesIO(sealed[1].data)).convert("RGB")
    assert (seen.getpixel((20, 40)), seen.getpixel((100, 40))) == ((0, 128, 0), (255, 255, 255))
    assert (first.name, first.note) == ("picture-1.jpg", "the plate of his van")
    assert (second.name, second.data.decode()) == ("text-2.txt", TEXT.strip())
    image = Image.open(io.BytesIO(first.data))
    assert image.size == (400, 640), "its orientation was not kept"
    red, _, blue = image.getpixel((200, 20))
    assert (red > 200, blue < 60) == (True, True), (
        "red was at the left, which is the top when it stands upright"
    )
    if shutil.which("exiftool"):
        path = tmp_path / "picture.jpg"
        path.write_bytes(sealed[0].data)
        told = json.loads(subprocess.check_output(["exiftool", "-j", "-G0", str(path)]))[0]
        assert {name.partition(":")[0] for name in told} <= {"SourceFile", "ExifTool", "File", "JFIF", "Composite"}  # fmt: skip
    assert_unsent(wire, PHOTO["buffer"], sealed[0].data, TEXT.encode())
    for name in ("IMG_2026", "at_home", "chat with Rick", CAMERA, "plate of", "my street"):
        for spelled in spellings(name.encode()):
            assert spelled not in wire.everything, name
    assert_keeps_nothing(page)
    assert page.broken == []


def assert_unsent(wire, *secrets):
    sent = wire.everything
    for secret in secrets:
        for at in range(700, len(secret) - 40, max(len(secret) // 50, 1)):
            for spelled in spellings(secret[at : at + 24]):
                assert spelled not in sent


def test_a_file_that_fails_is_sent_again_alone_and_with_the_same_bytes(
    visit, wire, opened, monkeypatch
):
    real, tries = IntakeGate.mailbox_add, []

    def fail_once_and_lose_an_answer(self, *args):
        tries.append(args)
        if len(tries) == 2:
            raise Unavailable("out of reach")
        done = real(self, *args)
        if len(tries) == 3:
            raise RuntimeError
        return done

    monkeypatch.setattr(IntakeGate, "mailbox_add", fail_once_and_lose_an_answer)
    page = visit()
    begin(page)
    choose(page, PHOTO, CHAT)
    send(page)
    again = page.get_by_role("button", name="Send what is missing")
    again.wait_for()
    assert page.get_by_role("button", name="Cancel").count() == 0
    assert page.is_visible(DIGITS), (
        "the report is in, and its code is hers whatever becomes of files"
    )
    assert "Your report is with us, but not all files yet." in page.inner_text("main")
    page.get_by_role("button", name="I have kept it").click()
    assert "Your files are still on their way" in page.inner_text("[data-trouble]")
    again.click()
    again.wait_for()
    again.click()
    page.get_by_text(SENT).wait_for()
    bodies = [hashlib.sha256(sent.body).digest() for sent in wire.posted("/return/file")]
    assert len(bodies) == 4
    assert bodies[1] == bodies[2] == bodies[3] != bodies[0]
    assert [file.name for file in opened()] == ["picture-1.jpg", "text-2.txt"]
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_text("The code is not shown again.").wait_for()


def test_each_refusal_has_words_of_its_own(visit, wire, opened, monkeypatch):
    real = IntakeGate.mailbox_add
    answers = [Conflict("taken"), None, TooManyFiles("five"), False]

    def refuse(self, *args):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return real(self, *args) if answer is None else answer

    monkeypatch.setattr(IntakeGate, "mailbox_add", refuse)
    page = visit()
    begin(page)
    choose(page, CHAT, PHOTO, CHAT)
    send(page)
    page.get_by_text("something here has the same number already").wait_for()
    page.get_by_role("button", name="Send what is missing").click()
    page.get_by_text("What is marked below was not sent.").wait_for()
    states = page.locator("section.notice li span").all_inner_texts()
    assert states == [
        "is with us",
        "was not taken: this report has five files already",
        "was not taken: no report has your code any more",
    ]
    first, again, *_ = [sent.body for sent in wire.posted("/return/file")]
    assert first != again, "what clashed was sealed anew"
    assert page.get_by_role("button", name="Send what is missing").count() == 0
    assert [file.name for file in opened()] == ["text-1.txt"]
    assert page.broken == []


MOVES = """() => new Promise((done) => {
  const at = () => document.querySelector("section.notice progress")?.value ?? 0;
  const before = at();
  (function look() { if (at() > before) done(); else setTimeout(look, 20); })();
})"""
LATER = """() => {
  const real = performance.now;
  performance.now = () => real.call(performance) + (window.later ?? 0);
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    window.sent = this;
    return send.call(this, body);
  };
}"""


def test_a_line_that_carries_too_little_is_named_and_what_is_missing_goes_again(visit, opened):
    page = visit()
    page.evaluate(LATER)
    begin(page)
    choose(page, PHOTO)
    session = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}
    session.send("Network.emulateNetworkConditions", slow)
    send(page)
    page.evaluate(MOVES)
    page.evaluate("() => { window.later = 56_000; }")
    page.evaluate(MOVES)
    page.evaluate("() => window.sent.abort()")
    page.get_by_text("this connection is too slow for it just now").wait_for()
    session.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    page.get_by_role("button", name="Send what is missing").click()
    page.get_by_text(SENT).wait_for()
    assert [file.name for file in opened()] == ["picture-1.jpg"]
    assert page.broken == []


def test_what_cannot_be_sent_says_why_before_anything_is_sent(visit, wire, opened):
    page = visit()
    begin(page)
    bad = {
        "Files of this kind cannot be taken": chosen("a.exe", b"MZ\0\x90" * 50, "image/jpeg"),
        "This file is damaged": chosen("b.jpg", PHOTO["buffer"][:900], "image/jpeg"),
        "This picture is too big": chosen("c.png", bomb(), "image/png"),
        "This PDF is protected": chosen("d.pdf", PDF + b"/Encrypt 2 0 R", "application/pdf"),
    }
    page.set_input_files("#f-attachments", [*bad.values(), CHAT, CHAT])
    page.get_by_text("A report can hold five files. The others were not taken.").wait_for()
    for number, words in enumerate(bad):
        page.locator("#files li").nth(number).get_by_text(words).wait_for()
    send(page)
    page.get_by_role("heading", name="A file cannot be sent").wait_for()
    assert "File 1: Files of this kind cannot be taken" in page.inner_text("[role=alert]")
    assert wire.posted() == []
    for _ in bad:
        page.get_by_role("button", name="Take away: File 1").click()
    page.set_input_files("#f-attachments", [chosen("e.pdf", PDF, "application/pdf")])
    page.get_by_text("A PDF is sealed as it is").first.wait_for()
    send(page)
    page.get_by_text(SENT).wait_for()
    assert len(wire.posted("/return/file")) == 2
    assert page.broken == []


def bomb():
    held = io.BytesIO()
    Image.new("1", (8000, 8000)).save(held, "PNG")
    return held.getvalue()


NOISE = """() => {
  const real = CanvasRenderingContext2D.prototype.getImageData;
  CanvasRenderingContext2D.prototype.getImageData = function (...args) {
    const image = real.apply(this, args);
    crypto.getRandomValues(image.data);
    return image;
  };
}"""


def test_where_a_browser_hands_out_noise_the_server_cleans_if_she_chooses_it(visit, wire, opened):
    page = visit()
    page.evaluate(NOISE)
    begin(page)
    page.set_input_files("#f-attachments", [PHOTO])
    page.get_by_text("does not let a page paint pictures anew").first.wait_for()
    send(page)
    page.get_by_role("button", name="Send without sealing here").click()
    code_of(page)
    assert wire.posted() == []
    (file,) = opened()
    assert (file.name, file.media_type) == ("picture-1.jpg", MediaType.JPEG)
    assert CAMERA.encode() not in file.data


def test_files_alone_are_added_with_a_code_and_one_is_cancelled(visit, wire, group, opened):
    code = Code.random()
    group.report(keys=keys_of(code, group.pins.installation))
    page = visit("/return")
    page.fill("#f-code", " ".join(code.digits()))
    page.get_by_role("button", name="Open my report").click()
    page.get_by_role("button", name="Add more").click()
    page.get_by_role("heading", name="Add to your report").wait_for()
    choose(page, CHAT, PHOTO)
    session = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}
    session.send("Network.emulateNetworkConditions", slow)
    send(page)
    page.get_by_role("heading", name="Your files", level=1).wait_for()
    page.get_by_role("button", name="Cancel: File 2").click()
    page.get_by_role("heading", name="Added. We have it.").wait_for()
    assert "What is marked below was not sent" in page.inner_text("main")
    assert len(wire.posted("/return/file")) == 1
    assert wire.posted("/return/add") == [], "there were no words to add"
    assert [file.name for file in opened()] == ["text-1.txt"]
    assert page.broken == []


def test_another_language_keeps_the_files(visit, opened):
    page = visit()
    begin(page)
    choose(page, CHAT)
    page.get_by_label("What does it show?").fill("his words")
    page.get_by_role("button", name="Français").click()
    page.get_by_role("heading", name="Faire un signalement").wait_for()
    page.locator("#files li").wait_for()
    send(page)
    code_of(page)
    page.locator("section.notice progress").wait_for(state="hidden")
    assert [(file.name, file.note) for file in opened()] == [("text-1.txt", "his words")]


def test_leaving_stops_files_on_their_way(visit, wire, house):
    page = visit()
    begin(page)
    choose(page, PHOTO)
    page.context.route(
        lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body="<p>Sun</p>")
    )
    page.locator("a.leave").click()
    page.get_by_text("Sun").wait_for()
    page.go_back()
    page.goto(house.url + "/report")
    assert page.locator("#files li").count() == 0
    assert wire.posted() == []
    assert_keeps_nothing(page)
