"""Labels for scripts: whatever `bulletin_words` can say of a bulletin, a browser can say too."""

import pytest

from reporting.domain.bulletin_facts import HAPPENING_ORDER, PERSON_ORDER, VEHICLE_ORDER
from reporting.domain.catalogue import FIELDS
from reporting.domain.short_names import SHORT_NAMES
from reporting.intake.bulletin_labels import labels_of


@pytest.fixture
def labels(app):
    def of(language):
        with app.test_request_context(f"/?lang={language}"):
            settings = app.extensions["brolly"].verified.read().settings
            return {asked.name: asked for asked in labels_of(settings)}

    return of


def test_every_question_that_may_be_published_is_there(labels):
    found = labels("en")
    names = {*HAPPENING_ORDER, *VEHICLE_ORDER, *PERSON_ORDER}
    assert set(found) == names | {"coarse", "identifiers_kind"}
    assert all(found[name].short == SHORT_NAMES[name] for name in names)


def test_options_stand_in_the_language_of_the_page(labels):
    asked = labels("fr")
    assert asked["severity"].options.keys() == {one.value for one in FIELDS["severity"].options}
    assert asked["area"].options["harbour"] == "Port"
    assert asked["coarse"].options["night"] == "nuit"
    assert asked["coarse"].options["early"].count("%(month)s") == 1
    assert asked["coarse"].options["this_week"].count("%(day)s") == 1


def test_what_is_made_coarse_takes_the_coarse_words(labels):
    found = labels("en")
    assert [name for name, asked in found.items() if asked.coarse] == [
        name
        for name in HAPPENING_ORDER
        if name in {"when", "area", "region", "part_of_day", "place", "weapon", "injuries", "drugs"}
    ]
