"""Settings and the page of support: saved with their entry in the record, or not at all."""

from __future__ import annotations

import pytest

from reporting.casework.errors import CannotCoordinate
from reporting.casework.organisation_settings import (
    LONGEST_PAGE,
    present_words,
    save_settings,
    save_support,
    version_of,
    version_of_support,
)
from reporting.casework.record import read
from reporting.domain.errors import Invalid
from reporting.store.engine import reading
from reporting.store.errors import Conflict

ROWS = {"silent_days": "9", "colour": '"#223344"'}


def acts(group):
    with reading(group.engine) as session:
        found = read(session, group.desk("kim")).acts
        return [(act.action.value, act.about.get("what")) for act in found]


def support(group):
    with reading(group.engine) as session:
        return present_words(session, group.desk("kim")).support


def seen(group, names):
    return version_of(group.desk("kim").settings, names)


def test_what_is_saved_is_there_and_the_record_names_it(group):
    desk = group.desk("kim")
    same = {**ROWS, "paused": "false"}
    assert save_settings(group.engine, desk, same, seen(group, same)) == ("colour", "silent_days")
    after = group.desk("ada").settings
    assert (after.silent_days, after.colour) == (9, "#223344")
    assert after.areas == desk.settings.areas
    assert acts(group)[0] == ("settings_changed", "colour, silent_days")


def test_nothing_new_leaves_no_entry(group):
    rows = {"paused": "false"}
    before = acts(group)
    assert save_settings(group.engine, group.desk("kim"), rows, seen(group, rows)) == ()
    assert acts(group) == before


def test_who_comes_second_has_not_seen_it(group):
    first = seen(group, ROWS)
    save_settings(group.engine, group.desk("kim"), ROWS, first)
    with pytest.raises(Conflict):
        save_settings(group.engine, group.desk("kim"), {**ROWS, "colour": '"#000000"'}, first)
    assert group.desk("kim").settings.colour == "#223344"
    # Others than those she had before her may have changed.
    other = {"paused": "true"}
    save_settings(group.engine, group.desk("kim"), other, seen(group, other))
    assert group.desk("kim").settings.paused


def test_what_is_refused_changes_nothing(group):
    rows = {"colour": '"#223344"', "silent_days": "900"}
    before = acts(group)
    with pytest.raises(Invalid, match="silent_days"):
        save_settings(group.engine, group.desk("kim"), rows, seen(group, rows))
    assert group.desk("kim").settings.colour != "#223344"
    assert acts(group) == before


def test_only_a_coordinator_may(group):
    with pytest.raises(CannotCoordinate):
        save_settings(group.engine, group.desk("ada"), ROWS, seen(group, ROWS))
    with pytest.raises(CannotCoordinate):
        save_support(group.engine, group.desk("vik"), {"en": "x"}, "")


def test_the_page_of_support(group):
    version = version_of_support(support(group))
    bodies = {"en": "# Here\r\nCome in.\u202e ", "fr": ""}
    assert save_support(group.engine, group.desk("kim"), bodies, version) == ("support.en",)
    assert support(group) == {"en": "# Here\nCome in.", "fr": ""}
    assert acts(group)[0] == ("settings_changed", "support.en")
    with pytest.raises(Conflict):
        save_support(group.engine, group.desk("kim"), {"en": "other"}, version)


def test_a_page_has_an_end(group):
    version = version_of_support(support(group))
    with pytest.raises(Invalid) as refused:
        save_support(group.engine, group.desk("kim"), {"fr": "é" * (LONGEST_PAGE + 1)}, version)
    assert [problem.field for problem in refused.value.problems] == ["body.fr"]
    assert support(group) == {"en": "", "fr": ""}
