"""Rules 6, 7 and 12: copied words, first person, rare words."""

from dataclasses import replace

import pytest

from reporting.domain.bulletin import Quote
from reporting.domain.redaction_words import (
    check_copied,
    check_first_person,
    check_rare,
    quoted_spans,
    sources_of,
)

SOURCES = sources_of(
    [
        "He grabbed my wrist and didn't let go until the streetlight turned. Orange toque.",
        "Il m'a montré un faux document et l'argent n'est jamais arrivé dans mon compte.",
    ],
    ["says that he will pay after", "plow mount", "red", "pickup"],
    ["plow mount", "red", "pickup", "neck", "snake"],
)
COPIED = """
he grabbed my wrist and ran
GRABBED MY WRIST AND
grabbed, my - wrist... and
grábbed my wrist and
grabbbed my wrist and
did not let go
didn’t let go until
let go until the streetlight
montré un faux document
l’argent n’est jamais arrivé dans
"""
OWN = """
He took hold of a wrist.
grabbed my arm and
let go of the
He says that he will pay after.
argent jamais arrivé
the streetlight went dark
a red pickup with a plow mount
"""


@pytest.mark.parametrize("sentence", COPIED.strip().splitlines())
def test_four_copied_words_are_found(read, sentence):
    assert list(check_copied(read(sentence), SOURCES, (), ()))


@pytest.mark.parametrize(
    "word", ["grabed", "grabbbed", "grabbde", "garbbed", "grabbed", "grabbex", "xrabbed", "rabbed"]
)
def test_a_slip_is_found_without_going_through_every_word_of_a_report(read, word):
    """Whoever has a code can add a million words, and each draft is checked several times."""

    class Unlisted(frozenset):
        def __iter__(self):
            raise AssertionError

    sources = replace(SOURCES, words=Unlisted(SOURCES.words))
    assert list(check_copied(read(f"he {word} my wrist"), sources, (), ()))


@pytest.mark.parametrize("sentence", OWN.strip().splitlines())
def test_other_words_may_stay(read, sentence):
    assert [f.excerpt for f in check_copied(read(sentence), SOURCES, (), ())] == []


@pytest.mark.parametrize("told", ["我在河边等他 然后他来了", "ผู้ชายคนนั้นมาหา"])
def test_where_no_space_divides_words_four_signs_in_a_row_are_a_copy(read, told):
    sources = sources_of([told], [], [])
    assert list(check_copied(read(f"He said: {told[:8]}"), sources, (), ()))
    assert list(check_copied(read(f"He said: {told[0]}{told[-1]}"), sources, (), ())) == []


def test_words_of_grammar_and_of_looks_copy_nothing(read):
    sources = sources_of(
        ["and then he was on the red pickup with the snake"], [], ["red", "pickup", "snake"]
    )
    for sentence in ("and then he was", "on the red pickup with the snake"):
        assert list(check_copied(read(sentence), sources, (), ())) == []


def test_the_whole_copied_run_is_the_excerpt(read):
    (found,) = check_copied(
        read("So: grabbed my wrist and didn't let go, he did."), SOURCES, (), ()
    )
    assert found.excerpt == "grabbed my wrist and didn't let go,"


def test_words_of_the_persons_identifier_do_not_count(read):
    text = read("texts from 613 555 0142")
    sources = sources_of(["He texts from 613-555-0142 a lot"], [], [])
    assert list(check_copied(text, sources, (), ()))
    assert list(check_copied(text, sources, (), [(11, 23)])) == []


def test_the_offenders_own_words_may_stand_with_a_reason(read):
    text = read('He says "nobody will believe you, I know people" every time.')
    sources = sources_of(["and said nobody will believe you, I know people"], [], [])
    quote = Quote("nobody will believe you, I know people", "how he always threatens")
    assert list(check_copied(text, sources, (), ()))
    assert list(check_copied(text, sources, (quote,), ())) == []
    assert list(check_first_person(text, (quote,))) == []
    assert list(check_first_person(text, ()))


def test_a_quote_that_is_not_there_marks_nothing(read):
    assert quoted_spans(read("He left."), [Quote("trust me", "x"), Quote(" ", "x")]) == []
    assert len(quoted_spans(read('"trust me", “Trust me.”'), [Quote("Trust me", "x")])) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "He grabbed my wrist and ran",
        'He said "no". He grabbed my wrist and ran',
        'He said "no" and grabbed my wrist and ran "home"',
        'grabbed my wrist and "ran"',
    ],
)
def test_only_what_stands_between_quotation_marks_is_somebodys_words(read, sentence):
    """Else her whole account could go out as his, with one reason."""
    whole, part = Quote(sentence, "he says so"), Quote("grabbed my wrist and", "he says so")
    assert list(check_copied(read(sentence), SOURCES, (whole, part), ()))


@pytest.mark.parametrize("sentence", ["« grabbed my wrist and! »", 'says "I grabbed my wrist and"'])
def test_part_of_what_stands_between_them_is_his_as_well(read, sentence):
    quote = Quote("grabbed my wrist and", "he says so")
    assert list(check_copied(read(sentence), SOURCES, (quote,), ())) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "I was there."),
        ("en", "He hit me."),
        ("en", "my phone"),
        ("en", "We left."),
        ("en", "He told us."),
        ("en", "i'm safe"),
        ("en", "It was mine."),
        ("en", "Je suis là."),
        ("fr", "J'ai peur."),
        ("fr", "Il m'a vue."),
        ("fr", "mon téléphone"),
        ("fr", "à moi"),
        ("fr", "Il nous suit."),
        ("fr", "notre amie"),
        ("fr", "my phone"),
        ("", "he wants me"),
        ("", "il me suit"),
    ],
)
def test_first_person_is_found(read, language, sentence):
    assert list(check_first_person(read(sentence, language), ()))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "US plates. He mentioned a mineral."),
        ("en", "Hello ma'am, says he. Monday to summer."),
        ("en", "Meets at home, owes money."),
        ("fr", "Il avait mauvaise mine. Même méthode. Une moitié."),
        ("fr", "Il l'a mis dehors. Mais il ment."),
        ("fr", "Moins de monde, un moment."),
        ("", "small scar, moustache"),
    ],
)
def test_other_words_are_no_first_person(read, language, sentence):
    assert [f.excerpt for f in check_first_person(read(sentence, language), ())] == []


def test_a_rare_word_of_the_report_is_found_unless_published_before(read):
    text = read("Near a streetlight, with a wrist and a toque.")
    assert [f.excerpt for f in check_rare(text, SOURCES, frozenset(), ())] == ["streetlight"]
    assert list(check_rare(text, SOURCES, frozenset({"streetlight"}), ())) == []
