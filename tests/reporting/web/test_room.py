from __future__ import annotations

from threading import Thread

from reporting.web.room import Room


def test_what_fits_is_taken_and_given_back():
    room = Room(10)
    assert room.take(6, 0) == 6
    assert room.take(6, 0) == 0
    assert room.take(4, 0) == 4
    room.give_back(6)
    assert room.take(6, 0) == 6


def test_what_is_larger_than_all_of_it_waits_until_it_is_alone():
    room = Room(10)
    assert room.take(1, 0) == 1
    assert room.take(99, 0) == 0
    room.give_back(1)
    assert room.take(99, 0) == 10


def test_whoever_waits_goes_on_when_there_is_room():
    room, got = Room(10), []
    room.take(10, 0)
    waiting = Thread(target=lambda: got.append(room.take(3, 5)))
    waiting.start()
    room.give_back(10)
    waiting.join(5)
    assert got == [3]
