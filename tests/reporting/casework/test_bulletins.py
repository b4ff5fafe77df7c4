"""Composing a bulletin: what it starts from, what it asks for, what is signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.editions import Hand, sign_edition
from reporting.casework import bulletins, drafts
from reporting.casework.drafts import State
from reporting.casework.errors import AskFirst, NobodyElse, NothingToSay, NotThere
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.domain.errors import Blocked, ConsentMissing, Invalid
from reporting.domain.redaction_finding import CLOCK
from reporting.sealed.editions import read_edition
from reporting.store.engine import reading, writing


@pytest.fixture
def worker(group, desks, identifier):
    made = group.report(
        {"happened_on": "2026-02-27", "weapon": ("knife",), "place_detail": "Invented Street"},
        identifiers=(identifier(),),
    )
    desks.file()
    return made


def test_a_draft_starts_coarse_with_everything_ticked_and_no_word(group, worker):
    desk, opened = group.reported(worker)
    draft = bulletins.first_draft(desk, opened)
    body = draft.draft.body
    assert body.facts.happening["when"] == "late-2026-02"
    assert body.facts.happening["weapon"] == "a_weapon"
    assert body.summary == {}
    assert body.expires == desk.today + timedelta(days=60)
    assert set(draft.kept) >= {"happening.when", "identifiers.1"}
    assert "Invented" not in str(body.to_json())


@pytest.mark.parametrize("choices", [Choices(), Choices(consent_partners=True)])
def test_without_her_yes_there_is_no_draft(group, desks, choices):
    silent = group.report(choices=choices)
    desks.file()
    with pytest.raises(ConsentMissing):
        desks.begin(silent)


def test_what_is_submitted_is_numbered_and_signed_byte_for_byte(group, desks, worker):
    first = desks.submit(desks.write(desks.begin(worker), summary={"en": "Locks the doors."}))
    second = desks.submit(desks.write(desks.begin(worker)))
    assert (first.number, second.number, first.state) == (1, 2, State.SUBMITTED)
    edition = read_edition(first.body)
    assert (edition.number, edition.edition, edition.issued) == (1, 1, group.today)
    assert edition.body == first.draft.body
    signer = group.desk("ada").identity.signer
    again = sign_edition(signer, group.pins.installation, Hand.AUTHOR, "ada", first.body)
    assert first.signature == again


@pytest.mark.parametrize("says", ["publish", "dont"])
def test_who_asked_to_see_the_words_is_waited_for_whatever_else_she_chose(group, desks, says):
    asked = group.report(
        choices=Choices(consent_bulletin=True, ask_before_publishing=True, ask_otherwise=says)
    )
    desks.file()
    draft = desks.write(desks.begin(asked))
    with pytest.raises(AskFirst):
        desks.submit(draft)


def test_only_what_passed_the_check_is_submitted(desks, worker):
    draft = desks.write(desks.begin(worker), summary={"en": "Was seen at 9:30 pm."})
    with pytest.raises(Blocked) as blocked:
        desks.submit(draft)
    assert CLOCK in {finding.rule for finding in blocked.value.findings}


def test_an_empty_bulletin_is_none(desks, worker):
    with pytest.raises(NothingToSay):
        desks.submit(desks.write(desks.begin(worker), kept={}))


def test_a_bulletin_ends_in_time(group, desks, worker):
    begun = desks.begin(worker)
    for days in (0, -1, 181):
        with pytest.raises(Invalid):
            desks.write(begun, expires=group.today + timedelta(days=days))
    soon = desks.write(begun, expires=group.today + timedelta(days=1))
    group.later(days=2)
    with pytest.raises(Invalid):
        desks.submit(soon)


def test_a_group_of_one_cannot_submit(group, desks, worker):
    draft = desks.write(desks.begin(worker))
    desk = group.desk("ada")
    alone = replace(desk.roster, members=(desk.member,))
    lonely = replace(desk, lists=replace(desk.lists, roster=alone))
    assert bulletins.second_people(desk) == ("bo", "kim")
    with writing(group.engine) as session, pytest.raises(NobodyElse):
        bulletins.submit(session, lonely, draft, open_reported)


def test_what_was_submitted_is_not_submitted_twice(desks, worker):
    submitted = desks.submit(desks.write(desks.begin(worker)))
    with pytest.raises(NotThere):
        desks.submit(submitted)


def test_whoever_wrote_last_is_the_author(group, desks, worker):
    begun = desks.begin(worker, "bo")
    written = desks.write(begun, "ada")
    assert written.author == "ada"
    with reading(group.engine) as session:
        assert drafts.read(session, group.desk("bo"), begun.id).author == "ada"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("happening.severity", "unpleasant"),
        ("happening.area", "east"),
        ("happening.report_kind", "bad_date"),
        ("persons.1.person_appearance_race", "Rosalind, 604 555-0177, at 21:30"),
    ],
)
def test_a_changed_form_says_no_option_in_other_words(group, desks, path, said):
    told = {"severity": "dangerous", "area": "downtown", "report_kind": "incident"}
    looks = {"person_hair": "black", "person_appearance_race": "white"}
    worker = group.report(told, persons=(looks,), contact={"contact_name": "Rosalind"})
    desks.file()
    draft = desks.begin(worker)
    assert path in draft.kept
    with pytest.raises(Invalid):
        desks.write(draft, kept={**draft.kept, path: said})
