"""The questions about the harm."""

from reporting.domain.catalogue_what import HARMS_FIRST, INCIDENT_TYPES, START, WHAT


def test_the_eight_large_ones():
    assert [option.value for option in HARMS_FIRST] == [
        "sexual_assault",
        "physical_assault",
        "condom_removed",
        "no_payment",
        "robbery",
        "threats",
        "harassment",
        "creepy",
    ]


def test_harm_is_what_a_worker_says_it_is():
    values = {option.value for option in INCIDENT_TYPES}
    assert values >= {"time_waster", "disrespectful", "creepy", "abuse_police", "other", "unknown"}
    assert len(values) == len(INCIDENT_TYPES)


def test_the_start_asks_kind_teller_and_danger():
    assert [field.name for field in START] == ["report_kind", "told_by", "danger_now"]


def test_her_own_words_have_room():
    words = next(field for field in WHAT if field.name == "what_happened")
    assert words.max_length == 20_000
    assert words.kind == "text"
