"""Days of arrival: what a card remembers of them, and whose word counts."""

from datetime import date, timedelta

from reporting.domain.consent_arrivals import honest, newest_in_force, remembered

DAY = date(2026, 11, 1)
WAIT = 3


def on(*days):
    return tuple(DAY + timedelta(days=day) for day in days)


def seen(*entries):
    return tuple((version, DAY + timedelta(days=day)) for version, day in entries)


def test_the_first_the_newest_in_force_and_each_later_day_are_remembered():
    days = on(0, 0, 5, 9, 9, 10)
    assert remembered(days, DAY + timedelta(days=10), WAIT) == seen((1, 0), (3, 5), (4, 9), (6, 10))
    assert remembered(on(0), DAY, WAIT) == seen((1, 0))
    assert remembered((), DAY, WAIT) == ()


def test_however_many_somebody_sends_little_is_remembered():
    days = on(0, *[8] * 500)
    assert remembered(days, DAY + timedelta(days=8), WAIT) == seen((1, 0), (2, 8))


def test_a_day_that_has_not_come_is_not_the_day_of_arrival():
    assert remembered(on(0, 30), DAY + timedelta(days=4), WAIT) == seen((1, 0), (2, 4))


def test_what_the_card_remembers_stands_against_the_store():
    card = seen((1, 0), (2, 8))
    for set_back in (on(0, 0), on(0, 1), on(8, 8)):
        assert honest(set_back, card, upto=2) == on(0, 8)


def test_what_the_card_has_not_seen_is_the_stores_word_but_never_before_what_it_follows():
    card = seen((1, 0), (2, 8))
    assert honest(on(0, 8, 9), card, upto=2) == on(0, 8, 9)
    assert honest(on(0, 8, 0), card, upto=2) == on(0, 8, 8)


def test_what_is_read_back_waits_as_long_as_before():
    days = on(0, 2, 6, 7)
    for today in range(7, 12):
        card = remembered(days, DAY + timedelta(days=today), WAIT)
        again = honest(on(0, 0, 0, 0), card, upto=4)
        then = DAY + timedelta(days=today)
        assert newest_in_force(again, then, WAIT) == newest_in_force(days, then, WAIT)
        assert again[newest_in_force(again, then, WAIT)] == days[newest_in_force(days, then, WAIT)]
