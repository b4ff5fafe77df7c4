import pytest

from reporting.domain.coarsening import Areas
from reporting.domain.regions import areas_of, region_names, region_slug
from reporting.domain.report_text import is_slug
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Text

ISLAND = Text({"en": "The Island", "fr": "L’île"})
COAST = Text({"fr": "Côte-Nord"})


def settings(*regions):
    areas = tuple(
        Area(f"area-{number}", Text({"en": f"Area {number}"}), region)
        for number, region in enumerate(regions, 1)
    )
    return PublicSettings(areas=areas)


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"en": "The Island", "fr": "L’île"}, "the_island"),
        ({"fr": "Côte-Nord"}, "cote_nord"),
        ({"en": "x" * 60}, "x" * 40),
        ({"en": "Lower — Mainland (west)"}, "lower_mainland_west"),
    ],
)
def test_a_region_has_a_plain_slug_of_its_first_name(names, slug):
    assert region_slug(Text(names)) == slug


def test_a_name_in_another_alphabet_has_a_slug_of_its_own():
    one, other = (region_slug(Text({"en": name})) for name in ("北", "南"))
    assert is_slug(one)
    assert is_slug(other)
    assert one != other


def test_areas_lie_in_their_regions_and_one_region_is_home():
    assert areas_of(settings(ISLAND, ISLAND)) == Areas(
        {"area-1": "the_island", "area-2": "the_island"}, "the_island"
    )
    assert areas_of(settings(ISLAND, COAST)) == Areas(
        {"area-1": "the_island", "area-2": "cote_nord"}, ""
    )
    assert areas_of(settings()) == Areas()


def test_regions_are_named_by_slug():
    assert region_names(settings(ISLAND, COAST)) == {"the_island": ISLAND, "cote_nord": COAST}
