"""Somebody who has her card and nothing else: all that they learn, and how they are stopped.

They ask every page and every door that takes a code or what comes of it, and open with the code's
keys whatever they are sent. What she told, how to reach her, her pictures and what advocates wrote
among themselves is in none of it.
"""

from __future__ import annotations

import json

import pytest

from crypto.envelope import Place, Wrap
from crypto.receipts import Code, keys_of
from crypto.strictjson import unb64u
from reporting.casework import cases, deletions
from reporting.casework.conversation import say
from reporting.casework.filing import file_waiting
from reporting.casework.reported import open_reported
from reporting.domain.attachment import Attachment, MediaType
from reporting.domain.consent import Choices
from reporting.domain.report import Account, Contact, Identifier
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.files import seal_file
from reporting.sealed.filewire import file_body
from reporting.sealed.messages import Answer, answer_bytes
from reporting.sealed.seal import Sealer, Telling, seal_addition
from reporting.sealed.wire import parts_json
from reporting.store.engine import reading

both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)

# Every word of these stands nowhere else in the program.
TOLD = {
    "what_happened": "Zyrabel left me at Quorvane.",
    "known_by": "Teal Vextonia, says Plimsy.",
    "place_detail": "Behind Ostrengate.",
}
PERSON = {"person_name": "Drumolt", "person_tattoos": "A Kestwyn on the neck"}
VEHICLE = {"vehicle_plate": "QZX 981", "vehicle_other": "A Brindlewop sticker"}
PHONE = Identifier("phone", "604 555-0142")
CONTACT = {"contact_name": "Wrennika", "contact_how": "Ask for Mossvale at the desk"}
ADDED = "Then Farrowmint came back."
PICTURE = Attachment(MediaType.TEXT, "text-1.txt", b"Glimshaw wrote this.", "from Tarnwick")
NOTE = "Talk to Huxberly first."
STRUCTURED = "Yarrowdeen"
ON_WHOSE_WORD = "Pellbrook phoned for her"
WRITTEN_TO_HER = "Shall we meet on Corvinday?"
SECRETS = (
    *("Zyrabel", "Quorvane", "Vextonia", "Plimsy", "Ostrengate", "Drumolt", "Kestwyn"),
    *("QZX 981", "QZX981", "Brindlewop", "555-0142", "5550142", "Wrennika", "Mossvale"),
    *("Farrowmint", "Glimshaw", "Tarnwick", "Huxberly", "Yarrowdeen", "Pellbrook"),
)

NO = Choices(consent_statistics=True)
WITH_A_CODE = {"/return", "/report", "/report/add"}
WITH_A_TOKEN = {
    "/return/mailbox",
    "/return/add",
    "/return/file",
    "/return/kept",
    "/return/stop",
    "/return/delete",
    "/return/delete/stop",
    "/return/code",
}
WITHOUT_EITHER = {"/report/sealed", "/bulletins", "/check", "/bulletins/<int:number>", "/exit"}


@pytest.fixture
def lost(group, reported):
    """Give a report with all that there can be in it, and the code on the card she lost."""
    code = Code.random()
    keys = keys_of(code, group.pins.installation)
    parts = {"persons": (PERSON,), "vehicles": (VEHICLE,), "identifiers": (PHONE,)}
    worker = group.report(TOLD, NO, contact=CONTACT, keys=keys, **parts)
    group.add_to(worker, {"what_happened": ADDED})
    sent = seal_file(keys, worker.report, PICTURE, group.lists.manifest, group.today)
    assert group.gate.mailbox_add(keys.token, [sent], group.today)
    file_waiting(group.engine, group.desk())
    desk, report = group.desk(), worker.report
    cases.add_note(group.engine, desk, report, NOTE)
    cases.structure(group.engine, desk, report, Account({}, ({"person_name": STRUCTURED},)))
    cases.narrow(group.engine, desk, report, frozenset({"consent_compare"}), ON_WHOSE_WORD)
    say(group.engine, desk, report, WRITTEN_TO_HER, "en")
    with reading(group.engine) as session:
        opened = cases.open_case(session, desk, report)
    assert len(opened.accounts) > 1
    assert not opened.card.unreadable
    return code, worker


class Finder:
    """Whoever has the card: asks, keeps every answer, and opens what the code opens."""

    def __init__(self, site, group, code, own_word=""):
        self.site, self.group = site, group
        self.digits = " ".join(code.digits())
        self.keys = keys_of(code, group.pins.installation, own_word)
        self.learned: list[bytes] = []
        self.asked: set[str] = set()

    def keep(self, path, answer):
        self.asked.add(path)
        self.learned.append(answer.data + str(answer.headers).encode())
        return answer

    def post(self, path, **form):
        return self.keep(path, self.site.post(path, form))

    def door(self, path, kind, **values):
        body = json.dumps({"v": 1, "kind": kind, **values})
        answer = self.site.client.post(path, data=body, content_type="application/json")
        return self.keep(path, answer)

    def by_token(self, path, kind, **values):
        return self.door(path, kind, token=self.keys.token.hex(), **values)

    def state(self):
        return self.site.hidden(self.post("/return", code=self.digits))

    def opens(self):
        """Open the mailbox with the keys; (compartment, content) of each item."""
        mailbox = self.by_token("/return/mailbox", "open mailbox").json
        found = []
        for item in mailbox["items"]:
            place = Place(
                self.group.pins.installation,
                bytes.fromhex(mailbox["report"]),
                item["compartment"],
                bytes.fromhex(item["item"]),
            )
            wrap = Wrap("", 0, bytes.fromhex(item["key_id"]), unb64u(item["sealed"]))
            content = self.keys.mailbox.open(place, unb64u(item["ciphertext"]), wrap)
            self.learned.append(content)
            found.append((item["compartment"], content))
        return found

    def part(self, report, content):
        sealer = Sealer(self.keys, self.group.lists.manifest, report)
        return parts_json([sealer.to_both("message", content)])


def test_the_doors_are_all_known(site):
    """A new one that takes a code is asked below, too."""
    posted = {rule.rule for rule in site.app.url_map.iter_rules() if "POST" in rule.methods}
    assert posted == WITH_A_CODE | WITH_A_TOKEN | WITHOUT_EITHER


@both_databases
def test_the_card_alone_shows_nothing_of_what_was_told(site, group, lost):
    code, worker = lost
    finder = Finder(site, group, code)
    typed_in(finder)
    assert {name for name, _ in finder.opens()} == {"consent", "status", "narrowing", "message"}
    by_token(finder, worker.report, group)
    said = b"".join(content for _, content in finder.opens())
    changed(finder)
    assert finder.asked == WITH_A_CODE | WITH_A_TOKEN
    assert WRITTEN_TO_HER.encode() in said
    everything = b"\n".join(finder.learned).decode(errors="replace")
    assert WRITTEN_TO_HER in everything
    assert [secret for secret in SECRETS if secret.lower() in everything.lower()] == []


def typed_in(finder):
    """Press every button of the pages without scripts, but the one for a new code."""
    state = finder.state()
    for deed in (
        "open",
        "answer",
        "consent",
        "delete",
        "keep",
        "approve x",
        "correct x",
        "refuse x",
    ):
        form = {"state": state, "do": deed, "answer_text": "Who are you?", "scope": "contact"}
        finder.post("/return", **form, take_back=["consent_statistics"], agree=["consent_contact"])
    finder.post("/return", state=state, lang="fr", switch="fr")
    for button in ("receipt", "kept"):
        assert finder.post("/report", state=state, do=button).status_code == 200
    for button in ("open", "again", "add-person", "send"):
        form = {"state": state, "do": button, "what_happened": "More.", "nonce": "ab" * 16}
        assert finder.post("/report/add", **form).status_code == 200


def by_token(finder, report, group):
    """Ask every door as a browser does, and as no browser would."""
    day, manifest = group.today, group.lists.manifest
    telling = Telling(Account({"what_happened": "More."}), Contact(), NO, "en", "2026-11")
    parts = parts_json(seal_addition(finder.keys, report, telling, manifest, day))
    wish = finder.part(report, deletion_bytes(Deletion(report, day, "contact", "ask")))
    said = finder.part(report, answer_bytes(Answer(report, day, "en", "Who?")))
    for sent in (parts, said):
        assert finder.by_token("/return/add", "sealed parts", parts=sent).status_code == 200
    file = seal_file(
        finder.keys, report, Attachment(MediaType.TEXT, "text-1.txt", b"x"), manifest, day
    )
    body = file_body(finder.keys.token, file)
    kind = "application/octet-stream"
    answer = finder.site.client.post("/return/file", data=body, content_type=kind)
    assert finder.keep("/return/file", answer).status_code == 200
    finder.by_token("/return/kept", "code kept")
    finder.door("/return/stop", "stop warnings", tokens=[finder.keys.token.hex()])
    for path, asked in (("delete", "ask deletion"), ("delete/stop", "stop deletion")):
        more = {"scope": "contact"} if path == "delete" else {}
        answer = finder.by_token(f"/return/{path}", asked, parts=wish, **more)
        assert answer.status_code == 200
    # what is refused is told why, and no more
    for path in sorted(WITH_A_TOKEN):
        assert finder.by_token(path, "open mailbox", more="x").status_code >= 400


def changed(finder):
    """Put a code of the finder's own in place of hers: it opens what the card did."""
    page = finder.post("/return", state=finder.state(), do="code", nonce="cd" * 16, new_word="mine")
    assert page.status_code == 200
    state = finder.site.hidden(page)
    assert finder.post("/return", state=state, do="open").status_code == 200
    finder.post("/report/add", state=state, do="open")


@both_databases
def test_with_an_own_word_the_card_opens_nothing(site, group, lost):
    code, _ = lost
    _, state = site.open(code)
    page = site.post("/return", {"state": state, "do": "code", "new_word": "Kettle Marmalade"})
    assert page.status_code == 200
    card = Code.parse(found_on(page, "digits"))
    for one in (card, code):
        finder = Finder(site, group, one)
        assert finder.post("/return", code=finder.digits).status_code == 404
        add = {"code": finder.digits, "do": "send", "what_happened": "More.", "nonce": "ab" * 16}
        assert "Added." not in site.words(finder.post("/report/add", **add))
        assert finder.by_token("/return/mailbox", "open mailbox").status_code == 404
        assert finder.by_token("/return/kept", "code kept").status_code == 404
        asked = {"scope": "all", "parts": []}
        assert finder.by_token("/return/delete", "ask deletion", **asked).status_code == 404
        nobody = Finder(site, group, Code.random())
        assert site.words(nobody.post("/return", code=nobody.digits)).replace(
            nobody.digits, ""
        ) == site.words(finder.post("/return", code=finder.digits)).replace(finder.digits, "")
    for word in ("kettle marmalade", "KETTLE  MARMALADE"):
        page = site.post("/return", {"code": " ".join(card.digits()), "own_word": word})
        assert WRITTEN_TO_HER in site.words(page)
    guessed = site.post("/return", {"code": " ".join(card.digits()), "own_word": "kettle"})
    assert guessed.status_code == 404


def found_on(page, what):
    return (
        page.get_data(as_text=True).split(f'data-receipt="{what}"')[1].split(">")[1].split("<")[0]
    )


@both_databases
def test_whoever_found_the_card_is_stopped(site, group, lost):
    """A yes of theirs waits and is taken back on her word; a deletion waits and is stopped."""
    code, worker = lost
    site.later(days=2)
    state = Finder(site, group, code).state()
    agreed = ["consent_bulletin", "consent_contact", "consent_police_report"]
    site.post("/return", {"state": state, "do": "consent", "agree": agreed})
    assert not any(getattr(choices_of(group, worker), name) for name in agreed)
    removed = frozenset(agreed)
    cases.narrow(group.engine, group.desk(), worker.report, removed, "she lost her card")
    site.later(days=2)
    Finder(site, group, code).post("/return", state=state, do="consent", agree=agreed)
    site.later(days=1)
    assert not any(getattr(choices_of(group, worker), name) for name in agreed)

    _, state = site.open(code)
    site.post("/return", {"state": state, "do": "delete", "scope": "all"})
    site.later(days=2)
    file_waiting(group.engine, group.desk())
    deletions.stop(group.engine, group.desk(), worker.report, "she lost her card")
    site.later(days=9)
    site.get("/")
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        assert open_reported(session, group.desk(), worker.report).frozen is None
        assert cases.contact(group.engine, group.desk(), worker.report)
    assert "The deletion was stopped" in site.words(site.open(code)[0])


def choices_of(group, worker):
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        return cases.open_case(session, group.desk(), worker.report).consent.choices
