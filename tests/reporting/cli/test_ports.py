"""A port that cannot be had is said before anything starts."""

import socket

import pytest

from reporting.cli.ports import HOST, refuse_taken, refuse_taken_address
from reporting.cli.speech import Trouble

from ...ports import free_port


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_two_free_ports_will_do():
    refuse_taken(free_port(), free_port())


def test_a_taken_port_is_named_with_the_option_that_changes_it(taken):
    with pytest.raises(Trouble, match=f"Port {taken} .* another program uses it.*--intake-port"):
        refuse_taken(taken, free_port())
    with pytest.raises(Trouble, match="--review-port"):
        refuse_taken(free_port(), taken)


def test_two_programs_need_two_ports():
    with pytest.raises(Trouble, match="Both programs cannot listen at port 8001"):
        refuse_taken(8001, 8001)


def test_an_address_that_cannot_be_had_is_said(taken):
    refuse_taken_address(f"{HOST}:{free_port()}")
    for bind in (f"{HOST}:{taken}", "203.0.113.1:8001", f"{HOST}:99999"):
        with pytest.raises(Trouble, match=f"{bind} cannot be had: .*--bind"):
            refuse_taken_address(bind)


@pytest.mark.parametrize("bind", ["unix:/run/brolly/intake.sock", "nonsense"])
def test_what_is_no_port_is_left_to_the_server(bind):
    refuse_taken_address(bind)
