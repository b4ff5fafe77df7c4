from reporting.casework.speaking import speaker_of, translate
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Listed, Text


def both(english, french):
    return Text({"en": english, "fr": french})


def test_the_organisations_own_lists_are_named_in_every_language():
    settings = PublicSettings(
        areas=(Area("east", both("East side", "Quartier est"), both("The City", "La ville")),),
        police_forces=(Listed("city", both("City Police", "Police de la ville")),),
        races=(Listed("a", both("As seen", "Selon vous")),),
    )
    speaker = speaker_of(settings)
    assert speaker.answer("area", "east") == {"en": "East side", "fr": "Quartier est"}
    assert speaker.answer("region", "the_city") == {"en": "The City", "fr": "La ville"}
    assert speaker.name("forces", "city") == {"en": "City Police", "fr": "Police de la ville"}
    assert speaker.name("races", "a") == {"en": "As seen", "fr": "Selon vous"}


def test_a_text_that_nobody_has_translated_stays_as_it_is():
    assert translate("fr", "nobody wrote this") == "nobody wrote this"
