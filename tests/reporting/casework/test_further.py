"""What the case base says of a draft, and what answers it."""

from dataclasses import replace

import pytest

from reporting.casework import approvals, bulletins
from reporting.casework.cards import all_cards
from reporting.casework.further import further_of
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices
from reporting.domain.errors import Blocked
from reporting.domain.redaction_finding import MORE, SMALL_PLACE, UNIQUE
from reporting.store.engine import reading, writing

TOLD = {"happened_on": "2026-02-27", "incident_types": ("robbery",)}
CLIENT = ({"person_role": "client", "person_hair": "black"},)
YES = Choices(consent_bulletin=True)


def report(group, *, compare, **answers):
    choices = replace(YES, consent_compare=compare)
    return group.report({**TOLD, **answers}, choices, persons=CLIENT)


def rules(group, draft, handle="ada"):
    desk = group.desk(handle)
    with reading(group.engine) as session:
        about = [open_reported(session, desk, one) for one in draft.reports]
        return [(one.rule, one.excerpt) for one in further_of(session, desk, draft, about)]


def test_a_card_counts_only_what_may_be_compared(group, desks):
    report(group, compare=True)
    report(group, compare=False)
    desks.file()
    with reading(group.engine) as session:
        counted = {(card.month, card.roles) for card in all_cards(session, group.desk())}
    assert counted == {("2026-02", ("client",)), ("", ())}


def test_few_reports_alike_are_found_until_there_are_enough_that_may_be_compared(group, desks):
    worker = report(group, compare=False)
    others = [report(group, compare=True) for _ in range(3)]
    report(group, compare=False)
    report(group, compare=True, area="east")
    desks.file()
    draft = desks.begin(worker)
    assert rules(group, draft) == [(UNIQUE, "downtown")]
    assert rules(group, draft, "bo") == rules(group, draft)
    assert len(others) == 3
    report(group, compare=True)
    desks.file()
    assert rules(group, draft) == []


def test_it_stops_a_draft_until_there_is_a_reason(group, desks):
    worker = report(group, compare=True)
    desks.file()
    draft = desks.begin(worker)
    with pytest.raises(Blocked) as blocked:
        desks.submit(draft)
    assert [one.rule for one in blocked.value.findings] == [UNIQUE]
    desks.submit(desks.write(draft))


def test_naming_the_region_counts_the_region(group, desks):
    worker = report(group, compare=True)
    for _ in range(4):
        report(group, compare=True, area="east")
    desks.file()
    draft = desks.begin(worker)
    assert "happening.region" not in draft.kept
    assert rules(group, draft) == [(UNIQUE, "downtown")]
    kept = {path: text for path, text in draft.kept.items() if path != "happening.area"}
    wider = desks.write(draft, kept={**kept, "happening.region": ""})
    assert rules(group, wider) == []


def test_a_small_area_starts_as_its_region_and_is_found_where_it_is_named(group, desks):
    small = [replace(area, small=area.slug == "downtown") for area in group.desk().settings.areas]
    worker = report(group, compare=True)
    desks.file()
    rows = replace(group.desk().settings, areas=tuple(small)).to_mapping()
    group.sign({"areas": rows["areas"]})
    desk = group.desk()
    with reading(group.engine) as session:
        about = [open_reported(session, desk, worker.report)]
        draft = bulletins.first_draft(desk, about[0])
        assert draft.draft.body.facts.happening["region"] == "city"
        assert "area" not in draft.draft.body.facts.happening
        assert SMALL_PLACE not in [f.rule for f in further_of(session, desk, draft, about)]
        written = bulletins.Written({"happening.area": ""}, draft.draft.body.expires)
        facts = bulletins.chosen(desk, about[0], written).facts
        named = bulletins.rewritten(desk, draft, written, facts, ())
        assert SMALL_PLACE in [f.rule for f in further_of(session, desk, named, about)]


def test_a_second_bulletin_that_adds_to_the_first_is_found_also_after_it_was_taken_back(
    group, desks, identifier
):
    phone = (identifier(),)
    first = group.report({**TOLD, "part_of_day": "night"}, YES, identifiers=phone)
    second = group.report({**TOLD, "area": "east"}, YES, identifiers=phone)
    stranger = group.report({**TOLD, "area": "east"}, YES)
    desks.file()
    record = desks.publish(first)
    assert (MORE, f"#{record.number}") in rules(group, desks.begin(second))
    assert MORE not in [rule for rule, _ in rules(group, desks.begin(stranger))]
    with writing(group.engine) as session:
        approvals.recall(session, group.desk("bo"), record.number, "wrong")
    assert (MORE, f"#{record.number}") in rules(group, desks.begin(second))


def test_an_earlier_edition_of_the_same_bulletin_counts(group, desks):
    worker = group.report({**TOLD, "part_of_day": "night"}, YES)
    desks.file()
    every = desks.begin(worker).kept
    record = desks.publish(worker, kept=without(every, "happening.when"))
    with writing(group.engine) as session:
        following = approvals.correct(session, group.desk(), record.number)
    assert MORE not in [rule for rule, _ in rules(group, following)]
    more = desks.write(following, kept=every)
    assert MORE not in [rule for rule, _ in rules(group, more)]
    other = desks.write(more, kept=without(every, "happening.part_of_day"))
    assert (MORE, f"#{record.number}") in rules(group, other)


def without(kept, path):
    return {name: text for name, text in kept.items() if name != path}
