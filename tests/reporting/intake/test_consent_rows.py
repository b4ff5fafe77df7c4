"""What a row of the return page says, for each way in which a yes can stand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reporting.domain.consent import Choices
from reporting.domain.consent_choices import PERMISSIONS
from reporting.domain.consent_wording import wording
from reporting.domain.errors import Invalid
from reporting.intake.consent_rows import consents_of, leave_out, removals
from reporting.sealed.replies import Narrowing

from .signed import FIRST, REPORT, SETTINGS, opened


def row(mailbox, name):
    rows = consents_of(mailbox, SETTINGS, "en", FIRST).rows
    return next(one for one in rows if one.name == name)


def test_each_permission_has_a_row_with_the_words_she_signed():
    shown = consents_of(opened(Choices(), language="fr"), SETTINGS, "en", FIRST)
    assert [one.name for one in shown.rows] == list(PERMISSIONS)
    assert shown.rows[0].words == wording("fr").yes[PERMISSIONS[0]]
    assert shown.language == "fr"
    assert not shown.any_yes


def test_a_yes_a_no_and_a_yes_that_was_taken_back():
    yes, later = Choices(consent_compare=True, consent_contact=True), Choices(consent_contact=True)
    mailbox = opened(yes, later, today=FIRST + timedelta(days=1))
    contact = row(mailbox, "consent_contact")
    assert (contact.state, contact.since) == ("yes", FIRST)
    assert contact.take_back == "consent_contact"
    compare = row(mailbox, "consent_compare")
    assert (compare.state, compare.since) == ("withdrawn", FIRST + timedelta(days=1))
    assert compare.take_back == ""
    never = row(mailbox, "consent_partners")
    assert (never.state, never.since) == ("no", None)


def test_nothing_is_left_of_what_was_said_yes_to():
    yes, later = Choices(consent_compare=True), FIRST + timedelta(days=1)
    shown = [
        consents_of(opened(*said, today=later), SETTINGS, "en", later).all_taken_back
        for said in [(Choices(),), (yes,), (yes, Choices()), (yes, Choices(consent_contact=True))]
    ]
    assert shown == [False, False, True, False]


def test_a_wider_yes_waits_and_can_be_taken_back_at_once():
    mailbox = opened(Choices(), Choices(consent_partners=True), today=FIRST + timedelta(days=1))
    partners = row(mailbox, "consent_partners")
    assert partners.state == "waits"
    assert partners.take_back == "consent_partners"


def test_what_staff_wrote_down_on_her_word():
    day = FIRST + timedelta(days=2)
    noted = Narrowing(REPORT, day, frozenset({"consent_compare"}), "ada", "by phone", bytes(32))
    mailbox = opened(Choices(consent_compare=True), narrowings=[noted], today=day)
    compare = row(mailbox, "consent_compare")
    assert (compare.state, compare.since, compare.take_back) == ("taken back", day, "")


def test_police_parts_and_forces_show_under_a_yes_to_police_only():
    yes = Choices(
        consent_police_report=True,
        police_place_exact=True,
        police_leave_out=frozenset({"city"}),
    )
    shown = consents_of(opened(yes), SETTINGS, "fr", FIRST)
    police = next(one for one in shown.rows if one.name == "consent_police_report")
    first = police.parts[0]
    assert (first.name, first.state) == ("police_place_exact", "yes")
    assert [force.label for force in shown.left_out] == ["Police de la ville"]
    assert [force.slug for force in shown.to_leave_out] == ["county"]
    without = consents_of(opened(Choices()), SETTINGS, "fr", FIRST)
    assert not without.to_leave_out
    assert all(not one.parts for one in without.rows)


def test_when_consents_are_not_known_there_are_no_rows():
    unknown = replace(opened(Choices()), consent=None, statements=())
    assert consents_of(unknown, SETTINGS, "en", FIRST) is None


def test_a_wording_that_was_never_shown_is_refused():
    with pytest.raises(Invalid):
        consents_of(opened(Choices(), version="1999-01"), SETTINGS, "en", FIRST)


def test_without_police_its_parts_go_too():
    assert "police_place_exact" in removals(["consent_police_report"])
    assert removals(["", "consent_compare"]) == {"consent_compare"}
    assert leave_out("city") == "police_leave_out:city"
