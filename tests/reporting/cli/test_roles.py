"""Every role has a name for people."""

from reporting.casework.lists import COORDINATOR
from reporting.cli.roles import ROLES
from reporting.review.access import ROLES as ASKED


def test_every_role_of_the_program_has_a_name_here():
    assert set(ROLES) == set(ASKED)
    assert COORDINATOR in ROLES
