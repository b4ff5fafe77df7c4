"""A code: shown, typed back forgivingly, and turned into the same keys every time."""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import AmbiguousCode, Malformed, NotACode
from crypto.receipts import Code, keys_of, report_id
from crypto.suite import hkdf, prefixed
from crypto.wordlists import words

NONCE = bytes(range(16))
NUMBERS = (822, 1119, 1320, 1920, 55, 1342, 529, 925)
ENGLISH = "grocery message pink useless alone pond drama inhale"
FRENCH = "filetage larme nitrate tricoter affecter nuisible démolir gorge"
DIGITS = "0822 1119 1320 1920 0055 1342 0529 0925"
CODE = Code(NUMBERS)
INSTALLATION = b"n" * 16

CODES = st.tuples(*[st.integers(0, 2047)] * 8).map(Code)


def test_a_nonce_is_always_the_same_code() -> None:
    assert Code.from_nonce(NONCE) == CODE
    value = int.from_bytes(hkdf(NONCE, "brolly/code/v1", length=32)[:11], "big")
    bits = f"{value:088b}"
    assert CODE.numbers == tuple(int(bits[at : at + 11], 2) for at in range(0, 88, 11))


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_nonce_has_16_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        Code.from_nonce(bytes(length))


def test_a_code_is_shown_as_words_and_digits() -> None:
    assert " ".join(CODE.words("en")) == ENGLISH
    assert " ".join(CODE.words("fr")) == FRENCH
    assert " ".join(CODE.digits()) == DIGITS
    assert Code((0,) * 7 + (2047,)).digits()[6:] == ("0000", "2047")
    with pytest.raises(NotACode):
        CODE.words("xx")


def test_the_canonical_form_is_eight_u16() -> None:
    assert CODE.canonical().hex() == "0336045f052807800037053e0211039d"


@pytest.mark.parametrize(
    ("numbers", "position"),
    [((), None), ((1,) * 7, None), ((1,) * 9, None), ((1, 2048) + (1,) * 6, 2), ((-1,) * 8, 1)],
)
def test_eight_numbers_in_range(numbers: tuple[int, ...], position: int | None) -> None:
    with pytest.raises(NotACode) as caught:
        Code(numbers)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "typed",
    [
        ENGLISH,
        ENGLISH.upper(),
        f"\n {ENGLISH.replace(' ', ' , ')}.\n",
        ENGLISH.replace(" ", "-"),
        ENGLISH.replace(" ", "\u00a0\u2014 "),
        "groc mess pink usel alon pond dram inha",
        "groce messa pink useles alone pond drama inhal",
        FRENCH,
        FRENCH.replace("é", "e"),
        FRENCH.upper(),
        unicodedata.normalize("NFD", FRENCH),
        unicodedata.normalize("NFKD", FRENCH).title(),
        "file larm nitr tric affe nuis demo gorg",
        DIGITS,
        DIGITS.replace(" ", ""),
        DIGITS.replace(" ", "-"),
        "08221119 13201920 00551342 05290925",
        "822 1119 1320 1920 55 1342 529 925",
        "\u0660\u0668\u0662\u0662" + DIGITS[4:],
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert Code.parse(typed) == CODE


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("", None),
        ("  \n ", None),
        (ENGLISH + " pond", None),
        (ENGLISH.rsplit(" ", 1)[0], None),
        (ENGLISH.replace("pink", "zzzz"), 3),
        (ENGLISH.replace("grocery", "gro"), 1),
        (FRENCH.replace("gorge", "gorgo"), 8),
        (ENGLISH.replace("inhale", "gorge"), 8),
        ("qqqq " * 8, None),
        ("0822 " * 7 + "2048", 8),
        ("0822 " * 7 + "08220", 8),
        ("0822 " * 7, None),
        ("0822" * 8 + "1", None),
        (ENGLISH.replace("pond", "1342"), 6),
        ("abandon " * 10_000, None),
        ("\ud800 " + ENGLISH.split(" ", 1)[1], None),
    ],
)
def test_what_is_no_code_says_where(typed: str, position: int | None) -> None:
    with pytest.raises(NotACode) as caught:
        Code.parse(typed)
    assert type(caught.value) is NotACode
    assert caught.value.position == position


def shared_words() -> list[str]:
    return [word for word in words("en") if word in words("fr")][:8]


def test_words_of_both_lists_are_asked_about() -> None:
    typed = " ".join(shared_words())
    with pytest.raises(AmbiguousCode) as caught:
        Code.parse(typed)
    assert caught.value.lists == ("en", "fr")
    for language in ("en", "fr"):
        assert Code.parse(typed, language).words(language) == tuple(shared_words())


def test_the_answer_to_the_question_is_the_only_list() -> None:
    assert Code.parse(ENGLISH, "en") == CODE
    assert Code.parse(DIGITS, "fr") == CODE
    for language in ("fr", "xx"):
        with pytest.raises(NotACode):
            Code.parse(ENGLISH, language)


def test_an_error_does_not_carry_what_was_typed() -> None:
    with pytest.raises(NotACode) as caught:
        Code.parse(ENGLISH.replace("pink", "secretword"))
    assert "secretword" not in repr(caught.value) + str(caught.value)
    assert "grocery" not in repr(caught.value) + str(caught.value)


@given(CODES, st.sampled_from(["en", "fr"]))
def test_every_code_comes_back(code: Code, language: str) -> None:
    assert Code.parse(" ".join(code.digits())) == code
    assert Code.parse(" ".join(code.words(language)), language) == code


@given(st.text(max_size=80) | st.text("0123456789 -", max_size=50), st.sampled_from(["en", None]))
def test_arbitrary_text_is_a_code_or_not(text: str, language: str | None) -> None:
    with contextlib.suppress(NotACode):
        assert len(Code.parse(text, language).numbers) == 8


@given(st.lists(st.sampled_from(words("en")[:300] + words("fr")[:300]), max_size=9))
def test_arbitrary_words_are_a_code_or_not(picked: list[str]) -> None:
    with contextlib.suppress(NotACode):
        Code.parse(" ".join(picked))


def test_random_codes_differ() -> None:
    assert Code.random() != Code.random()


def test_the_keys_of_a_code_are_frozen() -> None:
    keys = keys_of(CODE, INSTALLATION)
    root = hashlib.pbkdf2_hmac("sha256", CODE.canonical(), INSTALLATION, 32768)
    assert keys.token == hkdf(root, "brolly/mailbox token/v1")
    assert keys.token_hash == hashlib.sha256(keys.token).digest()
    assert keys_of(CODE, INSTALLATION).mailbox.public == keys.mailbox.public
    keys = keys_of(CODE, b"i" * 16)
    assert keys.token.hex() == "92f55ec12b0efd6f6a51ef7ba4bc0a148e65e561524e85b5323b5de6bd115d72"
    identity = report_id(keys.signer.verifying_key, keys.mailbox.public.raw, keys.token_hash)
    assert identity.hex() == "fd4c171036d2963f250f6f2afe1042f5"


def test_code_installation_and_own_word_all_count() -> None:
    other = Code((*NUMBERS[:7], 926))
    tokens = {
        keys_of(code, installation, word).token
        for code in (CODE, other)
        for installation in (INSTALLATION, b"m" * 16)
        for word in ("", "maple")
    }
    assert len(tokens) == 8


def test_an_own_word_is_prefixed_utf_8() -> None:
    password = CODE.canonical() + prefixed("érable".encode())
    root = hashlib.pbkdf2_hmac("sha256", password, INSTALLATION, 32768)
    for typed in ("érable", " ÉRABLE  ", "e\u0301rable"):
        assert keys_of(CODE, INSTALLATION, typed).token == hkdf(root, "brolly/mailbox token/v1")


def test_an_own_word_of_spaces_is_none() -> None:
    assert keys_of(CODE, INSTALLATION, "  ").token == keys_of(CODE, INSTALLATION).token


@settings(max_examples=25)
@given(st.text(st.characters(), max_size=12))
def test_any_own_word_has_keys(word: str) -> None:
    assert len(keys_of(CODE, INSTALLATION, word).token) == 32


@pytest.mark.parametrize("length", [0, 15, 17])
def test_an_installation_id_has_16_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        keys_of(CODE, bytes(length))


def test_a_report_id_commits_to_all_three_keys() -> None:
    one, mailbox, token = b"v" * 32, b"m" * 1216, b"t" * 32
    expected = hashlib.sha256(b"brolly/report/v1" + one + mailbox + token).digest()[:16]
    assert report_id(one, mailbox, token) == expected


def test_neither_code_nor_keys_show_themselves() -> None:
    shown = repr(CODE) + repr(keys_of(CODE, INSTALLATION))
    assert "822" not in shown
    assert "numbers" not in shown
    assert "token" not in shown
