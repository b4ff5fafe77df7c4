"""What tests of the pages share: filling in, sending, and what must never have been sent or kept."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise
from urllib.parse import quote_plus

from crypto.receipts import Code, keys_of
from crypto.suite import hkdf

TOLD = {
    "what_happened": "He took the money back by the quarry & left me at Zephyrgate.\nNever again.",
    "known_by": "Ends in 0142, teal Wexford van, says ‘sweetpea’",
}
PERSON = "Quillan Ostrava"
REACH = "signal 604-555-0177 after dusk"
SEALED_WAY = "Your words are sealed on this device"
HARM = "[name=incident_types][value=no_payment]"
DIGITS = "[data-receipt=digits]"
WORDS = "[data-receipt=words]"


def fill(page):
    """Fill in the first screen, a second person, and how to reach her."""
    page.get_by_text(SEALED_WAY).last.wait_for()
    page.locator(HARM).click()
    for name, text in TOLD.items():
        page.fill(f"#f-{name}", text)
    page.get_by_label("Yes, but show me the words first").check()
    page.locator("summary", has_text="The person").click()
    page.fill("[name=person_name]", "Rookwood")
    page.get_by_role("button", name="Add another person").click()
    page.fill("[name=person_name-2]", PERSON)
    page.locator("summary", has_text="Support, and how to reach you").click()
    page.fill("[name=contact_how]", REACH)


def send(page):
    page.locator("button[value=send]").first.click()


def code_of(page):
    page.wait_for_selector(DIGITS)
    return Code.parse(page.inner_text(DIGITS))


def spellings(secret):
    """How bytes could travel: as they are, in hex, in base64 at each offset, percent-encoded."""
    assert len(secret) > 5, "so short a one turns up by chance in what is sealed"
    yield secret
    yield secret.hex().encode()
    for shift in range(3):
        # the first and last signs hold bits of what stands beside it
        packed = base64.b64encode(bytes(shift) + secret)[4 if shift else 0 : -4]
        if len(packed) > 7:  # shorter ones turn up by chance
            yield packed
            yield packed.translate(bytes.maketrans(b"+/", b"-_"))
    if secret.isascii() or b" " in secret:
        yield quote_plus(secret).encode()


def assert_told_nothing(wire, code, group, *, token_too=True):
    """No value of a field, no word of the code and no derived key is in anything that was sent."""
    sent = wire.everything
    for text in (
        *TOLD.values(),
        PERSON,
        "Rookwood",
        REACH,
        "no_payment",
        "Zephyrgate",
        "sweetpea",
        "Quillan",
    ):
        for spelled in spellings(text.encode()):
            assert spelled not in sent, text
    if code is None:
        return
    keys = keys_of(code, group.pins.installation)
    root_labels = ("brolly/mailbox key/v1", "brolly/report key/v1")
    root = _root(code, group.pins.installation)
    secrets = [root, *(hkdf(root, label) for label in root_labels), code.canonical()]
    if token_too:
        secrets.append(keys.token)
    assert hkdf(root, "brolly/mailbox token/v1") == keys.token
    for secret in secrets:
        for spelled in spellings(secret):
            assert spelled not in sent
    assert_code_unsaid(code, sent)
    for request in wire.posted():
        assert_fully_explained(json.loads(request.body))


def assert_code_unsaid(code, sent):
    """Neither two words of the code nor two groups of digits stand side by side in `sent`."""
    for language in ("en", "fr"):
        words = code.words(language)
        for first, second in pairwise(words):
            for between in (" ", "+", "%20", ",", "-", '","'):
                assert f"{first}{between}{second}".encode() not in sent
    digits = code.digits()
    assert " ".join(digits[:2]).encode() not in sent
    assert "".join(digits[:2]).encode() not in sent


def come_back(page, typed, word=""):
    page.fill("#f-code", typed)
    page.fill("#f-own_word", word)
    page.get_by_role("button", name="Open my report").click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def assert_code_stays(wire, code):
    """Neither the code nor a part of it was sent, and the server opened nothing itself."""
    sent = wire.everything.lower()
    for language in ("en", "fr"):
        for count in (2, 3):
            some = code.words(language)[:count]
            for between in (" ", "+", "%20", "%0a", "\\n"):
                assert between.join(some).encode() not in sent
    assert "".join(code.digits()).encode() not in sent
    assert " ".join(code.digits()[:2]).encode() not in sent
    assert "+".join(code.digits()[:2]).encode() not in sent
    assert code.canonical().hex().encode() not in sent
    assert [r for r in wire.ours if r.method == "POST" and r.path == "/return"] == []


def _root(code, installation):
    return hashlib.pbkdf2_hmac("sha256", code.canonical(), installation, 32768, 32)


HEX16, HEX32, B64 = r"[0-9a-f]{32}", r"[0-9a-f]{64}", r"[A-Za-z0-9_-]+"


def assert_fully_explained(body):
    """Each value of a posted report is a name of ours, a number, or bytes of a fixed length."""
    assert set(body) == {"v", "kind", "id", "verifying_key", "mailbox_key", "token_hash", "parts"}
    assert (body["v"], body["kind"]) == (1, "sealed report")
    assert re.fullmatch(HEX16, body["id"])
    assert re.fullmatch(HEX32, body["token_hash"])
    assert len(body["verifying_key"]) == 43
    assert len(body["mailbox_key"]) == 1622
    assert [part["compartment"] for part in body["parts"]] == ["account", "contact", "consent"]
    for part in body["parts"]:
        assert set(part) == {"item", "compartment", "ciphertext", "wraps"}
        assert re.fullmatch(HEX16, part["item"])
        assert re.fullmatch(B64, part["ciphertext"])
        for wrap in part["wraps"]:
            assert set(wrap) == {"circle", "epoch", "key_id", "sealed"}
            assert wrap["circle"] in {"", "main"}
            assert wrap["epoch"] in {0, 1}
            assert re.fullmatch(r"[0-9a-f]{16}", wrap["key_id"])
            assert len(wrap["sealed"]) == 1559


KEPT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).length, caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length, cookie: document.cookie,
  files: await navigator.storage.getDirectory().then(async (dir) => {
    const names = []; for await (const name of dir.keys()) names.push(name); return names; }),
})"""
NOTHING_KEPT = {
    "local": [],
    "session": [],
    "databases": 0,
    "caches": [],
    "workers": 0,
    "cookie": "",
    "files": [],
}


def assert_keeps_nothing(page):
    assert page.evaluate(KEPT) == NOTHING_KEPT
    assert page.context.cookies() == []
