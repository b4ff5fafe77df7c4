"""The questions of consent."""

from reporting.domain.catalogue_choices import CHOICES
from reporting.domain.consent_choices import MAX_ASK_DAYS, PERMISSIONS, POLICE_PARTS

BY_NAME = {field.name: field for field in CHOICES}


def test_every_yes_is_its_own_box():
    for name in (*PERMISSIONS, *POLICE_PARTS, "ask_before_publishing"):
        assert BY_NAME[name].kind == "flag"
        assert BY_NAME[name].options == ()


def test_days_to_answer_are_within_what_can_be_signed():
    assert all(1 <= int(o.value) <= MAX_ASK_DAYS for o in BY_NAME["ask_days"].options)


def test_warning_others_is_the_only_one_on_the_first_screen():
    assert [field.name for field in CHOICES if field.first_screen] == ["warn_others"]
    assert [o.value for o in BY_NAME["warn_others"].options] == ["now", "first", "no", "unknown"]
