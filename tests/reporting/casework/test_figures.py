"""Figures from the cards of a real database."""

from reporting.casework.figures import read_figures
from reporting.domain.consent import Choices
from reporting.store.engine import reading


def test_reports_are_counted_by_her_yes_alone(group, desks):
    for _ in range(5):
        group.report(choices=Choices(consent_statistics=True))
    for _ in range(5):
        group.report(choices=Choices(consent_bulletin=True, consent_compare=True))
    desks.file()
    with reading(group.engine) as session:
        (year,) = read_figures(session, group.desk())
    assert year.total == 5
    assert {row.value for row in year.rows["incident_types"]} == {"sexual_assault", "threats"}
    assert [(row.value, row.count) for row in year.rows["area"]] == [("downtown", 5)]
