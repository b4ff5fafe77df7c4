"""What a coordinator changes for everybody: public settings and the page of support.

All of it is one document that the organisation's key signs anew at each change, since whoever can
write to the database must not choose which number somebody in danger calls. What was changed, and
by whom, stands in the sealed record.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crypto.suite import prefixed, sha256
from reporting.casework.desk import SETTINGS, read_words, settings_seen
from reporting.casework.errors import CannotCoordinate, NumbersFirst
from reporting.casework.lists import COORDINATOR, next_sequence, sign_settings
from reporting.casework.people import organisation_key
from reporting.casework.record import Action, write
from reporting.domain.errors import Invalid, Problem
from reporting.domain.labels import N_
from reporting.domain.report_text import clean_text
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import KNOWN_LANGUAGES
from reporting.sealed.public_settings import Trouble
from reporting.store.audit import hold_audit
from reporting.store.documents import replace_document
from reporting.store.engine import writing
from reporting.store.errors import Conflict
from reporting.store.records import Page
from reporting.store.settings import forget_unsigned, unsigned_pages, unsigned_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from crypto.private.organisation import Organisation
    from reporting.casework.desk import Desk

SUPPORT = "support"
"""The slug of the page of support."""
LONGEST_PAGE = 20_000
"""Characters of a page in one language: eight printed ones."""
TOO_LONG = N_("This is too long: %(most)s characters at most.")


@dataclass(frozen=True, slots=True)
class Words:
    """Settings and pages as a coordinator is shown them, to change or to sign for the first time.

    `trouble` says why they are not what everybody sees, if they are not.
    """

    settings: PublicSettings
    pages: tuple[Page, ...]
    trouble: Trouble
    sequence: int

    @property
    def support(self) -> dict[str, str]:
        """The page of support: language -> text, "" where there is none."""
        written = {page.language: page.body for page in self.pages if page.slug == SUPPORT}
        return {language: written.get(language, "") for language in KNOWN_LANGUAGES}


def present_words(session: Session, desk: Desk) -> Words:
    """Return the settings and pages that are to be changed.

    Older ones than she has seen are shown, since the organisation signed them. What nobody signed
    is shown only before there was anything signed: a database from an earlier version. Else a
    database that lost its settings could offer its own, and have them signed in passing.
    """
    seen = settings_seen(desk.profile)
    now = read_words(session, desk.pins, seen)
    if now.trouble is Trouble.NONE:
        return Words(now.settings, now.pages, now.trouble, now.sequence)
    if now.trouble is Trouble.ROLLED_BACK:
        older = read_words(session, desk.pins)
        return Words(older.settings, older.pages, now.trouble, seen)
    if now.trouble is Trouble.UNSIGNED:
        settings, _ = PublicSettings.sound_of(unsigned_settings(session))
        return Words(settings, unsigned_pages(session), now.trouble, 0)
    return Words(now.settings, (), now.trouble, seen)


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
    """Sign rows name -> JSON with all else, and record what changed by name; return the names.

    `seen` is the version of these very settings that she had before her. In trouble everything is
    signed anew, whether or not it changed. Raises Conflict when `seen` is not the present version,
    Invalid, NumbersFirst, CannotCoordinate, Expired.
    """
    key = _key(engine, desk)
    with writing(engine) as session:
        # The record has one writer at a time: whoever holds it is alone here as well.
        hold_audit(session)
        before = present_words(session, desk)
        if version_of(before.settings, rows) != seen:
            raise Conflict("somebody changed these settings first")
        old = before.settings.to_mapping()
        _require_numbers({**old, **rows})
        new = PublicSettings.from_mapping({**old, **rows})
        written = new.to_mapping()
        changed = tuple(name for name in sorted(rows) if written[name] != old[name])
        return _sign(session, desk, key, before, new, before.pages, changed)


def save_support(
    engine: Engine, desk: Desk, bodies: Mapping[str, str], seen: str
) -> tuple[str, ...]:
    """Write the page of support in every language; return what changed, as `support.en`.

    Raises Conflict, Invalid (a field is `body.` and the language), NumbersFirst, CannotCoordinate,
    Expired.
    """
    key = _key(engine, desk)
    cleaned = {language: clean_text(bodies.get(language, "")) for language in KNOWN_LANGUAGES}
    _require_short(cleaned)
    with writing(engine) as session:
        hold_audit(session)
        before = present_words(session, desk)
        if version_of_support(before.support) != seen:
            raise Conflict("somebody changed this page first")
        _require_numbers(before.settings.to_mapping())
        changed = tuple(
            f"{SUPPORT}.{language}"
            for language, body in cleaned.items()
            if body != before.support[language]
        )
        others = [page for page in before.pages if page.slug != SUPPORT]
        pages = [*others, *(Page(SUPPORT, language, cleaned[language]) for language in cleaned)]
        return _sign(session, desk, key, before, before.settings, pages, changed)


def _key(engine: Engine, desk: Desk) -> Organisation:
    if not desk.is_a(COORDINATOR):
        raise CannotCoordinate
    return organisation_key(engine, desk)


def _sign(
    session: Session,
    desk: Desk,
    key: Organisation,
    before: Words,
    settings: PublicSettings,
    pages: Sequence[Page],
    changed: tuple[str, ...],
) -> tuple[str, ...]:
    """Sign and store all of it, unless nothing changed that was signed; return what is new."""
    in_trouble = before.trouble is not Trouble.NONE
    if not changed and not in_trouble:
        return ()
    sequence = next_sequence(before.sequence, desk.today)
    document = sign_settings(key, desk.installation, sequence, settings, pages)
    replace_document(session, document)
    forget_unsigned(session)
    names = (SETTINGS, *changed) if in_trouble else changed
    write(session, desk, Action.SETTINGS_CHANGED, what=", ".join(names))
    return names


def _require_numbers(rows: Mapping[str, str]) -> None:
    """Raise NumbersFirst where nothing signed is left to go by, and no number was typed yet."""
    if rows["help_numbers"] == "[]":
        raise NumbersFirst


def _require_short(bodies: Mapping[str, str]) -> None:
    long = [language for language, body in bodies.items() if len(body) > LONGEST_PAGE]
    if long:
        params = {"most": LONGEST_PAGE}
        raise Invalid([Problem(f"body.{language}", TOO_LONG, params=params) for language in long])


def _digest(rows: Mapping[str, str]) -> str:
    canonical = json.dumps(dict(rows), sort_keys=True, ensure_ascii=True).encode()
    return sha256(prefixed(b"brolly/settings seen/v1", canonical)).hex()
