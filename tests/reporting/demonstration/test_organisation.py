"""The invented organisation says of itself that it is invented."""

from crypto.passwords import page_phrase_check
from reporting.demonstration.organisation import HELP_NUMBER, PARTS, pages, public_settings


def test_settings_are_whole_in_both_languages():
    settings = public_settings("two words")
    assert len(settings.areas) == 4
    assert len(settings.police_forces) == 2
    for text in (settings.title, settings.who_reads, settings.about):
        assert set(text.by_language) == {"en", "fr"}
    assert HELP_NUMBER in [number.phone for number in settings.help_numbers]


def test_the_phrase_opens_the_bulletins():
    kept = public_settings("two words").phrase_hash
    assert page_phrase_check("two words", kept)
    assert not page_phrase_check("other words", kept)


def test_nobody_takes_it_for_a_real_group():
    settings = public_settings("two words")
    assert "invented" in settings.organisation.of("en")
    assert "inventé" in settings.organisation.of("fr")
    assert all("invented" in page.body or "inventé" in page.body for page in pages())


def test_there_is_a_support_page_per_language():
    assert [(page.slug, page.language) for page in pages()] == [
        ("support", "en"),
        ("support", "fr"),
    ]


def test_one_coordinates_and_reads_three_read_one_prints():
    assert [part.role for part in PARTS].count("advocate") == 3
    assert [part.handle for part in PARTS if part.circles] == ["kim", "ada", "bo", "cleo"]
