"""Manifests and rosters only move forward; settings take the place of the ones before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.store.documents import add_document, newest_document, replace_document
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, Refused
from reporting.store.records import SignedDocument


def document(sequence, kind="manifest", body=b"{}"):
    return SignedDocument(kind, sequence, body, bytes(64))


def test_the_highest_sequence_is_the_newest(engine):
    with writing(engine) as session:
        assert newest_document(session, "manifest") is None
        add_document(session, document(20_000_001))
        add_document(session, document(20_000_002, body=b"newer"))
        add_document(session, document(20_000_001, "roster"))
        assert newest_document(session, "manifest") == document(20_000_002, body=b"newer")
        assert newest_document(session, "roster") == document(20_000_001, "roster")


@pytest.mark.parametrize("sequence", [5, 4, 1])
def test_a_document_that_goes_back_is_a_conflict(engine, sequence):
    with writing(engine) as session:
        add_document(session, document(5))
        with pytest.raises(Conflict):
            add_document(session, document(sequence))


def test_of_many_with_the_same_sequence_one_wins(engine):
    def add(n):
        try:
            with writing(engine) as session:
                add_document(session, document(7, body=b"%d" % n))
        except Conflict:
            return 0
        return 1

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(add, range(5))) == 1
    with reading(engine) as session:
        assert newest_document(session, "manifest").sequence == 7


@pytest.mark.parametrize(
    "wrong",
    [
        document(0),
        document(1, "other"),
        document(1, body=b""),
        SignedDocument("manifest", 1, b"{}", bytes(63)),
    ],
)
def test_what_is_no_document_is_refused(engine, wrong):
    with pytest.raises(Refused), writing(engine) as session:
        add_document(session, wrong)


def test_settings_take_the_place_of_all_before_whatever_somebody_planted(engine):
    with writing(engine) as session:
        add_document(session, document(20_000_001))
        replace_document(session, document(5, "settings"))
        add_document(session, document(2**53, "settings", b"planted"))
        replace_document(session, document(6, "settings", b"ours"))
        assert newest_document(session, "settings") == document(6, "settings", b"ours")
        assert newest_document(session, "manifest") == document(20_000_001)


def test_what_takes_a_place_is_a_document_too(engine):
    with pytest.raises(Refused), writing(engine) as session:
        replace_document(session, document(0, "settings"))
