"""Who has the key of a part: by the wrap it came with, by the vault, or nobody here."""

from dataclasses import replace

import pytest

from crypto.errors import CannotOpen, Malformed
from reporting.casework.content_keys import from_file
from reporting.casework.errors import NoKey
from reporting.casework.filing import file_waiting
from reporting.store.cases import read_case, unopened_parts
from reporting.store.engine import reading


@pytest.fixture
def account(group, worker):
    """The account of a report on file, as a row."""
    with reading(group.engine) as session:
        parts = read_case(session, worker.report).parts
    return next(part for part in parts if part.compartment == "account")


def test_a_part_on_file_opens_at_its_own_place_alone(group, account):
    sealed = from_file(group.desk(), account)
    assert sealed.body()
    with pytest.raises(CannotOpen):
        replace(sealed, compartment="addition").body()
    with pytest.raises(CannotOpen):
        replace(sealed, report=bytes(16)).body()


def test_a_row_that_names_no_place_is_closed_and_stops_nobody(group, account):
    sealed = from_file(group.desk(), replace(account, compartment="é"))
    with pytest.raises(Malformed):
        sealed.body()


def test_a_lost_key_is_said_and_found_again_by_who_has_it(group):
    worker = group.report()
    group.sql("UPDATE sealed_epoch SET recipient = 'ada-away' WHERE recipient = 'ada'")
    group.sql(
        "INSERT INTO sealed_epoch SELECT circle, 2, 'ada', sealed FROM sealed_epoch WHERE recipient = 'bo'"
    )
    file_waiting(group.engine, group.desk("bo"))
    with reading(group.engine) as session:
        assert not unopened_parts(session)
        part, *_ = read_case(session, worker.report).parts
    with pytest.raises(NoKey):
        from_file(group.desk("ada"), part).body()
