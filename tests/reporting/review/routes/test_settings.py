"""The coordinator's settings, as she changes them and as the public pages then are."""

from __future__ import annotations

import html
import re

import html5lib
import pytest

from reporting.intake.app import create_app
from reporting.intake.config import IntakeConfig
from reporting.store.documents import newest_document
from reporting.store.engine import reading

XSS = "<script>alert(1)</script>\"'&"
PHRASE = "four plain invented words"


def form_of(page):
    """What a browser would send of the settings' form."""
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    main = next(e for e in tree.iter("main"))
    sent = {}
    for control in main.iter():
        name = control.get("name")
        if not name or control.tag not in {"input", "textarea"}:
            continue
        if control.get("type") == "checkbox" and control.get("checked") is None:
            continue
        text = (control.text or "") if control.tag == "textarea" else control.get("value", "")
        sent.setdefault(name, []).append(text)
    return sent


@pytest.fixture
def public(group, tmp_path):
    """The public program: shows what is saved after a few seconds."""
    config = IntakeConfig(
        database_url=group.url,
        installation=group.pins.installation,
        organisation=group.pins.organisation,
        minimum_sequence=group.pins.minimum_sequence,
        page_secret=bytes(range(32)),
        help_number="604 555-0199",
        state_dir=tmp_path / "state",
    )
    client = create_app(config, lambda: group.now).test_client()

    def get(url, **data):
        group.later(seconds=6)
        answer = client.post(url, data=data) if data else client.get(url)
        return html.unescape(re.sub(r"\s+", " ", answer.get_data(as_text=True)))

    return get


@pytest.fixture
def kim(browser):
    return browser("kim")


@pytest.fixture
def change(kim):
    """Have kim change fields of a page and save it."""

    def save(part, **fields):
        sent = form_of(kim.get(f"/settings/{part}"))
        sent.update({name.replace("__", "."): value for name, value in fields.items()})
        return kim.post(f"/settings/{part}", sent)

    return save


@pytest.mark.parametrize("url", ["", "/words", "/lists", "/switches", "/support"])
def test_for_coordinators_alone(kim, browser, valid_html, url):
    for language in ("en", "fr"):
        page = kim.get(f"/settings{url}?lang={language}")
        assert page.status_code == 200
        valid_html(page.text)
    for handle in ("ada", "vik"):
        person = browser(handle)
        assert person.get(f"/settings{url}").status_code == 403
        assert person.post(f"/settings{url or '/words'}", {"paused": "yes"}).status_code == 403
    assert kim.get("/settings/other").status_code == 404
    assert kim.post("/settings/other").status_code == 404


def test_without_the_token_nothing_is_saved(kim, group):
    sent = form_of(kim.get("/settings/switches"))
    sent |= {"form_token": "0" * 64, "paused": "yes", "new_phrase": "a heron on the roof"}
    answer = kim.post("/settings/switches", sent)
    assert answer.status_code == 400
    assert "heron" not in answer.text
    assert sent["seen"][0] not in answer.text
    assert not group.desk("kim").settings.paused


def test_after_ten_minutes_the_passphrase_is_asked_and_all_is_kept(kim, group):
    group.later(minutes=11)
    sent = form_of(kim.get("/settings/words")) | {"about.en": "One\nTwo"}
    asked = kim.post("/settings/words", sent)
    assert "Your passphrase, please" in asked.text
    kept = {**form_of(asked), "confirm_passphrase": PHRASE}
    assert kim.post("/settings/words", kept).status_code == 303
    assert group.desk("kim").settings.about.of("en") == "One\nTwo"


def test_numbers_without_french_are_saved_and_named(kim, change, valid_html):
    typed = "Crisis line | Ligne de crise | 604 555-0100\nNight nurse | 604 555-0101"
    assert change("lists", help_numbers=typed).status_code == 303
    page = kim.get("/settings/lists?done=saved").text
    valid_html(page)
    assert "so French pages show the English: Night nurse." in page
    assert "so English pages" not in page
    assert "Crisis line." not in page


def test_new_words_are_on_the_public_pages_and_in_the_record_by_name(kim, change, public):
    assert change(
        "words", title__en="Heron House", about__en=XSS, colour="#123456"
    ).location.startswith("/settings/words?done=saved")
    assert "Saved." in kim.get("/settings/words?done=saved").text
    assert "Heron House" in public("/")
    record = kim.get("/record").text
    assert "Colour of buttons and links" in record
    assert "Title of the public pages" in record
    assert "Heron" not in record


def test_what_somebody_types_is_shown_as_typed(kim, change, public, valid_html):
    change("words", title__en=XSS, about__en=XSS, who_reads__en=XSS)
    change("lists", areas=f"| {XSS} | {XSS} | {XSS} | {XSS}", races=f"| {XSS}")
    change("support", body__en=f"# {XSS}\n- [x](javascript:alert)\n{XSS}")
    for part in ("words", "lists", "support"):
        page = kim.get(f"/settings/{part}").text
        valid_html(page)
        assert "<script>" not in page
    for url in ("/", "/support"):
        # `public` undoes one escaping: what is left of a script is text.
        assert XSS in public(url)
    sent = form_of(kim.get("/settings/support"))
    page = kim.post("/settings/support/preview", sent).text
    valid_html(page)
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_what_is_wrong_is_said_and_everything_stays(change, group, valid_html):
    answer = change("words", colour="#ffff00", safe_exit_url="ftp://x", title__en="Mine " + XSS)
    assert answer.status_code == 400
    valid_html(answer.text)
    assert "White words cannot be read" in answer.text
    assert "begins with https://" in answer.text
    assert form_of(answer)["title.en"] == ["Mine " + XSS]
    assert form_of(answer)["safe_exit_url"] == ["ftp://x"]
    assert group.desk("kim").settings.title.of("en") == "Corner House"


def test_a_wrong_line_is_named(change, valid_html):
    typed = "downtown | Downtown | Centre-ville | City | Ville\nNowhere"
    answer = change("lists", areas=typed, help_numbers="Ours | call us")
    assert answer.status_code == 400
    valid_html(answer.text)
    assert "Line 2 names no region." in answer.text
    assert "Line 1 has no telephone number" in answer.text
    assert form_of(answer)["areas"] == [typed]


def test_lists_reach_the_form_and_keep_their_short_names(change, group, public):
    typed = (
        "downtown | Old town | Vieille ville | City | Ville\nNorth shore | Rive nord | Coast | Côte"
    )
    answer = change("lists", areas=typed, help_numbers="Ours | Nous | 604 555-0107")
    assert answer.status_code == 303
    assert [area.slug for area in group.desk("kim").settings.areas] == ["downtown", "north-shore"]
    page = public("/report")
    assert "Old town" in page
    assert "North shore" in page
    assert "604 555-0107" in public("/")


def test_a_pause_closes_the_form_until_it_ends(kim, change, public):
    change("switches", paused="yes")
    assert "The team has paused this form" in public("/report")
    assert "The form is paused" in kim.get("/settings").text
    change("switches", paused=[])
    assert "The team has paused this form" not in public("/report")


def test_a_new_phrase_opens_bulletins_and_is_never_shown_again(kim, change, public, group):
    assert "No community phrase is set" in kim.get("/settings").text
    assert change("switches", new_phrase="A heron on the roof").status_code == 303
    assert 'name="phrase"' in public("/bulletins", phrase="a wrong one")
    assert 'name="phrase"' not in public("/bulletins", phrase="a heron on the roof")
    for page in ("/settings", "/settings/switches", "/record"):
        assert "heron" not in kim.get(page).text
    assert "A phrase is set." in kim.get("/settings/switches").text
    change("switches", silent_days="9")
    assert group.desk("kim").settings.phrase_hash
    assert 'name="phrase"' not in public("/bulletins", phrase="a heron on the roof")


def test_all_switches(change, group):
    change(
        "switches",
        silent_days="9",
        backups_days="14",
        widening_days="5",
        witnessed_police="yes",
        phrase_required=[],
        reviewed_languages=["en"],
        time_zone="America/Toronto",
    )
    now = group.desk("kim").settings
    assert (now.silent_days, now.backups_days, now.widening_days) == (9, 14, 5)
    assert now.witnessed_police
    assert not now.phrase_required
    assert (now.reviewed_languages, now.time_zone) == (("en",), "America/Toronto")


def test_two_at_once_the_second_sees_both_and_decides(kim, change, group, valid_html):
    mine = form_of(kim.get("/settings/words"))
    change("words", title__en="Theirs", about__en="Their words")
    answer = kim.post("/settings/words", mine | {"title.en": "Mine " + XSS})
    assert answer.status_code == 409
    valid_html(answer.text)
    assert "Somebody else changed these settings meanwhile" in answer.text
    assert "Their words" in answer.text
    assert form_of(answer)["title.en"] == ["Mine " + XSS]
    assert group.desk("kim").settings.title.of("en") == "Theirs"
    assert kim.post("/settings/words", form_of(answer)).status_code == 303
    assert group.desk("kim").settings.title.of("en") == "Mine " + XSS


def test_two_at_once_on_switches(kim, change, valid_html):
    mine = form_of(kim.get("/settings/switches"))
    change("switches", paused="yes", silent_days="9")
    answer = kim.post("/settings/switches", mine)
    assert answer.status_code == 409
    valid_html(answer.text)
    assert "Switched on by now." in answer.text


def test_nothing_different_is_said(change):
    assert "done=same" in change("switches").location
    assert "done=same" in change("support").location


def test_the_page_of_support_is_looked_at_then_shown(kim, public, valid_html, group):
    sent = form_of(kim.get("/settings/support"))
    sent |= {"body.en": "# Shelter\n- tel:604-555-0108\n[maps](https://example.org)"}
    page = kim.post("/settings/support/preview", sent)
    valid_html(page.text)
    assert "<h2>Shelter</h2>" in page.text
    assert "Shelter" not in public("/support")
    answer = kim.post("/settings/support", form_of(page))
    assert "done=saved" in answer.location
    shown = public("/support")
    assert "<h2>Shelter</h2>" in shown
    assert 'href="https://example.org"' in shown
    # French is empty: people see what there is.
    assert "Shelter" in public("/support?lang=fr")
    assert "Page of support, English" in kim.get("/record").text
    change_again = kim.post("/settings/support", sent | {"body.en": "Other"})
    assert change_again.status_code == 409
    valid_html(change_again.text)
    assert form_of(change_again)["body.en"] == ["Other"]
    long = form_of(change_again) | {"body.fr": "x" * 20_001}
    refused = kim.post("/settings/support", long)
    assert refused.status_code == 400
    valid_html(refused.text)
    assert "20,000 characters at most" in refused.text


# --- settings that nobody signed ---------------------------------------------------------------


@pytest.fixture
def changed_in_the_database(group):
    """Somebody who can write to the database has changed a number to call."""
    with reading(group.engine) as session:
        body = newest_document(session, "settings").body
    assert rb"\"911\"" in body
    forged = body.replace(rb"\"911\"", rb"\"604 555-0166\"")
    group.sql("UPDATE signed_document SET body = :body WHERE kind = 'settings'", body=forged)


@pytest.mark.usefixtures("changed_in_the_database")
def test_coordinators_are_told_on_today_and_nothing_of_it_is_shown(
    kim, browser, public, valid_html
):
    assert "Somebody changed the settings without a signature" in kim.get("/").text
    assert "without a signature" not in browser("ada").get("/").text
    for url in ("", "/words", "/lists", "/switches", "/support"):
        for language in ("en", "fr"):
            page = kim.get(f"/settings{url}?lang={language}")
            valid_html(page.text)
        assert "are not the ones you signed" in kim.get(f"/settings{url}").text
    assert "555-0166" not in kim.get("/settings/lists").text
    for page in ("/", "/support", "/report"):
        assert "604 555-0199" in public(page)
        assert "555-0166" not in public(page)


@pytest.mark.usefixtures("changed_in_the_database")
def test_they_are_written_again_numbers_first(kim, change, public, group, valid_html):
    first = change("words", title__en="Heron House")
    assert first.status_code == 409
    valid_html(first.text)
    assert "First write the numbers to call" in first.text
    assert form_of(first)["title.en"] == ["Heron House"]
    page = change("support", body__en="Open at six")
    assert page.status_code == 409
    assert form_of(page)["body.en"] == ["Open at six"]
    saved = change("lists", help_numbers="Ours | Nous | 604 555-0107")
    assert saved.status_code == 303
    assert change("words", title__en="Heron House").status_code == 303
    assert "Heron House" in public("/")
    assert "604 555-0107" in public("/support")
    assert "signed" not in kim.get("/").text
    assert "all of them, signed anew" in kim.get("/record").text


@pytest.mark.usefixtures("changed_in_the_database")
def test_nothing_is_published_forwarded_or_printed_meanwhile(browser, kim):
    ada = browser("ada")
    form = {
        "do": "print",
        "since": "2026-02-20",
        "until": "2026-03-02",
        "areas": "none",
        "copies": "1",
    }
    for person in (ada, kim):
        for url in ("/sheets", "/report/paper"):
            answer = person.post(url, {**form, "language": "both", "paper": "letter"})
            assert answer.status_code == 409
            assert "The settings are not signed" in answer.text


def test_older_settings_are_named_so(kim, group):
    with reading(group.engine) as session:
        old = newest_document(session, "settings")
    group.sign({"silent_days": "9"})
    kim.get("/settings")
    group.sql("UPDATE signed_document SET body = :body, signature = :signature"
              " WHERE kind = 'settings'", body=old.body, signature=old.signature)  # fmt: skip
    assert "Older settings were put back" in kim.get("/").text
    assert "Older settings were put back" in kim.get("/settings/switches").text


@pytest.fixture
def upgraded(group):
    """A database from before settings were signed, whose people have seen none that were."""
    group.sql("DELETE FROM signed_document WHERE kind = 'settings'")
    group.sql("INSERT INTO setting VALUES ('title', :title)", title='{"en": "Old House"}')


def test_after_an_upgrade_a_coordinator_is_asked_to_look_and_sign(
    upgraded, kim, change, group, public
):
    del upgraded  # comes before kim signs in
    assert "Sign the settings: nothing can be published until you do" in kim.get("/").text
    assert "Nobody has signed these settings yet" in kim.get("/settings/words").text
    assert "Old House" not in public("/")
    assert "604 555-0199" in public("/support")
    assert form_of(kim.get("/settings/words"))["title.en"] == ["Old House"]
    assert change("words").status_code == 303
    assert "Old House" in public("/")
    assert group.desk("ada").settings.title.of("en") == "Old House"
