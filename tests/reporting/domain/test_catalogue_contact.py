"""The questions about the worker herself."""

from reporting.domain.catalogue_contact import CONTACT
from reporting.domain.catalogue_field import Disclosure

CONTACT_BYTES = 8192 - 4 - 65  # the one size of the compartment, less length and signature


def test_nothing_of_it_is_ever_disclosed():
    assert {(field.compartment, field.disclosure) for field in CONTACT} == {
        ("contact", Disclosure.NEVER)
    }


def test_all_of_it_filled_in_fits_its_one_size():
    words = sum(4 * field.max_length for field in CONTACT if field.kind == "line")
    names = sum(len(field.name) + 60 for field in CONTACT)
    assert words + names + 4 * 100 + 400 < CONTACT_BYTES


def test_questions_about_her_may_be_passed_over():
    for field in CONTACT:
        if field.name in ("your_work", "your_gender", "your_age_19", "your_control"):
            assert field.has_option("rather_not_say")
