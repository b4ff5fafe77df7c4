"""Coming back with a code, as a worker, and as somebody who found her card."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from crypto.receipts import Code, keys_of
from reporting.casework import cases
from reporting.casework.filing import file_waiting
from reporting.domain.consent import Choices
from reporting.sealed.consents import next_statement
from reporting.sealed.seal import Telling, seal_report
from reporting.store.engine import reading, writing

ONLY_WARNING = Choices(consent_bulletin=True)


@pytest.fixture
def reported(group):
    """Report with a code that is known; returns (code, worker)."""

    def report(choices=None, **answers):
        code = Code.random()
        keys = keys_of(code, group.pins.installation)
        worker = group.report(answers) if choices is None else group.report(answers, choices)
        sealed = seal_report(
            keys,
            Telling(
                worker.telling.account,
                worker.telling.contact,
                worker.telling.choices,
                "en",
                "2026-11",
            ),
            group.lists.manifest,
            group.today,
        )
        group.gate.report_add(sealed, group.today)
        worker.keys, worker.report = keys, sealed.id
        return code, worker

    return report


def words(page):
    text = re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))
    return re.sub(r"\s+", " ", text)


def state_of(page):
    found = re.search(r'name="state" value="([^"]+)"', page.get_data(as_text=True))
    assert found, "the page carries no state"
    return found.group(1)


def test_the_page_asks_for_a_code(site, valid_html):
    page = site.get("/return")
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))


@pytest.mark.parametrize("how", ["words en", "words fr", "digits", "four letters", "shouted"])
def test_a_code_opens_however_it_is_typed(site, reported, valid_html, how):
    code, _worker = reported()
    typed = {
        "words en": " ".join(code.words("en")),
        "words fr": ", ".join(code.words("fr")),
        "digits": " ".join(code.digits()),
        "four letters": " ".join(word[:4] for word in code.words("en")),
        "shouted": "\n".join(code.words("en")).upper(),
    }[how]
    page = site.post("/return", {"code": typed, "do": "open"})
    if page.status_code == 422:  # one code in a few million is whole in both lists
        page = site.post("/return", {"code": typed, "do": "open", "words_in": how[-2:]})
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))
    assert "2 March 2026" in words(page) or "March 2, 2026" in words(page)
    assert "Not yet." in words(page)


def test_what_was_told_and_how_to_reach_her_is_never_shown(site, reported):
    code, _ = reported(what_happened="A heron stood on the roof.", known_by="Ends in 0142")
    body = site.post("/return", {"code": " ".join(code.digits())}).get_data(as_text=True)
    assert "heron" not in body
    assert "0142" not in body


def test_wrong_codes_get_one_answer_and_come_back_to_be_mended(site):
    typed = " ".join(Code.random().digits())
    page = site.post("/return", {"code": typed})
    assert page.status_code == 404
    assert "No report has this code" in words(page)
    assert typed in page.get_data(as_text=True)
    assert "911" in words(page)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0001 0002", "not a whole code"),
        ("0001 0002 0003 9999 0005 0006 0007 0008", "Number 4 does not fit"),
        ("", "not a whole code"),
        ("\x00\u202e", "not a whole code"),
        ("a" * 5000, "not a whole code"),
    ],
)
def test_what_is_no_code_is_said_to_be_none(site, typed, says, valid_html):
    page = site.post("/return", {"code": typed})
    assert page.status_code == 422
    assert says in words(page)
    if "\x00" not in typed:
        valid_html(page.get_data(as_text=True))


def test_words_of_two_lists_ask_for_the_language(site, valid_html):
    shared = "train train train train train train train train"
    page = site.post("/return", {"code": shared})
    assert page.status_code == 422
    assert "In which language" in words(page)
    valid_html(page.get_data(as_text=True))
    for language in ("en", "fr"):
        assert site.post("/return", {"code": shared, "words_in": language}).status_code == 404


def test_looked_at_comes_from_a_signed_note(site, reported, group):
    code, worker = reported()
    typed = {"code": " ".join(code.digits())}
    file_waiting(group.engine, group.desk())
    assert "Looked at Not yet." in words(site.post("/return", typed))
    site.later(days=1)
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    cases.look(group.engine, group.desk(), case)
    page = words(site.post("/return", typed))
    assert "Looked at March 3, 2026" in page
    assert "Seen by us: version 1" in page


def test_a_yes_is_taken_back_with_one_save(site, reported, group):
    code, worker = reported()
    opened = site.post("/return", {"code": " ".join(code.digits())})
    assert words(opened).count("You said yes.") == 5
    saved = site.post(
        "/return",
        {
            "state": state_of(opened),
            "do": "consent",
            "take_back": ["consent_compare", "consent_police_report"],
        },
    )
    assert saved.status_code == 200
    assert "Saved." in words(saved)
    assert words(saved).count("You said yes.") == 3
    assert "Version 2." in words(saved)
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        consent = cases.open_case(session, group.desk(), worker.report).consent
    assert consent.version == 2
    assert not consent.choices.consent_compare
    assert not consent.choices.consent_police_report
    assert consent.choices.consent_bulletin


def test_a_double_click_leaves_the_chain_whole(site, reported):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    form = {"state": state, "do": "consent", "take_back": "consent_compare"}
    site.post("/return", form)
    again = site.post("/return", form)
    assert "Saved." in words(again)
    assert "Version 2." in words(again)
    other = site.post("/return", {**form, "take_back": "consent_contact"})
    assert "Version 3." in words(other)
    assert "missing" not in words(other)


def test_nothing_ticked_changes_nothing(site, reported):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    page = site.post("/return", {"state": state, "do": "consent"})
    assert "Nothing was ticked" in words(page)
    assert "Version 1." in words(page)


def test_no_box_can_say_yes_to_more(site, reported):
    """Somebody who found the card learns what was agreed, and can only make it less."""
    code, _ = reported(ONLY_WARNING)
    opened = site.post("/return", {"code": " ".join(code.digits())})
    body = opened.get_data(as_text=True)
    assert set(re.findall(r'name="([a-z_]+)"', body)) <= {
        "viewport", "robots", "format-detection", "lang", "state", "do", "take_back", "switch_lang",
    }  # fmt: skip
    page = site.post(
        "/return",
        {
            "state": state_of(opened),
            "do": "consent",
            "consent_police_report": "yes",
            "take_back": "consent_police_report",
        },
    )
    assert words(page).count("You said yes.") == 1


@pytest.mark.parametrize(
    "name", ["consent_everything", "police_leave_out:", "police_leave_out:moon", "../", "ask_days"]
)
def test_a_box_that_is_none_is_refused_and_changes_nothing(site, reported, name):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    page = site.post("/return", {"state": state, "do": "consent", "take_back": name})
    assert page.status_code == 400
    assert "Version 1." in words(site.post("/return", {"state": state}))


def test_a_force_is_left_out_and_the_wording_is_asked_first(site, reported):
    code, _ = reported()
    opened = site.post("/return", {"code": " ".join(code.digits())})
    assert "Never send it to: City Police" in words(opened)
    assert "We do not show you the words first." in words(opened)
    page = site.post(
        "/return",
        {
            "state": state_of(opened),
            "do": "consent",
            "take_back": ["police_leave_out:city", "publish_unasked"],
        },
    )
    assert "Never sent to: City Police" in words(page)
    assert "If you don't answer, we don't publish them." in words(page).replace("&#39;", "'")


def test_taking_back_the_warning_takes_it_off_the_site(site, reported, group, desks):
    code, worker = reported()
    desks.file()
    edition = desks.publish(worker)
    site.later(hours=2)
    put_phrase_away(group)
    assert str(edition.number) in words(site.get("/bulletins"))
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    page = site.post("/return", {"state": state, "do": "consent", "take_back": "consent_bulletin"})
    assert "it is off this site now" in words(page)
    site.later(seconds=6)
    assert "taken back" in words(site.get(f"/bulletins/{edition.number}"))
    assert "There are no warnings" in words(site.get("/bulletins"))


def test_a_warning_that_comes_out_after_the_no_is_stopped_at_the_next_visit(
    site, reported, group, desks
):
    code, worker = reported()
    desks.file()
    draft = desks.submit(desks.write(desks.begin(worker), urgent=True))
    edition = desks.approve(draft)
    statement = site_statement(group, worker)
    no_warning = next_statement(statement, Choices(), group.today)
    group.state(worker, no_warning)
    site.later(hours=2)
    put_phrase_away(group)
    site.post("/return", {"code": " ".join(code.digits())})
    site.later(seconds=6)
    assert "taken back" in words(site.get(f"/bulletins/{edition.number}"))


def test_staffs_narrowing_is_shown_with_its_day(site, reported, group):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    cases.narrow(
        group.engine, group.desk(), worker.report, frozenset({"consent_compare"}), "by phone"
    )
    page = words(site.post("/return", {"code": " ".join(code.digits())}))
    assert "You took it back, and we wrote it down." in page
    assert "by phone" not in page


def test_a_page_open_for_too_long_asks_again_and_keeps_what_was_ticked(site, reported, valid_html):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    site.later(minutes=16)
    stale = site.post("/return", {"state": state, "do": "consent", "take_back": "consent_compare"})
    assert stale.status_code == 403
    valid_html(stale.get_data(as_text=True))
    assert 'name="take_back" value="consent_compare"' in stale.get_data(as_text=True)
    again = site.post(
        "/return", {"code": " ".join(code.digits()), "take_back": "consent_compare", "do": "open"}
    )
    assert "Version 1." in words(again)
    assert re.search(r'value="consent_compare"[^>]* checked', again.get_data(as_text=True))


def test_another_language_keeps_what_was_ticked(site, reported, valid_html):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    page = site.post(
        "/return",
        {"state": state, "do": "consent", "take_back": "consent_compare", "switch_lang": "fr"},
    )
    body = page.get_data(as_text=True)
    valid_html(body)
    assert '<html lang="fr"' in body
    assert re.search(r'value="consent_compare"[^>]* checked', body)
    # the words she signed stay those she signed
    assert '<span lang="en">Yes, staff may compare it' in body


def test_a_hidden_statement_is_noticed(site, reported, group, owner_engine):
    """The database drops her newer statement, which advocates have signed to have seen."""
    code, worker = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    site.post("/return", {"state": state, "do": "consent", "take_back": "consent_compare"})
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    cases.look(group.engine, group.desk(), case)
    drop_newest(owner_engine, worker.report, "consent")
    page = words(site.post("/return", {"code": " ".join(code.digits())}))
    assert "Something is missing here" in page
    assert "911" in page
    assert "You said yes." not in page


def test_a_hidden_first_note_is_noticed(site, reported, group, owner_engine):
    code, worker = reported()
    file_waiting(group.engine, group.desk())
    with reading(group.engine) as session:
        case = cases.open_case(session, group.desk(), worker.report)
    cases.look(group.engine, group.desk(), case)
    drop_first_status(owner_engine, group, worker)
    page = words(site.post("/return", {"code": " ".join(code.digits())}))
    assert "Something is missing here" in page
    assert "Looked at Not yet." in page


def test_a_pause_does_not_stop_a_no(site, reported, group):
    code, _ = reported()
    set_row(group, "paused", "true")
    site.later(seconds=6)
    opened = site.post("/return", {"code": " ".join(code.digits())})
    assert "Nothing can be added at the moment" in words(opened)
    page = site.post(
        "/return", {"state": state_of(opened), "do": "consent", "take_back": "consent_compare"}
    )
    assert "Saved." in words(page)


def test_an_old_list_of_readers_takes_nothing_but_still_takes_the_warning_down(
    site, reported, group, desks, valid_html
):
    code, worker = reported()
    desks.file()
    edition = desks.publish(worker)
    put_phrase_away(group)
    site.clock.now += timedelta(days=200)
    opened = site.post("/return", {"code": " ".join(code.digits())})
    page = site.post(
        "/return", {"state": state_of(opened), "do": "consent", "take_back": "consent_bulletin"}
    )
    assert page.status_code == 503
    valid_html(page.get_data(as_text=True))
    assert "Try to save again" in words(page)
    site.clock.now += timedelta(seconds=6)
    assert "taken back" in words(site.get(f"/bulletins/{edition.number}"))


def test_a_flood_of_tries_gets_a_number_to_call(site, monkeypatch):
    services = site.app.extensions["brolly"]
    rate = type(services.throttles["return"])(per_minute=1, burst=1)
    monkeypatch.setitem(services.throttles, "return", rate)
    typed = " ".join(Code.random().digits())
    assert site.post("/return", {"code": typed}).status_code == 404
    page = site.post("/return", {"code": typed})
    assert page.status_code == 429
    assert typed in page.get_data(as_text=True)
    assert "911" in words(page)


def test_a_store_in_trouble_loses_nothing(site, reported, monkeypatch, valid_html):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))

    def fails(*_):
        from reporting.store.errors import Unavailable

        raise Unavailable("no")

    monkeypatch.setattr(type(site.app.extensions["brolly"].gate), "mailbox_read", fails)
    page = site.post("/return", {"state": state, "do": "consent", "take_back": "consent_compare"})
    assert page.status_code == 503
    body = page.get_data(as_text=True)
    valid_html(body)
    assert "Try to save again" in body
    assert 'name="take_back" value="consent_compare"' in body


def test_a_broken_body_is_answered_calmly(site):
    page = site.post("/return", {"code": b"\xff\xfe"})
    assert page.status_code == 400
    page = site.client.post("/return", data="{}", content_type="application/json")
    assert page.status_code == 400


def test_the_button_leads_to_an_addition(site, reported, valid_html):
    code, _ = reported()
    state = state_of(site.post("/return", {"code": " ".join(code.digits())}))
    page = site.post("/report/add", {"state": state, "do": "open"})
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))
    assert "Add to your report" in words(page)


def put_phrase_away(group):
    set_row(group, "phrase_required", "false")


def set_row(group, name, value):
    from reporting.store.settings import put_settings

    with writing(group.engine) as session:
        put_settings(session, {name: value})


def site_statement(group, worker):
    with reading(group.engine) as session:
        return cases.open_case(session, group.desk(), worker.report).opened.statements[-1].statement


def drop_newest(engine, report, compartment):
    """Delete the newest filed part of a compartment, as somebody with the database could."""
    with engine.begin() as connection:
        items = [
            row.item
            for row in connection.execute(
                text("SELECT item FROM filed_part WHERE report = :report AND compartment = :kind"),
                {"report": report, "kind": compartment},
            )
        ]
        assert len(items) == 2
        _drop(connection, next(item for item in items if bytes(item) == second_of(report)))


def second_of(report):
    """The item of the second statement; its id comes of report and version."""
    from crypto.suite import prefixed, sha256, u32

    return sha256(prefixed(b"brolly/statement item/v1", report, u32(2)))[:16]


def drop_first_status(engine, group, worker):
    from crypto.envelope import Place
    from crypto.parts import read_reply
    from reporting.sealed.replies import read_status

    for item in group.gate.mailbox_read(worker.keys.token).items:
        if item.compartment != "status":
            continue
        place = Place(group.pins.installation, worker.report, "status", item.item)
        body = worker.keys.mailbox.open(place, item.ciphertext, item.wrap)
        if read_status(read_reply(place, group.lists.manifest, body, item.day)).sequence == 1:
            with engine.begin() as connection:
                _drop(connection, item.item)
            return
    raise AssertionError("no first note")


def _drop(connection, item):
    for statement in (
        "DELETE FROM mailbox_wrap WHERE item = :item",
        "DELETE FROM filed_key WHERE item = :item",
        "DELETE FROM filed_part WHERE item = :item",
    ):
        connection.execute(text(statement), {"item": item})
