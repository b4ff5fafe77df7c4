"""Public settings, pages, and the day somebody last looked."""

from __future__ import annotations

from datetime import date, timedelta

from reporting.store.engine import writing
from reporting.store.records import Page
from reporting.store.settings import (
    last_looked,
    note_looked,
    put_page,
    put_settings,
    read_pages,
    read_settings,
)

DAY = date(2026, 3, 2)


def test_settings_are_replaced_one_by_one(engine):
    with writing(engine) as session:
        put_settings(session, {"title": "One", "colour": "#123456"})
        put_settings(session, {"title": "Deux «où»"})
        assert read_settings(session) == {"title": "Deux «où»", "colour": "#123456"}


def test_the_day_of_looking_never_goes_back_and_is_no_setting(engine):
    with writing(engine) as session:
        assert last_looked(session) is None
        note_looked(session, DAY)
        note_looked(session, DAY - timedelta(days=1))
        assert last_looked(session) == DAY
        note_looked(session, DAY + timedelta(days=1))
        assert last_looked(session) == DAY + timedelta(days=1)
        assert read_settings(session) == {}


def test_pages_are_kept_per_language(engine):
    with writing(engine) as session:
        put_page(session, Page("support", "fr", "Ouvert à six heures"))
        put_page(session, Page("support", "en", "Open"))
        put_page(session, Page("support", "en", "Open at six"))
        assert read_pages(session) == (
            Page("support", "en", "Open at six"),
            Page("support", "fr", "Ouvert à six heures"),
        )
