"""The lists of common words: folded, and without what could give somebody away."""

from reporting.domain.redaction_common import COMMON, FUNCTION_WORDS
from reporting.domain.redaction_text import folded_words


def test_words_are_folded_as_texts_are():
    assert all(folded_words(word) == (word,) for word in COMMON | FUNCTION_WORDS)


def test_words_of_grammar_are_short_and_name_nobody():
    assert max(map(len, FUNCTION_WORDS)) <= 7
    assert not FUNCTION_WORDS & {"condom", "knife", "maria"}
