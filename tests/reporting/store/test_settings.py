"""The day somebody last looked, and rows from before settings were signed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import insert

from reporting.store.engine import writing
from reporting.store.models.public import Page as PageTable
from reporting.store.records import Page
from reporting.store.settings import (
    forget_unsigned,
    last_looked,
    note_looked,
    put_settings,
    unsigned_pages,
    unsigned_settings,
)

DAY = date(2026, 3, 2)


def test_settings_are_replaced_one_by_one(engine):
    with writing(engine) as session:
        put_settings(session, {"title": "One", "colour": "#123456"})
        put_settings(session, {"title": "Deux «où»"})
        assert unsigned_settings(session) == {"title": "Deux «où»", "colour": "#123456"}


def test_the_day_of_looking_never_goes_back_and_is_no_setting(engine):
    with writing(engine) as session:
        assert last_looked(session) is None
        note_looked(session, DAY)
        note_looked(session, DAY - timedelta(days=1))
        assert last_looked(session) == DAY
        note_looked(session, DAY + timedelta(days=1))
        assert last_looked(session) == DAY + timedelta(days=1)
        note_looked(session, DAY + timedelta(days=365))
        note_looked(session, DAY + timedelta(days=2))
        assert last_looked(session) == DAY + timedelta(days=2)
        assert unsigned_settings(session) == {}


def test_what_nobody_signed_is_forgotten_and_the_day_stays(engine):
    with writing(engine) as session:
        put_settings(session, {"title": "Ours"})
        for language, body in (("fr", "Ouvert à six heures"), ("en", "Open at six")):
            row = {"slug": "support", "language": language, "body": body}
            session.execute(insert(PageTable).values(row))
        note_looked(session, DAY)
        assert unsigned_pages(session) == (
            Page("support", "en", "Open at six"),
            Page("support", "fr", "Ouvert à six heures"),
        )
        forget_unsigned(session)
        assert (unsigned_settings(session), unsigned_pages(session)) == ({}, ())
        assert last_looked(session) == DAY
