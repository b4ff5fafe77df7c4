from reporting.translations import catalogue


def test_a_language_without_a_catalogue_says_the_english():
    assert catalogue("xx").gettext("Area") == "Area"
    assert catalogue("en").ngettext("one", "many", 2) == "many"


def test_a_catalogue_is_read_once():
    assert catalogue("fr") is catalogue("fr")
