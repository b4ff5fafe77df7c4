"""Both programs as processes on a real database, and people with browsers of their own.

`place`      an invented organisation with its people and settings, and no report yet: the two
             programs run, on SQLite and on PostgreSQL, there each under a login that may do
             nothing but what its role may
`worker`     a browser without scripts at the public program; it fails when a cookie is set
`sign_in`    a browser at the advocates' program in which somebody has signed in
`browser`    the class of both, for further ones
"""

from __future__ import annotations

import gzip
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

import html5lib
import psycopg
import pyotp
import pytest
from sqlalchemy import make_url

from reporting.cli.configure import Addresses, new_configurations
from reporting.demonstration.organisation import HELP_NUMBER
from reporting.demonstration.people import Founded
from reporting.demonstration.story import play
from reporting.store.engine import open_engine

from ..databases import Furnishing
from ..ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sqlalchemy import Engine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass
class Page:
    """What a browser shows: status, headers, the raw answer, and the tree of a page."""

    url: str
    status: int
    headers: Any
    raw: bytes

    @property
    def html(self) -> str:
        return self.raw.decode()

    @property
    def tree(self) -> Element:
        return html5lib.parse(self.html, namespaceHTMLElements=False)

    @property
    def text(self) -> str:
        """All words of the page, blanks collapsed."""
        return " ".join("".join(self.tree.find("body").itertext()).split())

    def marked(self, attribute: str, value: str) -> str:
        """The words inside the element that carries an attribute."""
        found = next(e for e in self.tree.iter() if e.get(attribute) == value)
        return " ".join("".join(found.itertext()).split())

    def links(self) -> list[str]:
        return [urljoin(self.url, a.get("href")) for a in self.tree.iter("a") if a.get("href")]

    def link(self, part: str) -> str:
        """The one address on the page that has `part` in it."""
        found = {link for link in self.links() if part in link}
        assert len(found) == 1, f"{part!r} is in {found} on {self.url}"
        return found.pop()


@dataclass
class Browser:
    """A browser without scripts: cookies, forms, redirects, and nothing else."""

    root: str
    cookies: dict[str, str] = field(default_factory=dict)
    keeps_cookies: bool = False
    language: str = "en"
    page: Page | None = None

    def get(self, path: str, **headers: str) -> Page:
        return self._go("GET", urljoin(self.root, path), None, headers)

    def post(self, path: str, fields: Any) -> Page:
        return self._go("POST", urljoin(self.root, path), fields)

    def submit(self, wanted: str, values: dict[str, Any] | None = None, **more: Any) -> Page:
        """Press the button `name=value`, or send the first form that has a control `name`.

        `values` are typed or ticked over what the form holds already: a text for a box, a list for
        boxes that are to be ticked.
        """
        tree = self.page.tree
        form, button = self._find(tree, wanted)
        sent = self._controls(tree, form)
        typed = {**(values or {}), **more}
        for name, value in typed.items():
            sent = [pair for pair in sent if pair[0] != name]
            sent += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        action = form.get("action") or self.page.url
        if button is not None:
            if button.get("name"):
                sent.append((button.get("name"), button.get("value", "")))
            action = button.get("formaction") or action
        return self._go("POST", urljoin(self.page.url, action), sent)

    def _find(self, tree: Element, wanted: str) -> tuple[Element, Element | None]:
        name, _, value = wanted.partition("=")
        forms = list(tree.iter("form"))
        for form in forms:
            for control in self._of(tree, form):
                if control.get("name") != name:
                    continue
                if not value:
                    return form, None
                if control.tag == "button" and control.get("value") == value:
                    assert "disabled" not in control.attrib, f"{wanted} cannot be pressed"
                    return form, control
        message = f"nothing to press or fill for {wanted!r} on {self.page.url}: {self.page.text}"
        raise AssertionError(message)

    @staticmethod
    def _of(tree: Element, form: Element) -> list[Element]:
        """The controls of a form, in it or pointing to it by its id."""
        kinds = {"input", "textarea", "select", "button"}
        inside = [e for e in form.iter() if e.tag in kinds and not e.get("form")]
        name = form.get("id")
        pointing = [e for e in tree.iter() if e.tag in kinds and name and e.get("form") == name]
        return inside + pointing

    @classmethod
    def _controls(cls, tree: Element, form: Element) -> list[tuple[str, str]]:
        """What the form would send as it stands, without its buttons."""
        sent = []
        for control in cls._of(tree, form):
            name = control.get("name")
            if not name or "disabled" in control.attrib or control.tag == "button":
                continue
            kind = control.get("type", "text")
            if control.tag == "textarea":
                sent.append((name, "".join(control.itertext()).removeprefix("\n")))
            elif control.tag == "select":
                options = list(control.iter("option"))
                chosen = next((o for o in options if "selected" in o.attrib), options[0])
                sent.append((name, chosen.get("value", "")))
            elif kind in {"checkbox", "radio"}:
                if "checked" in control.attrib:
                    sent.append((name, control.get("value", "on")))
            elif kind not in {"submit", "button", "file"}:
                sent.append((name, control.get("value", "")))
        return sent

    def _go(self, method: str, url: str, fields: Any, more: Any = ()) -> Page:
        for _ in range(5):
            page = self._once(method, url, fields, dict(more))
            if page.status not in {301, 302, 303}:
                self.page = page
                return page
            method, url, fields = "GET", urljoin(url, page.headers["Location"]), None
        raise AssertionError("redirected in a circle")

    def _once(self, method: str, url: str, fields: Any, more: dict[str, str]) -> Page:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.hostname, parts.port, timeout=60)
        headers = {
            "Accept-Language": self.language,
            "Accept-Encoding": "gzip",
            "User-Agent": "journey",
            **more,
        }
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"{parts.scheme}://{parts.netloc}"
            headers["Sec-Fetch-Site"] = "same-origin"
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            raw = answer.read()
        finally:
            connection.close()
        if answer.headers.get("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        return Page(url, answer.status, answer.headers, raw)

    def _keep(self, lines: list[str]) -> None:
        assert self.keeps_cookies or not lines, f"the public program set a cookie: {lines}"
        for line in lines:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value


@dataclass
class Place:
    """The two programs and the people."""

    directory: Path
    founded: Founded
    intake_url: str
    review_url: str
    database_url: str
    process: subprocess.Popen[bytes]

    def code(self, handle: str) -> str:
        person = next(one for one in self.founded.people if one.handle == handle)
        return pyotp.TOTP(person.totp_secret).now()

    def passphrase(self, handle: str) -> str:
        return next(one.passphrase for one in self.founded.people if one.handle == handle)


def logins(database_url: str) -> Addresses:
    """Addresses of the two programs; on PostgreSQL two logins that are in one role each."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return Addresses(database_url, database_url)
    made = {}
    with psycopg.connect(database_url, autocommit=True) as connection:
        for program in ("intake", "review"):
            login = f"{program}_of_{url.database}"
            role = f"brolly_{program}_{url.database}"
            connection.execute(f"CREATE ROLE {login} LOGIN IN ROLE {role}")  # type: ignore[arg-type]
            made[program] = url.set(username=login).render_as_string(hide_password=False)
    return Addresses(made["intake"], made["review"])


@pytest.fixture(scope="session")
def invented() -> dict[str, Founded]:
    """Who is in the organisation, by the kind of database; filled by `furnishing`."""
    return {}


@pytest.fixture
def furnishing(database_kind: str, invented: dict[str, Founded]) -> Furnishing:
    """Found the organisation once: at the cost of real passphrases that takes some seconds."""

    def fill(engine: Engine) -> None:
        url = engine.url.render_as_string(hide_password=False)
        invented[database_kind] = play(url, datetime.now(UTC), empty=True).founded

    return Furnishing("invented", fill)


@pytest.fixture
def watching() -> list[str]:
    """Give the words of a command that watches both programs; none here."""
    return []


@pytest.fixture
def place(
    database_url: str,
    database_kind: str,
    invented: dict[str, Founded],
    tmp_path: Path,
    watching: list[str],
) -> Iterator[Place]:
    founded = invented[database_kind]
    directory = tmp_path / "place"
    addresses = logins(database_url)
    with new_configurations(directory, founded.pins, addresses, HELP_NUMBER):
        pass
    ports = free_port(), free_port()
    command = [sys.executable, "-m", "reporting.cli", "run", "--dir", str(directory)]
    options = ["--intake-port", str(ports[0]), "--review-port", str(ports[1])]
    process = subprocess.Popen([*watching, *command, *options], stdout=subprocess.PIPE)
    assert process.stdout.readline()  # both answer
    urls = [f"http://127.0.0.1:{port}/" for port in ports]
    yield Place(directory, founded, *urls, database_url, process)
    process.terminate()
    process.communicate(timeout=30)
    if "postgresql" in database_url:
        with psycopg.connect(database_url, autocommit=True) as connection:
            for address in (addresses.intake, addresses.review):
                connection.execute(f"DROP ROLE {make_url(address).username}")


@pytest.fixture
def owner(place: Place) -> Iterator[Engine]:
    engine = open_engine(place.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def browser() -> type[Browser]:
    return Browser


@pytest.fixture
def worker(place: Place) -> Browser:
    return Browser(place.intake_url)


@pytest.fixture
def sign_in(place: Place):
    def enter(handle: str) -> Browser:
        made = Browser(place.review_url, keeps_cookies=True)
        made.get("/sign-in")
        page = made.submit(
            "handle",
            handle=handle,
            passphrase=place.passphrase(handle),
            code=place.code(handle),
        )
        assert page.status == 200
        assert "/sign-in" not in page.url, page.text
        return made

    return enter
