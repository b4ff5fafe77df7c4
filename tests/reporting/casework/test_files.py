"""Opening one file of a case: hers, unchanged, and cleaned again."""

from __future__ import annotations

import pytest

from crypto.errors import CryptoError
from reporting.casework.cases import open_case
from reporting.casework.files import open_file
from reporting.casework.filing import file_waiting
from reporting.domain.attachment import Attachment, MediaType
from reporting.files.errors import Refused
from reporting.sealed.files import seal_file
from reporting.store.engine import reading
from reporting.store.errors import NotFound

TEXT = Attachment(MediaType.TEXT, "text-1.txt", "What he wrote: né".encode(), "his last message")


@pytest.fixture
def add(group):
    def seal(worker, file, keys=None):
        part = seal_file(
            keys or worker.keys, worker.report, file, group.lists.manifest, group.today
        )
        assert group.gate.mailbox_add(worker.keys.token, [part], group.today)
        file_waiting(group.engine, group.desk())
        return part.item

    return seal


def opened(group, worker, item):
    with reading(group.engine) as session:
        case = open_case(session, group.desk(), worker.report)
        return open_file(session, group.desk(), case, item)


def test_it_comes_out_as_it_was_sealed(group, add):
    worker = group.report()
    assert opened(group, worker, add(worker, TEXT)) == TEXT


def test_what_somebody_else_signed_is_not_opened(group, add):
    worker, other = group.report(), group.report()
    item = add(worker, TEXT, other.keys)
    with pytest.raises(CryptoError):
        opened(group, worker, item)


def test_bytes_that_are_something_else_are_refused(group, add):
    worker = group.report()
    item = add(worker, Attachment(MediaType.PNG, "picture-1.png", b"MZ no picture"))
    with pytest.raises(Refused):
        opened(group, worker, item)


def test_a_part_that_is_no_file_is_none(group, add):
    worker = group.report()
    add(worker, TEXT)
    with reading(group.engine) as session:
        case = open_case(session, group.desk(), worker.report)
        with pytest.raises(NotFound):
            open_file(session, group.desk(), case, case.opened.contacts[0].item)
