from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.private.epochs import EpochSecret
from reporting.sealed.errors import NotSealed
from reporting.sealed.verify import check_parts, check_report

DAY = date(2026, 11, 20)


def with_part(report, compartment, **changes):
    parts = tuple(
        replace(part, **changes) if part.compartment == compartment else part
        for part in report.parts
    )
    return replace(report, parts=parts)


def with_wrap(report, compartment, index, **changes):
    part = next(part for part in report.parts if part.compartment == compartment)
    wraps = list(part.wraps)
    wraps[index] = replace(wraps[index], **changes)
    return with_part(report, compartment, wraps=tuple(wraps))


def test_what_we_seal_passes(report, house):
    check_report(report, house.manifest, DAY)


LIES = {
    "an id of other keys": (lambda r: replace(r, id=b"x" * 16), "commit"),
    "another token": (lambda r: replace(r, token_hash=b"t" * 32), "commit"),
    "a short token hash": (lambda r: replace(r, token_hash=b"t"), "wrong length"),
    "a weak verifying key": (lambda r: replace(r, verifying_key=bytes(32)), "not a key"),
    "a broken mailbox key": (lambda r: replace(r, mailbox_key=bytes(1216)), "not a key"),
    "no contact": (lambda r: replace(r, parts=r.parts[:1] + r.parts[2:]), "one account"),
    "a fourth part": (lambda r: replace(r, parts=r.parts + r.parts[:1]), "one account"),
    "one item for all": (
        lambda r: replace(r, parts=tuple(replace(p, item=b"i" * 16) for p in r.parts)),
        "stands twice",
    ),
    "plain text": (lambda r: with_part(r, "account", ciphertext=b"He took my money."), "size"),
    "a size between classes": (
        lambda r: with_part(r, "account", ciphertext=b"\x01" + bytes(5000)),
        "size",
    ),
    "an unknown version": (
        lambda r: with_part(r, "account", ciphertext=b"\x02" + bytes(4096 + 16)),
        "unknown version",
    ),
    "nobody to read it": (lambda r: with_part(r, "account", wraps=()), "recipients"),
    "a contact that her code opens": (
        lambda r: with_part(r, "contact", wraps=r.parts[2].wraps),
        "recipients",
    ),
    "a consent she cannot open": (
        lambda r: with_part(r, "consent", wraps=r.parts[2].wraps[:1]),
        "recipients",
    ),
    "another mailbox": (lambda r: with_wrap(r, "consent", 1, key_id=b"k" * 8), "mailbox"),
    "a short wrap": (lambda r: with_wrap(r, "account", 0, sealed=b"\x01" * 9), "wrap has"),
    "a wrap of another version": (
        lambda r: with_wrap(r, "account", 0, sealed=b"\x02" * 1169),
        "wrap has",
    ),
    "an unknown epoch": (lambda r: with_wrap(r, "account", 0, epoch=9), "accepted today"),
    "an unknown key": (lambda r: with_wrap(r, "account", 0, key_id=b"k" * 8), "accepted today"),
    "an unknown circle": (lambda r: with_wrap(r, "account", 0, circle="x"), "accepted today"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_a_seal_is_refused(report, house, lie):
    tell, why = LIES[lie]
    assert [part.compartment for part in report.parts] == ["account", "contact", "consent"]
    with pytest.raises(NotSealed, match=why):
        check_report(tell(report), house.manifest, DAY)


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (7, True), (8, False)])
def test_the_previous_epoch_is_accepted_for_a_week(report, house, days, accepted):
    previous = house.epoch.public("previous", DAY + timedelta(days=7))
    newer = EpochSecret("main", 2, b"f" * 32).public()
    manifest = replace(house.manifest, epochs=(previous, newer))
    today = DAY + timedelta(days=days)
    if accepted:
        check_report(report, manifest, today)
    else:
        with pytest.raises(NotSealed, match="accepted today"):
            check_report(report, manifest, today)


def test_additions_are_held_to_the_same_rules(report, keys, house, telling):
    check_parts(report.parts, keys.mailbox.public, house.manifest, DAY)
