"""Settings and the page of support: saved with their entry in the record, or not at all."""

from __future__ import annotations

import pytest

from reporting.casework.desk import remember
from reporting.casework.errors import CannotCoordinate, NumbersFirst, SettingsNotBelieved
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
from reporting.domain.settings import PublicSettings
from reporting.sealed.public_settings import Trouble
from reporting.store.documents import newest_document, replace_document
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict
from reporting.store.records import SignedDocument
from reporting.store.settings import unsigned_pages, unsigned_settings

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


# --- somebody who can write to the database ---------------------------------------------------

HELP = '[{"label": {"en": "Ours"}, "phone": "604 555-0100"}]'


def write_body(group, old, new):
    """Change bytes of the signed document, keeping their number."""
    with reading(group.engine) as session:
        body = newest_document(session, "settings").body
    assert old in body
    group.sql(
        "UPDATE signed_document SET body = :body WHERE kind = 'settings'",
        body=body.replace(old, new),
    )


def words(group, handle="kim"):
    with reading(group.engine) as session:
        return present_words(session, group.desk(handle))


def remembered(group, handle="kim"):
    """Have her profile keep what she has seen, as any page does."""
    desk = group.desk(handle)
    with writing(group.engine) as session:
        remember(session, desk, desk.profile)


def test_a_changed_number_or_switch_is_not_believed_by_anybody(group):
    group.sign({"witnessed_police": "false", "widening_days": "9"})
    for old, new in ((b"911", b"900"), (b'"value":"9"', b'"value":"1"')):
        write_body(group, old, new)
        for handle in ("kim", "ada", "vik"):
            desk = group.desk(handle)
            assert desk.trouble is Trouble.REFUSED
            assert desk.settings == PublicSettings.unbelieved()
            with pytest.raises(SettingsNotBelieved):
                desk.require_settings()
        assert words(group).settings == PublicSettings.unbelieved()
        write_body(group, new, old)
    assert group.desk("ada").settings.widening_days == 9


def test_older_settings_are_noticed_by_who_saw_newer_ones(group):
    with reading(group.engine) as session:
        old = newest_document(session, "settings")
    group.sign({"widening_days": "9"})
    remembered(group)
    with writing(group.owner) as session:
        replace_document(session, old)
    assert group.desk("kim").trouble is Trouble.ROLLED_BACK
    assert group.desk("kim").settings.widening_days == 30
    assert group.desk("ada").trouble is Trouble.NONE  # she never saw them: several people matter
    assert words(group).settings.widening_days == 3
    save_settings(group.engine, group.desk("kim"), ROWS, version_of(words(group).settings, ROWS))
    assert group.desk("kim").trouble is Trouble.NONE
    assert group.desk("kim").settings.silent_days == 9


def test_a_row_that_outnumbers_ours_keeps_nobody_from_signing(group):
    remembered(group)
    planted = SignedDocument("settings", 2**53 - 1, b"{}", bytes(64))
    with writing(group.owner) as session:
        replace_document(session, planted)
    assert group.desk("kim").trouble is Trouble.REFUSED
    rows = {"help_numbers": HELP}
    save_settings(group.engine, group.desk("kim"), rows, version_of(words(group).settings, rows))
    assert group.desk("ada").trouble is Trouble.NONE
    assert acts(group)[0] == ("settings_changed", "settings, help_numbers")


def test_with_nothing_left_the_numbers_come_first(group):
    remembered(group)
    group.sql("DELETE FROM signed_document WHERE kind = 'settings'")
    group.sql("INSERT INTO setting VALUES ('help_numbers', :theirs)", theirs=HELP)
    now = words(group)
    assert (now.trouble, now.settings.help_numbers) == (Trouble.REFUSED, ())
    with pytest.raises(NumbersFirst):
        save_settings(group.engine, group.desk("kim"), ROWS, version_of(now.settings, ROWS))
    with pytest.raises(NumbersFirst):
        save_support(group.engine, group.desk("kim"), {"en": "x"}, version_of_support(now.support))
    assert group.desk("kim").trouble is Trouble.REFUSED


def test_a_database_from_before_is_shown_once_more_and_signed(group):
    """What an upgrade leaves: rows that nobody signed, and nobody who has seen signed ones."""
    group.sql("DELETE FROM signed_document WHERE kind = 'settings'")
    group.sql("INSERT INTO setting VALUES ('help_numbers', :ours)", ours=HELP)
    group.sql("INSERT INTO setting VALUES ('silent_days', '11')")
    group.sql("INSERT INTO page VALUES ('support', 'en', 'Open at six')")
    assert group.desk("kim").trouble is Trouble.UNSIGNED
    assert group.desk("kim").settings == PublicSettings.unbelieved()
    now = words(group)
    assert (now.settings.silent_days, now.support["en"]) == (11, "Open at six")
    rows = {"paused": "false"}
    seen_rows = version_of(now.settings, rows)
    assert save_settings(group.engine, group.desk("kim"), rows, seen_rows) == ("settings",)
    after = group.desk("ada")
    assert (after.trouble, after.settings.silent_days) == (Trouble.NONE, 11)
    assert [number.phone for number in after.settings.help_numbers] == ["604 555-0100"]
    assert support(group)["en"] == "Open at six"
    with reading(group.engine) as session:
        assert (unsigned_settings(session), unsigned_pages(session)) == ({}, ())


def test_the_page_of_support_is_signed_with_the_settings(group):
    save_support(
        group.engine, group.desk("kim"), {"en": "Call 555-0100"}, version_of_support(support(group))
    )
    write_body(group, b"555-0100", b"555-0166")
    assert words(group).pages == ()
