from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from reporting.casework import canned
from reporting.casework.canned import Canned
from reporting.domain.errors import Invalid
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict


def ready(group, handle="bo"):
    with reading(group.engine) as session:
        return canned.read_all(session, group.desk(handle))


def put(group, answer):
    with writing(group.engine) as session:
        canned.put(session, group.desk(), answer)


def test_the_team_shares_answers_and_changes_them(group):
    put(group, Canned("Read", {"en": "We read it.", "fr": "Nous l’avons lu."}))
    (one,) = ready(group)
    assert (one.name, one.texts["fr"]) == ("Read", "Nous l’avons lu.")
    put(group, replace(one, texts={"en": "We have read it."}))
    assert [a.texts["en"] for a in ready(group)] == ["We have read it."]
    with pytest.raises(Conflict):
        put(group, one)
    with writing(group.engine) as session:
        canned.remove(session, one.id)
    assert ready(group) == ()


def test_the_database_does_not_read_them(group):
    put(group, Canned("Read", {"en": "We have read it."}))
    with reading(group.engine) as session:
        row = session.execute(text("SELECT ciphertext FROM canned")).scalar()
    assert b"have read" not in bytes(row)


@pytest.mark.parametrize(
    ("name", "texts"),
    [("", {"en": "x"}), ("x" * 61, {"en": "x"}), ("x", {"en": " "}), ("x", {"en": "y" * 3001})],
)
def test_an_answer_has_a_name_and_words(name, texts):
    with pytest.raises(Invalid):
        Canned(name, texts)


def test_a_row_that_was_changed_is_not_shown(group):
    put(group, Canned("Read", {"en": "We have read it."}))
    group.sql("UPDATE canned SET version = 7")
    assert ready(group) == ()
