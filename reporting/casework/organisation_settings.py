"""What a coordinator changes for everybody: public settings and the page of support.

Both are open rows that intake reads; what was changed, and by whom, stands in the sealed record.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crypto.suite import prefixed, sha256
from reporting.casework.errors import CannotCoordinate
from reporting.casework.lists import COORDINATOR
from reporting.casework.record import Action, write
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_text
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import KNOWN_LANGUAGES
from reporting.store.audit import hold_audit
from reporting.store.engine import writing
from reporting.store.errors import Conflict
from reporting.store.records import Page
from reporting.store.settings import put_page, put_settings, read_pages, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from reporting.casework.desk import Desk

SUPPORT = "support"
"""The slug of the page of support."""
LONGEST_PAGE = 20_000
"""Characters of a page in one language: eight printed ones."""
TOO_LONG = N_("This is too long: %(most)s characters at most.")


def version_of(settings: PublicSettings, names: Iterable[str]) -> str:
    """Name the present state of some settings, as hexadecimal: another one when any differs."""
    rows = settings.to_mapping()
    return _digest({name: rows[name] for name in names})


def version_of_support(bodies: Mapping[str, str]) -> str:
    """Name the present state of the page of support."""
    return _digest(bodies)


def save_settings(
    engine: Engine, desk: Desk, rows: Mapping[str, str], seen: str
) -> tuple[str, ...]:
    """Write rows name -> JSON, and a line of the record that names what changed; return those.

    `seen` is the version of these very settings that she had before her. Raises Conflict when it
    is not the present one, Invalid, CannotCoordinate, Expired.
    """
    _require_coordinator(desk)
    with writing(engine) as session:
        # The record has one writer at a time: whoever holds it is alone here as well.
        hold_audit(session)
        before = PublicSettings.from_mapping(read_settings(session))
        if version_of(before, rows) != seen:
            message = "somebody changed these settings first"
            raise Conflict(message)
        old = before.to_mapping()
        new = PublicSettings.from_mapping({**old, **rows}).to_mapping()
        changed = {name: new[name] for name in sorted(rows) if new[name] != old[name]}
        put_settings(session, changed)
        _note(session, desk, changed)
    return tuple(changed)


def read_support(session: Session) -> dict[str, str]:
    """Return the page of support: language -> text, "" where there is none."""
    written = {page.language: page.body for page in read_pages(session) if page.slug == SUPPORT}
    return {language: written.get(language, "") for language in KNOWN_LANGUAGES}


def save_support(
    engine: Engine, desk: Desk, bodies: Mapping[str, str], seen: str
) -> tuple[str, ...]:
    """Write the page of support in every language; return what changed, as `support.en`.

    Raises Conflict, Invalid (a field is `body.` and the language), CannotCoordinate, Expired.
    """
    _require_coordinator(desk)
    cleaned = {language: clean_text(bodies.get(language, "")) for language in KNOWN_LANGUAGES}
    _require_short(cleaned)
    with writing(engine) as session:
        hold_audit(session)
        before = read_support(session)
        if version_of_support(before) != seen:
            message = "somebody changed this page first"
            raise Conflict(message)
        changed = [language for language, body in cleaned.items() if body != before[language]]
        for language in changed:
            put_page(session, Page(SUPPORT, language, cleaned[language]))
        names = tuple(f"{SUPPORT}.{language}" for language in changed)
        _note(session, desk, names)
    return names


def _require_coordinator(desk: Desk) -> None:
    if not desk.is_a(COORDINATOR):
        raise CannotCoordinate


def _require_short(bodies: Mapping[str, str]) -> None:
    long = [language for language, body in bodies.items() if len(body) > LONGEST_PAGE]
    if long:
        params = {"most": LONGEST_PAGE}
        raise Invalid([Problem(f"body.{language}", TOO_LONG, params=params) for language in long])


def _note(session: Session, desk: Desk, names: Iterable[str]) -> None:
    """Write the names, never the values, into the record; nothing when nothing changed."""
    if what := ", ".join(names):
        write(session, desk, Action.SETTINGS_CHANGED, what=what)


def _digest(rows: Mapping[str, str]) -> str:
    canonical = json.dumps(dict(rows), sort_keys=True, ensure_ascii=True).encode()
    return sha256(prefixed(b"brolly/settings seen/v1", canonical)).hex()
