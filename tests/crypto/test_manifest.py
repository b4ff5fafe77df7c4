"""Who may be sealed to and who there is: only what the organisation signed, and not what it once did."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import (
    BadSignature,
    CryptoError,
    Expired,
    Malformed,
    NotListed,
    RolledBack,
    UnknownVersion,
    WeakKey,
)
from crypto.manifest import (
    MANIFEST_LABEL,
    ROSTER_LABEL,
    read_manifest,
    read_roster,
    sequence_for,
    verify_manifest,
    verify_roster,
)
from crypto.strictjson import b64u

if TYPE_CHECKING:
    from conftest import Lists

NEUTRAL = b"\x01" + bytes(31)


def test_a_manifest_says_whom_to_seal_to(lists: Lists, today: date) -> None:
    manifest = read_manifest(*lists.manifest(), lists.pins, today)
    assert manifest.installation == lists.pins.installation
    assert manifest.sequence == 20517001
    assert manifest.valid_until == date(2026, 8, 31)
    assert [epoch.number for epoch in manifest.epochs] == [1, 2, 3]
    assert manifest.current().number == 3
    recipient = manifest.recipient()
    assert (recipient.circle, recipient.epoch) == ("main", 3)
    assert b64u(recipient.key.raw) == lists.seal


def test_what_is_not_listed_is_named_so(lists: Lists, today: date) -> None:
    manifest = read_manifest(*lists.manifest(), lists.pins, today)
    with pytest.raises(NotListed):
        manifest.current("north")
    with pytest.raises(NotListed):
        manifest.recipient("north")
    with pytest.raises(NotListed):
        manifest.signing_key("main", 4, today)
    with pytest.raises(NotListed):
        manifest.signing_key("north", 3, today)


def test_epochs_take_seals_and_sign_until_their_last_day(lists: Lists, today: date) -> None:
    manifest = read_manifest(*lists.manifest(), lists.pins, today)
    retired, previous, current = manifest.epochs
    assert [previous.accepts(date(2026, 3, day)) for day in (8, 9)] == [True, False]
    assert not retired.accepts(date(2026, 1, 1))
    assert current.accepts(date(2036, 1, 1))
    assert manifest.signing_key("main", 1, date(2026, 1, 10)) == retired.sign
    with pytest.raises(BadSignature, match="after the last day"):
        manifest.signing_key("main", 1, date(2026, 1, 11))
    assert manifest.signing_key("main", 3, today) == current.sign


def test_a_roster_says_who_there_is(lists: Lists, today: date) -> None:
    roster = read_roster(*lists.roster(), lists.pins, today)
    assert [member.handle for member in roster.members] == ["wren", "jay", "heron", "owl"]
    wren = roster.member("wren")
    assert wren.roles == {"advocate", "coordinator"}
    assert wren.circles == {"main"}
    assert wren.sign == lists.member_signer("wren").verifying_key
    assert b64u(roster.recovery.raw) == lists.seal
    for handle in ("owl", "nobody"):
        with pytest.raises(NotListed):
            roster.member(handle)


def test_what_somebody_removed_signed_counts_up_to_that_day(lists: Lists, today: date) -> None:
    owl = read_roster(*lists.roster(), lists.pins, today).members[-1]
    assert [owl.counts(date(2026, 2, day)) for day in (1, 2)] == [True, False]


def test_new_keys_leave_the_old_line_as_removed(lists: Lists, today: date) -> None:
    lines = [lists.member("wren", removed="2026-02-01"), lists.member("wren", circles=[])]
    roster = read_roster(*lists.roster(members=lines), lists.pins, today)
    assert roster.member("wren").circles == frozenset()


READERS = [
    pytest.param("manifest", read_manifest, verify_manifest, MANIFEST_LABEL, id="manifest"),
    pytest.param("roster", read_roster, verify_roster, ROSTER_LABEL, id="roster"),
]


@pytest.mark.parametrize(("kind", "read", "verify", "label"), READERS)
class TestBoth:
    def test_its_last_day_is_a_day_on_which_it_counts(
        self, lists: Lists, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        signed = getattr(lists, kind)()
        assert read(*signed, lists.pins, date(2026, 8, 31)).sequence == 20517001
        with pytest.raises(Expired) as caught:
            read(*signed, lists.pins, date(2026, 9, 1))
        assert caught.value.last_day == date(2026, 8, 31)
        assert verify(*signed, lists.pins).valid_until == date(2026, 8, 31)

    def test_an_older_one_is_rolled_back(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        pins = replace(lists.pins, minimum_sequence=20517002)
        for act in (lambda s: read(*s, pins, today), lambda s: verify(*s, pins)):
            with pytest.raises(RolledBack) as caught:
                act(getattr(lists, kind)())
            assert (caught.value.sequence, caught.value.minimum) == (20517001, 20517002)

    def test_another_organisation_or_installation_is_not_ours(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        body, signature = getattr(lists, kind)()
        stranger = lists.member_signer("stranger")
        for other in (signature[:-1], bytes(64), stranger.sign(label, body)):
            with pytest.raises(BadSignature):
                read(body, other, lists.pins, today)
        with pytest.raises(BadSignature):
            read(body + b" ", signature, lists.pins, today)
        with pytest.raises(BadSignature, match="another installation"):
            read(body, signature, replace(lists.pins, installation=b"x" * 16), today)

    def test_the_other_kinds_signature_does_not_count(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        other = ROSTER_LABEL if kind == "manifest" else MANIFEST_LABEL
        body, _ = getattr(lists, kind)()
        with pytest.raises(BadSignature):
            read(*lists.signed(other, body), lists.pins, today)

    def test_a_pinned_weak_key_verifies_nothing(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        with pytest.raises(WeakKey):
            read(*getattr(lists, kind)(), replace(lists.pins, organisation=NEUTRAL), today)

    def test_a_later_version_is_named(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        with pytest.raises(UnknownVersion):
            read(*getattr(lists, kind)(v=2), lists.pins, today)

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "sheet"},
            {"sequence": -1},
            {"sequence": "1"},
            {"sequence": True},
            {"valid_until": "soon"},
            {"valid_until": None},
            {"installation": "00"},
            {"installation": 7},
            {"more": 1},
        ],
    )
    def test_a_wrong_field_is_malformed(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str, change: Any
    ) -> None:
        with pytest.raises(Malformed):
            read(*getattr(lists, kind)(**change), lists.pins, today)

    def test_signed_nonsense_is_malformed(
        self, lists: Lists, today: date, kind: str, read: Any, verify: Any, label: str
    ) -> None:
        for body in (b"", b"{}", b"\xff", b"[" * 100_000, b'{"v":1}'):
            with pytest.raises(Malformed):
                read(*lists.signed(label, body), lists.pins, today)


@pytest.mark.parametrize(
    "change",
    [
        {"circle": ""},
        {"circle": "c" * 65},
        {"epoch": 0},
        {"epoch": 2**32},
        {"epoch": "3"},
        {"state": "lost"},
        {"state": None},
        {"until": "2026-04-01"},
        {"seal": "AAAA"},
        {"seal": 7},
        {"sign": "AAAA"},
        {"more": 1},
    ],
)
def test_a_wrong_epoch_is_malformed(lists: Lists, today: date, change: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read_manifest(*lists.manifest(epochs=[lists.epoch(3) | change]), lists.pins, today)


def test_epochs_are_one_of_a_kind(lists: Lists, today: date) -> None:
    retired = lists.epoch(1, "retired", "2026-01-10")
    for epochs in (
        [],
        None,
        [lists.epoch(3), lists.epoch(4)],
        [lists.epoch(3), retired, retired],
        [lists.epoch(1, "retired")],
    ):
        with pytest.raises(Malformed):
            read_manifest(*lists.manifest(epochs=epochs), lists.pins, today)


def test_a_manifest_may_have_a_circle_without_a_current_epoch(lists: Lists, today: date) -> None:
    epochs = [lists.epoch(1, "retired", "2026-01-10")]
    manifest = read_manifest(*lists.manifest(epochs=epochs), lists.pins, today)
    with pytest.raises(NotListed):
        manifest.recipient()


def test_a_weak_signing_key_is_refused_in_both(lists: Lists, today: date) -> None:
    weak = {"sign": b64u(NEUTRAL)}
    with pytest.raises(WeakKey):
        read_manifest(*lists.manifest(epochs=[lists.epoch(3) | weak]), lists.pins, today)
    with pytest.raises(WeakKey):
        read_roster(*lists.roster(members=[lists.member("wren", **weak)]), lists.pins, today)


@pytest.mark.parametrize(
    "change",
    [
        {"handle": ""},
        {"handle": 7},
        {"handle": "\ud800"},
        {"roles": "advocate"},
        {"roles": ["advocate", "advocate"]},
        {"circles": None},
        {"removed": "yesterday"},
        {"seal": ""},
    ],
)
def test_a_wrong_member_is_malformed(lists: Lists, today: date, change: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read_roster(*lists.roster(members=[lists.member("wren") | change]), lists.pins, today)


def test_two_people_cannot_share_a_handle(lists: Lists, today: date) -> None:
    twice = [lists.member("wren"), lists.member("wren")]
    with pytest.raises(Malformed, match="one handle"):
        read_roster(*lists.roster(members=twice), lists.pins, today)


def test_a_recovery_key_cut_is_malformed(lists: Lists, today: date) -> None:
    with pytest.raises(Malformed):
        read_roster(*lists.roster(recovery=lists.seal[:-4]), lists.pins, today)


def test_a_sequence_is_the_day_and_a_counter() -> None:
    assert sequence_for(date(1970, 1, 1), 0) == 0
    assert sequence_for(date(2026, 3, 5), 1) == 20517001
    assert sequence_for(date(2026, 3, 6), 0) > sequence_for(date(2026, 3, 5), 999)
    for day, counter in ((date(1969, 12, 31), 0), (date(2026, 3, 5), 1000), (date(2026, 3, 5), -1)):
        with pytest.raises(Malformed):
            sequence_for(day, counter)


@given(st.data())
def test_signed_documents_with_anything_in_them_are_read_or_refused(
    lists: Lists, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["manifest", "roster"]))
    document = json.loads(getattr(lists, kind)()[0])
    place: Any = document
    while isinstance(place, (dict, list)) and place and data.draw(st.booleans()):
        parent = place
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
        place = place[key]
        if not isinstance(place, (dict, list)):
            values = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
            parent[key] = data.draw(values | st.just([]) | st.just({}))
    label = MANIFEST_LABEL if kind == "manifest" else ROSTER_LABEL
    read = verify_manifest if kind == "manifest" else verify_roster
    with contextlib.suppress(CryptoError):
        read(*lists.signed(label, document), lists.pins)


@given(st.binary(max_size=50), st.binary(max_size=70))
def test_arbitrary_bytes_are_bad_signatures(lists: Lists, body: bytes, signature: bytes) -> None:
    with pytest.raises(BadSignature):
        verify_manifest(body, signature, lists.pins)
    with pytest.raises(BadSignature):
        verify_roster(body, signature, lists.pins)
