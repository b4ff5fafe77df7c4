import logging
import re

from reporting.web.logs import PlainFormatter, describe_error


def fail():
    try:
        int("canary")
    except ValueError as error:
        raise KeyError("canary") from error


def caught():
    try:
        fail()
    except KeyError as error:
        return error
    raise AssertionError


def record(name, message, *args, error=None):
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, exc_info)


def test_an_error_is_described_by_types_and_places_alone():
    said = describe_error(caught())
    assert re.fullmatch(
        r"KeyError at tests/reporting/web/test_logs.py:\d+ in fail"
        r" <- ValueError at tests/reporting/web/test_logs.py:\d+ in fail",
        said,
    )


def test_an_error_of_a_library_is_placed_where_our_code_called_it():
    import json

    try:
        json.loads("{canary")
    except ValueError as error:
        said = describe_error(error)
    assert said.startswith("json.decoder.JSONDecodeError at tests/reporting/web/test_logs.py:")


def test_an_error_that_was_never_raised_has_a_type():
    assert describe_error(ValueError("canary")) == "ValueError"


def test_a_loop_of_causes_ends():
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    assert describe_error(one) == "ValueError <- KeyError"


def test_a_line_has_a_day_and_no_time_and_no_message_of_an_error():
    line = PlainFormatter().format(record("reporting.intake", "boom: %s", "type", error=caught()))
    assert re.match(r"\d{4}-\d\d-\d\d ERROR boom: type\nKeyError at ", line)
    assert "canary" not in line
    assert not re.search(r"\d\d:\d\d", line.split("\n")[0])


def test_what_a_library_says_is_left_out():
    line = PlainFormatter().format(record("sqlalchemy.engine", "INSERT %s", "canary"))
    assert line.endswith("ERROR sqlalchemy.engine: message left out")


def test_the_record_stays_whole_for_others():
    seen = record("werkzeug", "words %s", "kept")
    PlainFormatter().format(seen)
    assert seen.getMessage() == "words kept"
