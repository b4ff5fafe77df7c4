"""Somebody who can write to the database puts junk into what intake reads, column by column.

Every page still answers: with the form, or with a page that says truly why it is closed and whom to
call. Nothing that was put into one row hides what stands in another.
"""

import json
import re
import sqlite3
from contextlib import closing, contextmanager

import pytest

from crypto.passwords import page_phrase_hash
from reporting.casework.approvals import recall
from reporting.domain.consent import Choices
from reporting.domain.settings_web import write_hash
from reporting.store.engine import writing

PHRASE = "a heron on the roof"
SAID = "Drives around the block first."
NEEDED = ("signed_document",)
"""Without these nothing may be sealed: the page says so, and keeps the number to call."""

OPEN = {
    "setting": ("name", "value"),
    "signed_document": ("kind", "sequence", "body", "signature"),
    "edition": (
        *("number", "edition", "status", "visible_from", "body", "author"),
        *("author_signature", "approver", "approver_signature"),
    ),
    "recall": ("number", "edition", "day", "handle", "signature"),
    "stop": ("token_hash", "number", "edition", "token"),
    "throttle": ("bucket", "level", "updated"),
}
HERS = {
    "filed_report": ("verifying_key", "mailbox_key", "day", "receipt_kept"),
    "filed_part": ("item", "compartment", "day", "ciphertext"),
    "mailbox_wrap": ("key_id", "sealed"),
    "deletion_due": ("scope", "due"),
}
JUNK = ("'0001-01-01'", "x'ff00ee'", "CAST(x'ffee' AS TEXT)", "4611686018427387904", "NULL")


class Loosened:
    """An SQLite file whose tables take anything in any column."""

    def __init__(self, path):
        self.path = path
        with closing(self.connect()) as connection:
            connection.execute("PRAGMA writable_schema=ON")
            tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"
            for name, sql in connection.execute(tables).fetchall():
                head, _, options = re.sub(r"\b(TEXT|BLOB|INTEGER) NOT NULL", r"\1", sql).rpartition(
                    ")"
                )
                loose = f"{head}){re.sub(r',? *STRICT', '', options)}"
                update = "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?"
                connection.execute(update, (loose, name))
            connection.commit()

    def connect(self):
        connection = sqlite3.connect(self.path)
        connection.execute("PRAGMA ignore_check_constraints=ON")
        return connection

    @contextmanager
    def with_junk(self, table, column, junk):
        """Have junk in every row of a column; all is as it was afterwards."""
        with closing(self.connect()) as connection:
            connection.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table}")  # noqa: S608 - names of ours
            assert connection.execute("SELECT count(*) FROM kept").fetchone()[0], table
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {junk}")  # noqa: S608 - names of ours
            connection.commit()
            yield
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            connection.execute(f"INSERT INTO {table} SELECT * FROM kept")  # noqa: S608 - names of ours
            connection.commit()


@pytest.fixture
def house(site, group, desks, reported):
    """A warning, one that was recalled, and a report whose contact is to be deleted."""
    group.sign({"phrase_hash": json.dumps(write_hash(page_phrase_hash(PHRASE)))})
    choices = Choices(consent_statistics=True, consent_bulletin=True)
    code, worker = reported(choices)
    _, other = reported(choices)
    desks.file()
    desks.publish(worker, summary={"en": SAID})
    gone = desks.publish(other, summary={"en": "Was wrong."})
    with writing(group.engine) as session:
        recall(session, group.desk("bo"), gone.number, "was wrong")
    group.sql("INSERT INTO setting (name, value) VALUES ('last_looked', '2026-01-01')")
    site.later(hours=2)
    _, state = site.open(code)
    site.post("/return", {"state": state, "do": "delete", "scope": "contact"})
    site.code = code
    return site


def loosened(group):
    group.engine.dispose()
    return Loosened(group.engine.url.database)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", OPEN)
def test_junk_in_what_anybody_may_read_breaks_no_page(house, group, table):
    database = loosened(group)
    for column in OPEN[table]:
        for junk in JUNK:
            with database.with_junk(table, column, junk):
                house.later(seconds=10)
                form = house.get("/report")
                closed = "does not take reports" in house.words(form)
                assert form.status_code == (503 if closed else 200), (column, junk)
                assert not closed or table in NEEDED, (column, junk)
                assert not closed or "604 555-0199" in house.words(form), (column, junk)
                for page in (
                    house.get("/"),
                    house.get("/exit"),
                    house.post("/bulletins", {"phrase": PHRASE}),
                ):
                    assert page.status_code == 200, (column, junk)
                if table in {"setting", "recall", "throttle"}:
                    assert SAID in house.words(page), (column, junk)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", HERS)
def test_junk_in_one_report_is_said_of_that_report(house, group, table):
    database = loosened(group)
    for column in HERS[table]:
        for junk in JUNK:
            with database.with_junk(table, column, junk):
                page = house.post("/return", {"code": " ".join(house.code.digits())})
                assert page.status_code in {200, 404, 409, 503}, (column, junk)
                said = "by phone" in house.words(page) or page.status_code in {200, 404}
                assert said, (column, junk)
    assert house.open(house.code)[0].status_code == 200


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_junk_that_postgresql_takes_breaks_no_page_either(house, group):
    group.sql("UPDATE setting SET value = 'never' WHERE name = 'last_looked'")
    group.sql("UPDATE recall SET day = 'infinity'")
    group.sql("UPDATE deletion_due SET due = 'infinity'")
    house.later(seconds=10)
    assert house.get("/report").status_code == 200
    listing = house.post("/bulletins", {"phrase": PHRASE})
    assert SAID in house.words(listing)
    assert house.open(house.code)[0].status_code == 200
    group.sql("UPDATE filed_report SET day = 'infinity'")
    page = house.post("/return", {"code": " ".join(house.code.digits())})
    assert page.status_code == 503
    assert "by phone" in house.words(page)
