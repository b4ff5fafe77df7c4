"""A small invented organisation, founded in a real database, with its people and their workers.

`group`   founded by kim (coordinator and advocate), with ada and bo (advocates) and vik (outreach);
          every passphrase is `PHRASE`, the clock stands at `NOW`
`desks`   these people at work on bulletins: begin, write, submit, approve, publish
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from reporting.casework.filing import file_waiting
from reporting.casework.founding_store import apply_change, found_installation
from reporting.casework.lists import Change, Lists
from reporting.casework.membership import Newcomer
from reporting.casework.setup import Founding, found
from reporting.domain.report import Identifier
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Listed, Text
from reporting.store.engine import writing

from ..databases import EMPTY, Furnishing, SqliteFiles, opened
from .group import PHRASE, QUICK, TODAY, Desks, Group, Worker, sign_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from reporting.store.records import EditionRow


PEOPLE = {
    "ada": (frozenset({"advocate"}), frozenset({"main"})),
    "bo": (frozenset({"advocate"}), frozenset({"main"})),
    "vik": (frozenset({"outreach"}), frozenset()),
}


@pytest.fixture(name="sign_words")
def sign_words_fixture() -> Callable[..., None]:
    return sign_words


def settings() -> PublicSettings:
    def words(english: str, french: str) -> Text:
        return Text({"en": english, "fr": french})

    return replace(
        PublicSettings(),
        title=words("Corner House", "Maison du coin"),
        areas=(
            Area("downtown", words("Downtown", "Centre-ville"), words("City", "Ville")),
            Area("east", words("East side", "Quartier est"), words("City", "Ville")),
        ),
        police_forces=(Listed("city", words("City Police", "Police de la ville")),),
    )


@dataclass
class Founded:
    """What kim did on the first day, to be done again in any database."""

    founding: Founding
    changes: list[Change]
    lists: Lists
    secrets: dict[str, bytes]

    def fill(self, engine: Engine) -> None:
        found_installation(engine, self.founding, settings(), [])
        for change in self.changes:
            with writing(engine) as session:
                apply_change(session, change)


@pytest.fixture(scope="session")
def organisation(sqlite_files: SqliteFiles) -> Founded:
    """Found it once: keys and passphrases take a while, and no test needs its own."""
    founding = found("kim", PHRASE, TODAY, QUICK)
    assert founding.change.totp_secret is not None
    made = Founded(founding, [], founding.change.lists, {"kim": founding.change.totp_secret})
    url = sqlite_files.copy(EMPTY, sqlite_files.folder / "organisation.db")
    with opened(url, "owner") as engine:
        made.fill(engine)
        kim = Group(engine, engine, engine, founding.pins, made.lists, url, secrets=made.secrets)
        for handle, (roles, circles) in PEOPLE.items():
            made.changes.append(kim.add(Newcomer(handle, roles, circles, PHRASE, settled=True)))
        made.lists = kim.lists
    return made


@pytest.fixture
def furnishing(request: pytest.FixtureRequest) -> Furnishing:
    """Lay out the organisation for whoever asks for its people."""
    if "group" not in request.fixturenames:
        return EMPTY
    return Furnishing("organisation", request.getfixturevalue("organisation").fill)


@pytest.fixture
def group(
    organisation: Founded,
    engine: Engine,
    intake_engine: Engine,
    owner_engine: Engine,
    database_url: str,
) -> Group:
    return Group(
        engine,
        intake_engine,
        owner_engine,
        organisation.founding.pins,
        organisation.lists,
        database_url,
        secrets=dict(organisation.secrets),
    )


@pytest.fixture
def identifier():
    """Make an identifier of a person."""

    def make(kind: str = "phone", value: str = "604 555-0142", *, partial: bool = False):
        return Identifier(kind, value, partial)

    return make


@pytest.fixture
def desks(group: Group) -> Desks:
    return Desks(group)


@pytest.fixture
def worker(group: Group) -> Worker:
    """Somebody whose report is on file."""
    made = group.report()
    file_waiting(group.engine, group.desk())
    return made


@pytest.fixture
def live(group: Group, desks: Desks) -> EditionRow:
    """A bulletin that is out, of a report on file."""
    worker = group.report()
    desks.file()
    return desks.publish(worker)
