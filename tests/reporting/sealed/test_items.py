from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crypto.envelope import Place
from crypto.errors import BadSignature, CryptoError
from crypto.parts import sign_part, sign_reply
from crypto.stoptokens import StopToken
from reporting.sealed.deletion import Deletion, deletion_bytes
from reporting.sealed.errors import NotDecodable
from reporting.sealed.events import Event, event_bytes, read_event
from reporting.sealed.items import (
    read_her_part,
    read_message_item,
    read_status_item,
    read_wording_item,
    unbroken,
)
from reporting.sealed.messages import Answer, Message, answer_bytes, message_bytes, read_message
from reporting.sealed.replies import StatusNote, read_status, status_bytes

DAY = date(2026, 11, 20)
REPORT = b"r" * 16
HERE = Place(b"n" * 16, REPORT, "message", b"i" * 16)


def test_the_status_compartment_holds_three_kinds():
    note = StatusNote(REPORT, 1, b"", DAY, "received", 1)
    event = Event(REPORT, 1, b"", DAY, "bulletin", "4")
    token = StopToken(4, 1, b"t" * 32)
    assert isinstance(read_status_item(REPORT, status_bytes(note)), StatusNote)
    assert isinstance(read_status_item(REPORT, event_bytes(event)), Event)
    assert read_status_item(REPORT, token.content()) == token
    for content in (b"{}", b"", answer_bytes(Answer(REPORT, DAY, "en", "Hi"))):
        with pytest.raises(NotDecodable):
            read_status_item(REPORT, content)
    for content in (status_bytes(note), event_bytes(event)):
        with pytest.raises(NotDecodable, match="another report"):
            read_status_item(b"o" * 16, content)


def test_each_voice_is_believed_by_its_own_signature(house, keys, other_keys):
    hers = [keys.signer.verifying_key]
    answer = answer_bytes(Answer(REPORT, DAY, "en", "Hi"))
    message = message_bytes(Message(REPORT, 1, b"", DAY, "en", "Hello"))

    def read(body, place=HERE):
        return read_message_item(place, hers, house.manifest, body, DAY)

    assert isinstance(read(sign_part(keys.signer, HERE, answer)), Answer)
    reply = sign_reply(house.epoch.signer, HERE, "main", 1, message)
    assert isinstance(read(reply), Message)
    refused = {
        "another code": sign_part(other_keys.signer, HERE, answer),
        "advocates' words by her": sign_part(keys.signer, HERE, message),
        "her words by advocates": sign_reply(house.epoch.signer, HERE, "main", 1, answer),
        "advocates' words by another": sign_reply(keys.signer, HERE, "main", 1, message),
        "nothing": b"",
    }
    for body in refused.values():
        with pytest.raises((CryptoError, NotDecodable)):
            read(body)
    moved = replace(HERE, item=b"j" * 16)
    with pytest.raises(BadSignature):
        read(reply, moved)


def test_words_about_another_report_are_refused(house, keys):
    wish = deletion_bytes(Deletion(b"o" * 16, DAY, "all", "ask"))
    with pytest.raises(NotDecodable, match="another report"):
        read_message_item(
            HERE,
            [keys.signer.verifying_key],
            house.manifest,
            sign_part(keys.signer, HERE, wish),
            DAY,
        )


def test_a_wording_is_the_circles_alone(house, keys):
    with pytest.raises(CryptoError):
        read_wording_item(HERE, house.manifest, sign_part(keys.signer, HERE, b"{}"), DAY)
    body = sign_reply(house.epoch.signer, HERE, "main", 1, b"{}")
    with pytest.raises(NotDecodable):
        read_wording_item(HERE, house.manifest, body, DAY)


def test_a_part_says_which_of_her_codes_signed_it(keys, other_keys):
    both = [keys.signer.verifying_key, other_keys.signer.verifying_key]
    for code, signer in enumerate((keys.signer, other_keys.signer)):
        part = read_her_part(HERE, both, sign_part(signer, HERE, b"content"))
        assert (part.content, part.code) == (b"content", code)
    with pytest.raises(BadSignature):
        read_her_part(HERE, (), sign_part(keys.signer, HERE, b"content"))


@pytest.mark.parametrize("kind", [Event, Message, StatusNote])
def test_a_chain_that_misses_one_is_noticed(kind):
    def link(sequence, previous, text):
        if kind is StatusNote:
            note = StatusNote(REPORT, sequence, previous, DAY, "looked_at", int(text))
            return read_status(status_bytes(note))
        if kind is Event:
            return read_event(event_bytes(Event(REPORT, sequence, previous, DAY, "sheet", text)))
        return read_message(message_bytes(Message(REPORT, sequence, previous, DAY, "en", text)))

    first = link(1, b"", "1")
    second = link(2, first.digest, "2")
    third = link(3, second.digest, "3")
    assert unbroken([third, first, second]) == (first, second, third)
    assert unbroken([]) == ()
    for broken in ([second], [first, third], [first, first], [first, link(2, b"x" * 32, "2")]):
        with pytest.raises(NotDecodable):
            unbroken(broken)
