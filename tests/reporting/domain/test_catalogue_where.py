"""The questions about when, where and how contact was made."""

from reporting.domain.catalogue_field import Disclosure
from reporting.domain.catalogue_where import APPROACH, WHEN, WHERE

BY_NAME = {field.name: field for field in (*WHEN, *WHERE, *APPROACH)}


def test_rough_time_and_parts_of_the_day():
    assert [o.value for o in BY_NAME["when_rough"].options] == [
        "today",
        "yesterday",
        "this_week",
        "earlier",
        "unknown",
    ]
    assert [o.value for o in BY_NAME["part_of_day"].options] == [
        "night",
        "morning",
        "afternoon",
        "evening",
        "unknown",
    ]


def test_exact_place_and_time_leave_only_if_chosen():
    exact = {name for name, f in BY_NAME.items() if f.disclosure == Disclosure.POLICE_IF_EXACT}
    assert exact == {"clock_time", "place_detail"}


def test_areas_are_the_organisations_with_a_box_beside():
    assert BY_NAME["area"].list_name == "areas"
    assert BY_NAME["area_other"].beside == "area"
