"""Folding: what hides a word is undone, and every span leads back to the signs as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.redaction_text import Text, fold, folded_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Étranglé", "Etrangle"),
        ("ＷＩＤＥ", "WIDE"),
        ("zero\u200bwidth", "zerowidth"),
        ("Аnnа", "Anna"),
        ("l’œuvre", "l'oeuvre"),
        ("6️⃣", "6"),
        ("①", "1"),
        ("a–b—c", "a-b-c"),
        ("«mot»", '"mot"'),
        ("n\u0303", "n"),
        ("٦١٣", "613"),
        ("۶१৩", "613"),
        ("六一三", "613"),
        ("❻❶❸⓿", "6130"),
        ("ᴊᴇssᴀ", "jessa"),
        ("🅹🅴🆂🆂🅰", "JESSA"),
        ("🇯🇪", "JE"),
        ("ŋɓɡ", "ŋbg"),
        ("6\u31641\u28003", "6 1 3"),
    ],
)
def test_signs_that_hide_a_word_are_folded(written, folded):
    assert fold(written) == folded


def test_case_stays_in_cased_and_goes_in_folded(read):
    text = read("Été À")
    assert (text.cased, text.folded) == ("Ete A", "ete a")


def test_words_know_whether_a_capital_means_something(read):
    words = read('Will pays. Will lies, and Will "Will" hits. "Will he?"').words
    names = [(w.form, w.is_name_like) for w in words if w.form == "will"]
    assert [name_like for _, name_like in names] == [False, False, True, True, False]


def test_masked_words_are_read_as_letters(read):
    assert "maria" in [w.form for w in read("ask m4r!a now").unmasked]
    assert "renee" in [w.form for w in read("ask r€n€€ now").unmasked]
    assert read("nothing hidden").unmasked == ()


def test_words_of_another_text_are_folded_too():
    assert folded_words("L'Été, à Sault-Sainte-Marie") == (
        "l",
        "ete",
        "a",
        "sault",
        "sainte",
        "marie",
    )


@given(st.text(max_size=80))
def test_every_span_leads_back_into_the_text(text):
    folded = Text.of(_passage(text))
    assert len(folded.cased) == len(folded.folded) == len(folded.index)
    for word in (*folded.words, *folded.unmasked):
        start, end = folded.span(word.start, word.end)
        assert 0 <= start < end <= len(text)


def _passage(text):
    from reporting.domain.bulletin_facts import Passage

    return Passage("summary.en", "en", text)
