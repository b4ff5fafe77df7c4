"""What may be shown of a report, and what of it she has said yes to."""

from reporting.casework.publishable import agreed, offered
from reporting.casework.reported import open_reported
from reporting.store.engine import reading


def fields_of(group, worker):
    desk = group.desk()
    with reading(group.engine) as session:
        reported = open_reported(session, desk, worker.report)
    return offered(desk, reported, urgent=False), agreed(desk, reported, urgent=False)


def test_what_came_after_her_yes_is_offered_and_not_agreed(group, desks, worker):
    group.later(days=2)
    group.add_to(worker, {"severity": "risky"}, vehicles=({"vehicle_plate": "ZZT 902"},))
    desks.file()
    everything, known = fields_of(group, worker)
    assert everything.vehicles == ({"vehicle_plate": "ZZT 902"},)
    assert known.vehicles == ()
    assert everything.happening["severity"] == known.happening["severity"] == "dangerous"


def test_the_region_is_offered_beside_an_area_of_the_list(group, worker):
    everything, _ = fields_of(group, worker)
    assert (everything.happening["area"], everything.happening["region"]) == ("downtown", "city")


def test_words_in_the_place_of_a_listed_option_are_never_offered(group, desks):
    """Whoever holds a code seals what she likes; a race is shown by the organisation's list."""
    looks = {"person_hair": "black", "person_appearance_race": "Rosalind, 604 555-0177, at 21:30"}
    worker = group.report(persons=(looks,), contact={"contact_name": "Rosalind"})
    desks.file()
    assert desks.begin(worker).draft.body.facts.persons == ({"person_hair": "black"},)
