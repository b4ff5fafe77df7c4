import pytest

from reporting.casework.print_words import Speaker, joined
from reporting.domain.report_day import PartialDay

FRENCH = {"early %(month)s": "début %(month)s", "%(day)s, not sure": "%(day)s, incertain"}


@pytest.fixture
def speaker() -> Speaker:
    return Speaker(
        lambda language, msgid: FRENCH.get(msgid, msgid) if language == "fr" else msgid,
        {"areas": {"east": {"en": "East End", "fr": "Quartier Est"}}},
    )


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("early-2026-05", "early May 2026", "début mai 2026"),
        ("2026-05", "May 2026", "mai 2026"),
        ("this_week", "this week", "this week"),
    ],
)
def test_a_coarsened_day_in_words(
    speaker: Speaker, written: str, english: str, french: str
) -> None:
    assert speaker.when(written) == {"en": english, "fr": french}


def test_a_year_alone_is_the_same_in_every_language(speaker: Speaker) -> None:
    assert speaker.when("2026") == {"": "2026"}


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (PartialDay(2026, 5, 12), "May 12, 2026", "12 mai 2026"),
        (PartialDay(2026, 5, None), "May 2026", "mai 2026"),
        (PartialDay(None, 5, 12), "May 12", "12 mai"),
        (PartialDay(None, 5, None), "May", "mai"),
        (PartialDay(None, 2, 29), "February 29", "29 février"),
        (PartialDay(2026, 5, 12, unsure=True), "May 12, 2026, not sure", "12 mai 2026, incertain"),
    ],
)
def test_a_day_is_written_with_the_parts_that_are_known(
    speaker: Speaker, day: PartialDay, english: str, french: str
) -> None:
    assert speaker.partial_day(day) == {"en": english, "fr": french}


def test_a_day_of_which_nothing_is_known_says_nothing(speaker: Speaker) -> None:
    assert speaker.partial_day(PartialDay()) == {}


def test_an_area_has_the_name_that_the_organisation_gave_it(speaker: Speaker) -> None:
    assert speaker.answer("area", "east") == {"en": "East End", "fr": "Quartier Est"}
    assert speaker.answer("area", "gone") == {"": "gone"}


def test_typed_text_is_never_taken_for_a_label(speaker: Speaker) -> None:
    assert speaker.answer("person_name", "100%(month)s") == {"": "100%(month)s"}
    said = speaker.say("early %(month)s", month={"": "%(x)s %d"})
    assert said["en"] == "early %(x)s %d"


def test_joined_texts_keep_to_their_language_and_fall_back() -> None:
    assert joined([{"en": "Tall", "fr": "Grand"}, {"": "Mike"}, {}, {"en": "x"}]) == {
        "en": "Tall · Mike · x",
        "fr": "Grand · Mike · x",
    }
    assert joined([{"": "a"}, {"": "b"}], ", ") == {"": "a, b"}
    assert not any(joined([]).values())
