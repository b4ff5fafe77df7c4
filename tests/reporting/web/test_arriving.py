"""What has come of a request: where it ends, and when it has taken too long."""

import socket

import pytest

from reporting.web import arriving
from reporting.web.arriving import ARRIVE_BYTES, ARRIVE_SECONDS, WHOLE_BYTES, Arrival, End

HEAD = b"POST /form HTTP/1.1\r\nHost: localhost\r\n"
FORM = HEAD + b"Content-Length: 10\r\n\r\n"


@pytest.fixture
def pair():
    here, there = socket.socketpair()
    yield here, there
    here.close()
    there.close()


@pytest.fixture
def arrival(pair):
    return Arrival(pair[0])


def taken(arrival):
    return b"".join(iter(lambda: arrival.take(1000), b""))


@pytest.mark.parametrize(
    ("request_", "need"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 18),
        (FORM + b"0123456789", len(FORM) + 10),
        (HEAD + b"content-LENGTH :  3 \r\nA: b\r\n\r\nabc", None),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", None),
        (b"nonsense\r\n\r\n", None),
    ],
)
def test_a_request_is_whole_with_its_last_byte_however_it_is_cut(arrival, request_, need):
    for at in range(len(request_)):
        assert not arrival.whole
        arrival.receive(request_[at : at + 1], 0)
    assert arrival.whole
    assert (arrival.held, arrival.large) == (need or len(request_), False)
    assert taken(arrival) == request_


def test_what_comes_behind_a_request_is_the_next_one(arrival):
    arrival.receive(FORM + b"0123456789" + b"GET / HT", 0)
    assert arrival.whole
    assert arrival.take(1000) == FORM
    left = arrival.rest()
    assert left == b"0123456789GET / HT"
    arrival.begin(1, left[10:])
    arrival.receive(b"TP/1.1\r\n\r\n", 1)
    assert taken(arrival) == b"GET / HTTP/1.1\r\n\r\n"


def test_a_head_without_an_end_is_given_up(arrival):
    arrival.receive(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000, 0)
    assert arrival.whole, "the parser is to refuse it"


def test_only_a_large_request_that_has_brought_its_beginning_is_read_by_a_thread(arrival):
    arrival.receive(HEAD + b"Content-Length: 9000000\r\n\r\n", 0)
    arrival.receive(b"x" * (WHOLE_BYTES - 1), 0)
    assert (arrival.whole, arrival.large) == (False, False)
    arrival.receive(b"x", 0)
    assert (arrival.whole, arrival.large) == (False, True)


@pytest.mark.parametrize("length", [b"Content-Length: 9\r\nX: y", b"A: b"])
def test_an_upload_that_waits_to_be_asked_is_told_to_go_on(arrival, length):
    arrival.receive(HEAD + length + b"\r\nExpect: 100-Continue\r\n\r\n", 0)
    assert arrival.expects is (not arrival.whole)


def test_half_a_request_is_late_after_a_minute_and_nobody_may_stay_silent(arrival):
    assert not arrival.late(10)
    assert arrival.late(10.1)
    arrival.receive(FORM, 10.2)
    assert not arrival.late(ARRIVE_SECONDS - 0.1)
    assert arrival.late(ARRIVE_SECONDS + 0.1)


def test_a_large_one_may_go_on_as_long_as_each_minute_brings_enough(arrival):
    arrival.receive(HEAD + b"Content-Length: 9000000\r\n\r\n", 0)
    now = 0
    for _ in range(10):
        arrival.receive(b"x" * ARRIVE_BYTES, now + 1)
        now += ARRIVE_SECONDS
        assert not arrival.late(now)
    arrival.receive(b"x" * (ARRIVE_BYTES - 1), now + 1)
    assert arrival.late(now + ARRIVE_SECONDS)


def test_what_stands_still_with_much_goes_before_what_moves_or_has_just_begun(pair):
    full, dripping, moving, new = (Arrival(pair[0]) for _ in range(4))
    head = HEAD + b"Content-Length: 9000000\r\n\r\n"
    for one in (full, dripping, moving):
        one.receive(head + b"x" * 400_000, 0)
    for second in range(1, 21):
        dripping.receive(b"x", second)
        moving.receive(b"x" * 10_000, second)
    new.begin(20)
    new.receive(head, 20)
    burdens = [one.burden(20.5) for one in (full, dripping, moving, new)]
    assert min(burdens[:2]) > 50 * max(burdens[2:]), burdens


def test_a_thread_reads_the_rest_and_no_more_once_it_was_cut(pair, arrival, monkeypatch):
    head = HEAD + b"Content-Length: 9000000\r\n\r\n"
    arrival.receive(head + b"first", 0)
    assert [arrival.take(100), arrival.take(100), arrival.take(100)] == [head, b"first", b""]
    arrival.stream(arriving.time.monotonic())
    pair[1].sendall(b"second")
    assert arrival.take(100) == b"second"
    monkeypatch.setattr(arriving, "ARRIVE_SECONDS", 0.05)
    assert arrival.take(100) == b""
    assert arrival.ended is End.SLOW
    pair[1].sendall(b"third")
    assert arrival.take(100) == b""


def test_the_other_side_gone_is_an_end_as_well(pair, arrival):
    arrival.receive(FORM, 0)
    arrival.take(100)
    arrival.stream(arriving.time.monotonic())
    pair[1].close()
    assert arrival.take(100) == b""
    assert arrival.ended is End.BROKEN


def test_a_thread_knows_why_its_own_request_was_cut(arrival):
    assert arriving.why_cut() is None
    arriving.answers(arrival)
    arrival.end(End.BUSY)
    arrival.end(End.BROKEN)
    assert arriving.why_cut() is End.BUSY
    arriving.answers(None)
    assert arriving.why_cut() is None
