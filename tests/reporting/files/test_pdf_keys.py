"""The list of what stays, held against the list of what tells or acts."""

from reporting.files.pdf import TELLING
from reporting.files.pdf_keys import KEPT, MAPS, PAGE


def test_nothing_that_acts_or_tells_is_on_the_list_of_what_stays():
    assert not {f"/{name.decode()}" for name in TELLING} & KEPT


def test_what_makes_a_page_a_part_of_something_else_is_not_on_it_either():
    beside = {
        "/Parent",
        "/Kids",
        "/Annots",
        "/A",
        "/Dest",
        "/OC",
        "/StructParents",
        "/F",
        "/Ref",
        "/OPI",
        "/Properties",
    }
    assert not beside & (KEPT | set(PAGE))


def test_every_map_stays():
    assert MAPS <= KEPT
