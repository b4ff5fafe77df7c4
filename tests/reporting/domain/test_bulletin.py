"""Drafts, bodies and editions: what they hold, what they refuse, their JSON."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.domain.bulletin import (
    LONGEST_SUMMARY,
    BulletinBody,
    BulletinDraft,
    Edition,
    Quote,
    Reason,
)
from reporting.domain.bulletin_facts import Facts, Passage
from reporting.domain.errors import Invalid

BODY = BulletinBody(
    facts=Facts({"severity": "dangerous"}, ({"person_name": "Doc"},)),
    expires=date(2027, 1, 31),
    summary={"fr": "Attention.", "en": "Take care."},
    urgent=True,
)
DRAFT = BulletinDraft(
    BODY,
    (Quote("trust me", "he always says it"),),
    (Reason(12, "summary.en", "care", "a word of every bulletin"),),
)
EDITION = Edition(12, 1, date(2026, 11, 20), BODY)


@pytest.mark.parametrize("value", [BODY, DRAFT, EDITION])
def test_it_comes_back_from_json_as_it_was(value):
    assert type(value).from_json(value.to_json()) == value


def test_a_body_is_one_unconfirmed_report_unless_said_otherwise():
    assert BODY.unconfirmed


def test_languages_come_in_a_fixed_order_and_empty_ones_not_at_all():
    assert list(BODY.summary) == ["en", "fr"]
    assert dict(replace(BODY, summary={"en": "", "fr": "x"}).summary) == {"fr": "x"}


def test_every_free_text_is_handed_to_the_check():
    assert list(BODY.passages()) == [
        Passage("summary.en", "en", "Take care."),
        Passage("summary.fr", "fr", "Attention."),
        Passage("persons.1.person_name", "", "Doc"),
    ]


def test_the_digest_changes_with_every_word_and_mark():
    changed = [
        replace(BODY, summary={"en": "Take care!", "fr": "Attention."}),
        replace(BODY, urgent=False),
        replace(BODY, unconfirmed=False),
        replace(BODY, expires=date(2027, 2, 1)),
        replace(BODY, facts=Facts({"severity": "risky"})),
    ]
    assert len({body.digest for body in (BODY, *changed)}) == 6
    assert BODY.digest == BulletinBody.from_json(BODY.to_json()).digest


@pytest.mark.parametrize(
    "summary",
    [
        {"de": "Achtung"},
        {"en": "x" * (LONGEST_SUMMARY + 1)},
        {"en": "a\u200bb"},
        {"en": "a\u202eb"},
        {"en": "a\x07b"},
    ],
)
def test_a_summary_with_hidden_signs_or_too_many_is_refused(summary):
    with pytest.raises(Invalid):
        replace(BODY, summary=summary)


@pytest.mark.parametrize(
    "change",
    [
        {"reasons": (Reason(8, "summary.en", "x", " "),)},
        {"reasons": (Reason(8, "summary.en", "x", "y" * 501),)},
        {"reasons": (Reason(8, "summary.en", "x", "y"),) * 40},
        {"quotes": (Quote("trust me", ""),)},
    ],
)
def test_a_reason_has_to_be_a_reason(change):
    with pytest.raises(Invalid):
        replace(DRAFT, **change)


@pytest.mark.parametrize(
    ("value", "change"),
    [
        (BODY, {"urgent": 1}),
        (BODY, {"expires": "soon"}),
        (BODY, {"expires": 5}),
        (BODY, {"summary": []}),
        (BODY, {"summary": {"en": 1}}),
        (BODY, {"v": 1}),
        (DRAFT, {"v": 2}),
        (DRAFT, {"quotes": [["a"]]}),
        (DRAFT, {"quotes": {}}),
        (DRAFT, {"reasons": [[]]}),
        (DRAFT, {"reasons": [[True, "a", "b", "c"]]}),
        (DRAFT, {"reasons": [[8, "a", "b"]]}),
        (EDITION, {"v": 2}),
        (EDITION, {"kind": "manifest"}),
        (EDITION, {"number": 0}),
        (EDITION, {"edition": "1"}),
        (EDITION, {"issued": "2026-13-01"}),
        (EDITION, {"author": "ana"}),
    ],
)
def test_json_that_differs_in_anything_is_refused(value, change):
    with pytest.raises(Invalid):
        type(value).from_json(value.to_json() | change)


@pytest.mark.parametrize("value", [BODY, DRAFT, EDITION])
def test_json_that_misses_a_key_is_refused(value):
    for name in value.to_json():
        data = value.to_json()
        del data[name]
        with pytest.raises(Invalid):
            type(value).from_json(data)
