"""Labels are marked, not changed."""

from reporting.domain.labels import N_


def test_a_label_stays_as_it_is():
    assert N_("What happened?") == "What happened?"
