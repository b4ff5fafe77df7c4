"""One report from its first word to its end, and then nothing of it is anywhere.

Report, answer, read by code, addition, words approved, yes taken back, deletion stopped once, then
done. Against both programs as processes: with scripts off and on, in English and in French, on
SQLite and on PostgreSQL with a login for each program.
"""

from __future__ import annotations

import io
import re
import time
from base64 import b64encode
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdf
import pytest
from sqlalchemy import select, update

from reporting.intake.verified import KEEP
from reporting.store.engine import reading, writing
from reporting.store.models.registry import metadata
from reporting.store.models.returning import DeletionDue

from .test_the_whole_way import NO, approve, first_case, form_token, soon, warnings
from .workers import Scripted, Typed, said

PLATE = "ZQX 771"
NAME = "Wrenna"
FORCE = "port_alder"
TAKEN_BACK = "From now on the answer is no."
TO_BE_DELETED = "This report is going to be deleted"
KEPT = "Nothing is deleted."
MOST_LINKED = 120
UNKNOWN = "No report has this code"


@dataclass(frozen=True)
class Told:
    """What is written, by her and by the advocates, in one language."""

    language: str
    story: str
    addition: str
    answer: str
    summary: str


TOLD = {
    "en": Told(
        "en",
        "He drove on when I said stop here. I jumped out at the light.",
        "There was a sticker of a heron on the back window.",
        "We read it today. Is there somebody with you?",
        "Does not let people out where agreed.",
    ),
    "fr": Told(
        "fr",
        "Il a roulé plus loin quand j'ai dit arrête ici. J'ai sauté au feu rouge.",
        "Il y avait un autocollant de héron sur la vitre arrière.",
        "Nous l'avons lu aujourd'hui. Y a-t-il quelqu'un avec vous ?",
        "Ne laisse pas descendre à l'endroit convenu.",
    ),
}


@pytest.fixture
def her(request, place, browser, language):
    """The worker, as `scripts` says."""
    if request.getfixturevalue("scripts") == "off":
        yield Typed(browser(place.intake_url), language)
        return
    chromium = request.getfixturevalue("chromium")
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield Scripted(page, place.intake_url, language)
    assert context.cookies() == []
    context.close()
    assert broken == []


def fields_of(told):
    return {
        "incident_types": ["held", "threats"],
        "what_happened": told.story,
        "when_rough": "this_week",
        "area": "eastgate",
        "severity": "dangerous",
        "vehicle_plate": PLATE,
        "vehicle_make": "Dodge",
        "contact_name": NAME,
        "your_age_19": "yes",
        "warn_others": "first",
        "consent_police_report": "yes",
        "police_force": FORCE,
    }


def another_worker(browser, place):
    """Somebody else's report, which has to stay whole; nothing in it is like hers."""
    other = Typed(browser(place.intake_url), "en")
    return other.report(
        {
            "incident_types": ["no_payment"],
            "what_happened": "Paid with a torn note.",
            "area": "docks",
        }
    )


def held(owner):
    """How many rows each table of reports, of what is made of them, and of their keys has."""
    names = [name for name in metadata.tables if name.startswith(ABOUT_REPORTS)]
    assert {"inbox_wrap", "filed_key", "mailbox_wrap", "filed_report", "card"} < set(names)
    with reading(owner) as session:
        return {name: len(session.execute(select(metadata.tables[name])).all()) for name in names}


ABOUT_REPORTS = (
    "inbox_",
    "filed_",
    "mailbox_",
    "unopened_",
    "first_code",
    "code_change",
    "deletion_",
    "card",
    "note",
    "draft",
    "forwarding",
)


def hers(owner, others):
    """Every id of the report that is not the others', of its parts, and what wraps their keys."""
    found = set()
    with reading(owner) as session:
        for name, column in (
            ("filed_report", "id"),
            ("filed_report", "token_hash"),
            ("filed_part", "item"),
            ("filed_key", "sealed"),
            ("mailbox_wrap", "sealed"),
        ):
            found |= {
                bytes(one)
                for one in session.execute(select(metadata.tables[name].c[column])).scalars()
            }
    return found - others


def everything(owner):
    """All bytes and texts of every table."""
    with reading(owner) as session:
        for table in metadata.tables.values():
            for row in session.execute(select(table)):
                yield from (bytes(one) for one in row if isinstance(one, (bytes, memoryview)))


@pytest.mark.parametrize("scripts", ["off", "on"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "database_kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_a_report_comes_and_goes(
    place, her, browser, sign_in, owner, language, scripts, database_kind
):
    told = TOLD[language]
    ada, bo = sign_in("ada"), sign_in("bo")
    others_code = another_worker(browser, place)
    first_case(ada)
    before, others = held(owner), hers(owner, set())

    code = her.report(fields_of(told))
    ref = case_of(ada, told)
    answer(ada, ref, told)

    page = her.come_back(code)
    assert told.answer in page
    assert told.story not in page
    assert NAME not in page
    her.add(told.addition)
    assert told.addition in read(ada, ref).text

    draft = write(ada, ref, told)
    her.come_back(code)
    her.approve()
    publish(ada, bo, draft, place)
    soon(lambda: warnings(browser, place, language), lambda page: PLATE in page.text)

    police = police_page(ada, ref)
    her.come_back(code)
    taken = ["consent_bulletin", "consent_police_report"]
    her.press("consent", TAKEN_BACK, {"take_back": taken})
    soon(lambda: warnings(browser, place, language), lambda page: PLATE not in page.text)
    off_by = time.monotonic() + KEEP.total_seconds() + 1  # in every process of the public program
    refuses_everything(ada, ref, police, place)

    her.press("delete", TO_BE_DELETED, {"scope": "all"})
    assert is_to_be_deleted(ada, ref)
    her.press("keep", KEPT)
    assert not is_to_be_deleted(ada, ref)
    assert said(TO_BE_DELETED, language) not in her.come_back(code)

    her.press("delete", TO_BE_DELETED, {"scope": "all"})
    assert any(told.story in text_of(page) for page in crawled(ada))
    gone = hers(owner, others)
    assert len(gone) > 10
    the_day_comes(owner)
    ada.get("/cases")
    assert ref not in ada.page.text

    assert held(owner) == before
    assert gone.isdisjoint(everything(owner))
    if database_kind == "sqlite":
        forgotten_by_the_file(place, owner, ada, gone)
    assert said(UNKNOWN, language) in her.come_back(code)
    time.sleep(max(0, off_by - time.monotonic()))
    shown_nowhere(place, browser, [ada, bo, *map(sign_in, ("kim", "vik"))], told, ref)
    other = Typed(browser(place.intake_url), "en")
    assert said("Your report", "en") in other.come_back(others_code)


def case_of(advocate, told):
    """Open the case that tells this story."""
    page = advocate.get("/cases")
    refs = {urlsplit(link).path.rsplit("/", 1)[1] for link in page.links() if "/cases/" in link}
    for ref in refs:
        if told.story in advocate.get(f"/cases/{ref}").text:
            return ref
    raise AssertionError(page.text)


def read(advocate, ref):
    """File what came in, and open the case."""
    advocate.get("/cases")
    return advocate.get(f"/cases/{ref}")


def answer(advocate, ref, told):
    page = advocate.submit("message", message=told.answer, language=told.language)
    assert "done=written" in page.url, page.text


def write(advocate, ref, told):
    """Write a bulletin and show her the words; the address of the draft."""
    advocate.get(f"/cases/{ref}/bulletin")
    summary = {f"summary.{name}": one.summary for name, one in TOLD.items()}
    page = advocate.submit("do=save", {**summary, "urgent": "yes"})
    draft = page.url.partition("?")[0]
    names = [e.get("name") or "" for e in page.tree.iter("input")]
    reasons = {name: "Others need it to know him." for name in names if name.startswith("reason.")}
    if reasons:
        page = advocate.submit("do=save", reasons)
    page = advocate.post(f"{draft}/ask", [("form_token", form_token(page))])
    assert "done=asked" in page.url, page.text
    return draft


def publish(author, second, draft, place):
    author.get("/cases")
    author.get(draft)
    page = author.submit("do=submit", sure="yes")
    assert "done=submitted" in page.url, page.text
    second.get(draft)
    page = approve(second, place)
    assert "done=approved" in page.url, page.text


def police_page(advocate, ref):
    """Answer the four questions: the page from which a package is made."""
    advocate.get(f"/cases/{ref}/forward")
    page = advocate.submit("partner", NO)
    assert page.status == 200, page.text
    return page


def refuses_everything(advocate, ref, police, place):
    """Neither a bulletin nor a package for police is made, nor from a page that was open."""
    page = advocate.get(f"/cases/{ref}/bulletin")
    assert page.status in {403, 409}, page.text
    page = advocate.post(f"/cases/{ref}/forward", [("form_token", form_token(police)), *NO.items()])
    assert page.status in {403, 409}, page.text
    advocate.page = police
    ordered = {"kind": "report", "force": FORCE, "asked_again": ["yes"]}
    page = advocate.submit("kind", ordered, phone="604 555-0100", hours="10-6")
    if any(e.get("name") == "confirm_passphrase" for e in page.tree.iter("input")):
        word = place.passphrase("ada")
        page = advocate.submit("confirm_passphrase", confirm_passphrase=word)
    assert page.status in {403, 409}, page.text
    assert page.headers["Content-Type"].startswith("text/html")


def is_to_be_deleted(advocate, ref):
    """Tell whether the page of the case says that it is to be deleted."""
    forms = read(advocate, ref).tree.iter("form")
    return any((form.get("action") or "").endswith("/deletion/stop") for form in forms)


def the_day_comes(owner):
    """Let the wait be over: what stands in the table is the day, and nothing else moves."""
    with writing(owner) as session:
        yesterday = datetime.now(UTC).date() - timedelta(days=2)
        assert session.execute(update(DeletionDue).values(due=yesterday)).rowcount == 1


def forgotten_by_the_file(place, owner, advocate, gone):
    """No key of hers is left in SQLite's file or its log."""
    owner.dispose()
    files = list(Path(place.database_url.removeprefix("sqlite:///")).parent.glob("brolly.db*"))
    assert len(files) > 1

    def forgotten(_page):
        raw = b"".join(file.read_bytes() for file in files if file.exists())
        return not any(one in raw for one in gone)

    soon(lambda: advocate.get("/cases"), forgotten)


def shown_nowhere(place, browser, people, told, ref):
    """Follow every link of both programs, read the feeds, and print a sheet."""
    summaries = (one.summary for one in TOLD.values())
    secrets = (told.story, told.addition, told.answer, PLATE, NAME, *summaries)
    public = browser(place.intake_url, language=told.language)
    basic = "Basic " + b64encode(f"x:{place.founded.phrase}".encode()).decode()
    feeds = [public.get(f"/bulletins.{kind}", Authorization=basic) for kind in ("json", "atom")]
    assert [feed.status for feed in feeds] == [200, 200]
    vik = people[-1]
    vik.get("/sheets")
    pages = [
        *feeds,
        warnings(browser, place, told.language),
        vik.submit("do=print", language="both"),
    ]
    for person in (public, *people):
        pages.extend(crawled(person))
    assert len(pages) > MOST_LINKED // 2
    for page in pages:
        text = text_of(page)
        assert not [secret for secret in secrets if secret in text], page.url
        assert ref not in text or "/record" in page.url, page.url


def crawled(person):
    """Every page that is reached by links alone, each once."""
    todo, done = deque([person.root]), set()
    while todo:
        assert len(done) < MOST_LINKED, "links lead on and on"
        url = urldefrag(todo.popleft())[0]
        if url in done or urlsplit(url).netloc != urlsplit(person.root).netloc:
            continue
        done.add(url)
        page = person.get(url)
        yield page
        if page.headers["Content-Type"].startswith("text/html"):
            links = re.findall(r'<a [^>]*href="([^"]+)"', page.html)
            todo.extend(urljoin(url, unescape(link)) for link in links)


def text_of(page):
    if page.headers["Content-Type"] == "application/pdf":
        reader = pypdf.PdfReader(io.BytesIO(page.raw))
        return " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    return " ".join(unescape(page.raw.decode(errors="replace")).split())
