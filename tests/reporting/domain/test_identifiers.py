"""Numbers, plates and names in one form, and why two of them may be the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.identifiers import (
    Match,
    Normal,
    Why,
    email,
    fold_plate,
    handle,
    normalise,
    normalise_all,
    phone,
    plate,
    same,
    url,
)
from reporting.domain.report import Identifier

WHOLE = Normal("phone", "+16135550142")


@pytest.mark.parametrize(
    "written",
    [
        "613-555-0142",
        "(613) 555-0142",
        "+1 613 555 0142",
        "1.613.555.0142",
        "011 1 613 555 0142",
        "6I3-555-O142",
        "613 SSS 0142",
        "613-555-0142 ext 12",
        "６１３ ５５５ ０１４２",
        "613\u200b5550142",
        "call 613-555-0142",
    ],
)
def test_a_phone_is_the_same_however_it_is_written(written):
    assert phone(written) == WHOLE


def test_a_look_alike_sign_is_read_before_the_number_is_parsed():
    assert phone("613-236-I234") == Normal("phone", "+16132361234")


def test_a_number_from_abroad_keeps_its_country():
    assert phone("+33 6 12 34 56 78") == Normal("phone", "+33612345678")


@pytest.mark.parametrize("written", ["555-0142", "0142", "613555014", "613 55? 0142"])
def test_what_is_partial_stays_partial(written):
    found = phone(written)
    assert found is not None
    assert found.partial


def test_a_number_marked_as_partial_is_not_completed():
    assert phone("613-555-0142", partial=True) == Normal("phone", "6135550142", partial=True)


@pytest.mark.parametrize("written", ["", "142", "he hung up", "?"])
def test_too_little_is_no_phone(written):
    assert phone(written) is None


def test_partial_phones_match_by_their_ending():
    assert same(WHOLE, Normal("phone", "0142", partial=True)) == Match("phone", Why.ENDING)
    assert same(Normal("phone", "0142", partial=True), WHOLE) == Match("phone", Why.ENDING)
    assert same(WHOLE, Normal("phone", "0143", partial=True)) is None
    assert same(WHOLE, Normal("phone", "6135", partial=True)) is None


def test_whole_phones_match_exactly_or_not_at_all():
    assert same(WHOLE, WHOLE) == Match("phone", Why.EXACT)
    assert same(WHOLE, Normal("phone", "+16135550143")) is None


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("CKRW 518", "ckrw-518", Why.EXACT),
        ("CKOI 518", "CK01 5I8", Why.LOOK_ALIKE),
        ("B? 48 2?1", "BA48291", Why.WILDCARD),
        ("CKRW 518", "CKRW 519", Why.ONE_EDIT),
        ("CKRW 518", "CKW 518", Why.ONE_EDIT),
        ("CKR? 51", "CKRW 518", Why.ONE_EDIT),
        ("RW51", "CKRW 518", Why.PART),
        ("CKRW 518", "CKRW 529", None),
        ("CKRW 518", "BXKT 294", None),
        ("????", "CKRW", None),
        ("CK??", "CKRW", None),
        ("ABC1", "ABD1", None),
    ],
)
def test_plates_match_by_folded_signs_wildcards_and_one_edit(one, other, why):
    first, second = plate(one), plate(other)
    found = same(first, second) if first and second else None
    assert (found.why if found else None) == why
    back = same(second, first) if first and second else None
    assert back == found


def test_a_match_says_why():
    found = same(WHOLE, WHOLE)
    assert found is not None
    assert found.label == "the same"


def test_look_alike_signs_of_plates_fold_to_digits():
    assert fold_plate("oqdilzsbg") == "000112586"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (email(" Dark.Horse+ads@Example.ORG "), Normal("email", "dark.horse@example.org")),
        (email("mailto:a@example.org"), Normal("email", "a@example.org")),
        (email("darkhorse"), Normal("email", "darkhorse", partial=True)),
        (handle("@Dark_Horse"), Normal("handle", "dark_horse")),
        (handle("https://example.org/u/Dark_Horse/?x=1"), Normal("handle", "dark_horse")),
        (url("HTTPS://www.Example.org/Ads/12/?ref=a"), Normal("url", "example.org/ads/12")),
        (url("not an address"), None),
        (url("http://[::1"), None),
        (handle("@"), None),
    ],
)
def test_addresses_and_handles_lose_what_does_not_tell(found, expected):
    assert found == expected


def test_the_shape_of_a_value_counts_more_than_the_kind_somebody_chose():
    assert normalise("social", "a@example.org") == Normal("email", "a@example.org")
    assert normalise("unknown", "613 555 0142") == WHOLE
    assert normalise("payment", "dark_horse") == Normal("handle", "dark_horse")
    assert normalise("url", "dark_horse") == Normal("handle", "dark_horse")
    assert normalise("plate", "ckrw 518") == Normal("plate", "CKRW518")


def test_a_part_of_a_handle_matches_when_it_was_marked_as_a_part():
    whole, part = handle("dark_horse99"), handle("horse", partial=True)
    assert whole
    assert part
    assert same(whole, part) == Match("handle", Why.PART)
    assert same(whole, Normal("handle", "horse")) is None


def test_kinds_do_not_match_across():
    assert same(WHOLE, Normal("plate", "6135550142")) is None


def test_identifiers_of_a_report_are_read_once_each():
    listed = [Identifier("phone", "613-555-0142"), Identifier("phone", "6135550142")]
    assert normalise_all([*listed, Identifier("phone", "?")], ["CKRW 518", "?"]) == (
        WHOLE,
        Normal("plate", "CKRW518"),
    )


@given(st.text(max_size=60), st.sampled_from(["phone", "email", "social", "url", "plate"]))
def test_anything_can_be_read_without_an_error(value, kind):
    found = normalise(kind, value)
    if found:
        assert same(found, found) or found.partial


@given(st.text("ABC158?", min_size=2, max_size=8), st.text("ABC158?", min_size=2, max_size=8))
def test_order_does_not_matter(one, other):
    first, second = plate(one), plate(other)
    if first and second:
        assert same(first, second) == same(second, first)


@given(st.integers(0, 9999))
def test_a_phone_survives_being_written_with_look_alike_signs(last):
    written = f"613-555-{last:04}"
    assert phone(written.replace("0", "O").replace("1", "I")) == phone(written)
