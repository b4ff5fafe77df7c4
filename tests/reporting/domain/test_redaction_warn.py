"""Rules 8, 9 and 14: warnings, in both languages."""

import pytest

from reporting.domain.redaction_warn import check_care, check_legal_name, check_looks


@pytest.mark.parametrize(
    "sentence",
    [
        "He took her coat.",
        "He hurt an Indigenous worker.",
        "She has a work permit.",
        "He threatened to have them deported.",
        "The worker's dog barked.",
        "A pregnant woman.",
        "Il a menacé son enfant.",
        "Une femme autochtone.",
        "sans-papiers",
        "sa perruque rouge",
        "She has no papers.",
        "A newcomer to Canada.",
        "Elle n'a pas de papiers.",
        "une nouvelle arrivante",
    ],
)
def test_what_may_describe_the_worker_is_found(read, sentence):
    assert list(check_looks(read(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "He has red hair and a dog.",
        "A woman was robbed.",
        "Il a les cheveux roux.",
        "His dog is big.",
    ],
)
def test_what_describes_the_offender_may_stay(read, sentence):
    assert [f.excerpt for f in check_looks(read(sentence))] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "She needed stitches.",
        "a broken nose",
        "went to the hospital",
        "aux urgences",
        "le nez cassé",
    ],
)
def test_a_particular_injury_or_care_is_found(read, sentence):
    assert list(check_care(read(sentence)))


@pytest.mark.parametrize(
    "sentence", ["Physical harm.", "Chokes and slaps.", "A broken window.", "Gifle."]
)
def test_what_the_offender_does_is_no_injury(read, sentence):
    assert [f.excerpt for f in check_care(read(sentence))] == []


@pytest.mark.parametrize(
    ("where", "text", "warned"),
    [
        ("persons.1.person_name", "Darren Whitlock", True),
        ("persons.1.person_name", "darren p. whitlock", True),
        ("persons.1.person_name", "Darren", False),
        ("persons.1.person_name", "Big Darren", False),
        ("summary.en", "He is Darren Whitlock.", True),
        ("summary.en", "Known as Mr. Whitlock.", True),
        ("summary.en", "Drives a Honda Civic.", False),
        ("summary.en", "Dark Car seen.", False),
        ("summary.en", "Greg Whitlock waits by the water.", True),
        ("summary.en", "Seen with GREG WHITLOCK again.", True),
        ("summary.en", "His name is darren whitlock.", True),
        ("summary.fr", "Un certain darren whitlock.", True),
        ("summary.fr", "C'est monsieur Whitlock.", True),
        ("summary.en", "Greg is tall. Greg Honda is what they say.", False),
        ("summary.en", "His name is not known.", False),
        ("summary.en", "DO NOT get in.", False),
    ],
)
def test_a_full_name_wants_a_reason(read, where, text, warned):
    allowed = frozenset({"honda", "civic", "greg"})
    found = list(check_legal_name(read(text, "", where), allowed, frozenset({"greg"})))
    assert bool(found) == warned
