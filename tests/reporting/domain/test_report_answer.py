"""One answer to one question."""

from reporting.domain.catalogue import FIELDS
from reporting.domain.report_answer import (
    NOT_AN_OPTION,
    TOO_LONG,
    in_order,
    read_option,
    read_words,
)


def test_words_keep_their_lines_only_where_there_are_lines():
    assert read_words(FIELDS["what_happened"], "a\r\nb").text == "a\nb"
    assert read_words(FIELDS["known_by"], "a\r\nb").text == "a b"


def test_words_over_the_limit_are_kept_and_counted():
    read = read_words(FIELDS["vehicle_plate"], "X" * 21, instance=3)
    assert read.text == "X" * 21
    assert read.problem is not None
    assert (read.problem.message, read.problem.form_name) == (TOO_LONG, "vehicle_plate-3")
    assert dict(read.problem.params) == {"length": 21, "most": 20}
    assert read_words(FIELDS["vehicle_plate"], "X" * 20).problem is None


def test_an_option_is_one_of_the_list_unless_the_organisation_has_it():
    assert read_option(FIELDS["severity"], " risky ").problem is None
    assert read_option(FIELDS["severity"], "").problem is None
    wrong = read_option(FIELDS["severity"], "Risky").problem
    assert wrong is not None
    assert wrong.message == NOT_AN_OPTION
    assert read_option(FIELDS["area"], "by the bridge").problem is None
    assert read_option(FIELDS["area"], "x" * 101).problem is not None


def test_options_stand_in_the_order_of_the_catalogue_each_once():
    field = FIELDS["incident_types"]
    assert in_order(field, ["theft", "threats", "theft"]) == ("threats", "theft")
    assert in_order(field, ["unknown"]) == ("unknown",)
    assert in_order(field, ["unknown", "theft"]) == ("theft",)
    assert in_order(FIELDS["police_leave_out"], ["b", "a", "b"]) == ("b", "a")
