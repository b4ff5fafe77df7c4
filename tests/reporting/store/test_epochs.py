"""Epoch secrets as sealed to people."""

from __future__ import annotations

from reporting.store.engine import writing
from reporting.store.epochs import (
    epoch_recipients,
    epochs_of,
    organisation_of,
    put_epochs,
    put_organisation,
)
from reporting.store.filed_records import RECOVERY, SealedEpoch, SealedOrganisation


def test_each_finds_her_own_epochs_in_order(engine):
    mine = [SealedEpoch("main", n, "ada", b"%d" % n) for n in (2, 1)]
    hers = SealedEpoch("main", 2, "bea", b"b")
    with writing(engine) as session:
        put_epochs(session, [*mine, hers, SealedEpoch("youth", 1, "ada", b"y")])
        found = [(one.circle, one.epoch) for one in epochs_of(session, "ada")]
        assert found == [("main", 1), ("main", 2), ("youth", 1)]
        assert epochs_of(session, "bea") == (hers,)
        assert epoch_recipients(session, "main", 2) == {"ada", "bea"}


def test_a_seal_to_new_keys_replaces_the_old_one(engine):
    with writing(engine) as session:
        put_epochs(session, [SealedEpoch("main", 1, "ada", b"old")])
        put_epochs(session, [SealedEpoch("main", 1, "ada", b"new")])
        assert [one.sealed for one in epochs_of(session, "ada")] == [b"new"]


def test_the_organisation_seed_is_sealed_to_recovery_too(engine):
    with writing(engine) as session:
        put_organisation(session, [SealedOrganisation(RECOVERY, b"r")])
        put_organisation(session, [SealedOrganisation(RECOVERY, b"s")])
        assert organisation_of(session, RECOVERY) == b"s"
        assert organisation_of(session, "ada") is None
