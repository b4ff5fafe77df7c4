"""What tests of every room share: real, migrated databases, and a strict reader of pages.

A database is fresh for every test.

`database_kind`    "sqlite" or "postgresql"; a test that uses any fixture below runs on both
`database_url`     the address of a fresh database with all tables, for starting programs on
`owner_engine`     its owner: may change tables
`engine`           as review works: `open_engine(url, "review")`
`intake_engine`    as intake works: `open_engine(url, "intake")`
`sqlite_database_url`, `postgresql_database_url`   the same, for a test about one of them
`postgresql_url`   of an empty fresh PostgreSQL database, without tables
`furnishing`       what these databases hold beside their tables: nothing, unless a room says more
`durable`          SQLite waits for the disk as it does for people; elsewhere in this process it does not
`chromium`         a real browser; tests that ask for it are skipped, and say so, where there is none
`make_part`, `make_report`   factories of sealed things with right lengths and no content
`valid_html`       parses a page as strictly as HTML5 asks

Properties are tried with the same values on every run, however slow the machine; `make fuzz` tries
many more, other ones on every run.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

import html5lib
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from crypto.envelope import Wrap
from reporting.store import engine as store_engine
from reporting.store.records import SealedPart, SealedReport

from .databases import EMPTY, Furnishing, Server, SqliteFiles, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from sqlalchemy import Engine

CHROMIUM = Path("/usr/bin/chromium")

settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "many", settings.get_profile("same"), derandomize=False, max_examples=2000
)
settings.load_profile("same")

# Files of few long tests begin first, so that none of them is left to one core in the end.
LONG = ("journeys", "browser", "faults", "bench", "cli", "demonstration", "files")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: LONG.index(room) if (room := _room(item)) in LONG else len(LONG))


def _room(item: pytest.Item) -> str:
    return item.path.parent.name


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last, and in one place, what this machine could not look at."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", ())
        if isinstance(report.longrepr, tuple) and "NOT RUN" in report.longrepr[2]
    )
    if reasons:
        terminalreporter.section("NOT RUN on this machine", red=True, bold=True)
    for reason, number in sorted(reasons.items()):
        terminalreporter.line(f"{number} tests: {reason.removeprefix('NOT RUN: ')}")


DURABLE = store_engine.SQLITE_SETTINGS
QUICK = tuple(each.replace("synchronous = FULL", "synchronous = OFF") for each in DURABLE)


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Nothing in this process outlives it; programs that tests start, and kill, are not touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_engine, "SQLITE_SETTINGS", QUICK)
        yield


@pytest.fixture
def durable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert DURABLE != QUICK
    monkeypatch.setattr(store_engine, "SQLITE_SETTINGS", DURABLE)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("template"))


@pytest.fixture
def furnishing() -> Furnishing:
    return EMPTY


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> Iterator[str]:
    name = postgresql_server.fresh()
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def sqlite_database_url(sqlite_files: SqliteFiles, furnishing: Furnishing, tmp_path: Path) -> str:
    return sqlite_files.copy(furnishing, tmp_path / "brolly.db")


@pytest.fixture
def postgresql_database_url(postgresql_server: Server, furnishing: Furnishing) -> Iterator[str]:
    with postgresql_server.lent(furnishing) as url:
        yield url


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{database_kind}_database_url")


@pytest.fixture
def owner_engine(database_url: str) -> Iterator[Engine]:
    with opened(database_url, "owner") as engine:
        yield engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with opened(database_url, "review") as engine:
        yield engine


@pytest.fixture
def intake_engine(database_url: str) -> Iterator[Engine]:
    with opened(database_url, "intake") as engine:
        yield engine


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start it once for all rooms: Playwright runs once in a process."""
    if not CHROMIUM.exists():
        pytest.skip("NOT RUN: needs Chromium at /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def _wrap(circle: str, epoch: int) -> Wrap:
    return Wrap(circle, epoch, token_bytes(8), token_bytes(1169))


@pytest.fixture
def make_part() -> Callable[..., SealedPart]:
    def make(
        compartment: str = "account", *, mailbox: bool = False, size: int = 4113
    ) -> SealedPart:
        wraps = (_wrap("main", 1), _wrap("", 0)) if mailbox else (_wrap("main", 1),)
        return SealedPart(token_bytes(16), compartment, token_bytes(size), wraps)

    return make


@pytest.fixture
def make_report(make_part: Callable[..., SealedPart]) -> Callable[..., SealedReport]:
    def make(token_hash: bytes | None = None) -> SealedReport:
        parts = (make_part("account"), make_part("contact"), make_part("consent", mailbox=True))
        return SealedReport(
            id=token_bytes(16),
            verifying_key=token_bytes(32),
            mailbox_key=token_bytes(1216),
            token_hash=token_hash or token_bytes(32),
            parts=parts,
        )

    return make


@pytest.fixture
def valid_html() -> Callable[[str], object]:
    """Parse a page as strictly as HTML5 asks, refuse what parses but is wrong, return the tree.

    Wrong are: an id twice, a reference to an id that is not there, a control without a name for
    people, an inline script, style or event handler.
    """

    def parse(page: str):
        parser = html5lib.HTMLParser(
            html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
        )
        tree = parser.parse(page)
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), (
            f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
        )
        for element in tree.iter():
            _check_element(element, set(ids))
        _check_names(tree)
        return tree

    return parse


def _check_element(element, ids):
    if not isinstance(element.tag, str):
        return  # a comment
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        missing = set((element.get(name) or "").split()) - ids
        assert not missing, f"<{element.tag} {name}> points nowhere: {missing}"
    href = element.get("href") or ""
    assert not href.startswith("#") or href[1:] in ids, f"link to nowhere: {href}"
    handlers = [name for name in element.attrib if str(name).startswith("on")]
    assert not handlers, f"<{element.tag}> has event handlers: {handlers}"
    assert "style" not in element.attrib, f"<{element.tag}> has an inline style"
    assert element.tag != "style", "inline style sheet"
    assert element.tag != "script" or element.get("src"), "inline script"
    if element.tag == "form" and (element.get("method") or "").lower() == "post":
        assert element.get("autocomplete") in {"off", "on"}, "a form must say autocomplete"


def _check_names(tree):
    labelled = {label.get("for") for label in tree.iter("label") if label.get("for")}
    inside = {id(child) for label in tree.iter("label") for child in label.iter()}
    for tag in ("input", "select", "textarea"):
        for control in tree.iter(tag):
            if control.get("type") in {"hidden", "submit"}:
                continue
            named = control.get("aria-label") or control.get("aria-labelledby")
            assert named or control.get("id") in labelled or id(control) in inside, (
                f"<{tag} name={control.get('name')}> has no label"
            )
