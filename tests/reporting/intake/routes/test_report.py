"""The form without scripts, as a worker meets it: what is kept, what is said, what is stored."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pytest

from reporting.domain.catalogue import FIELDS, HARMS_FIRST, INCIDENT_TYPES
from reporting.domain.consent_wording import wording
from reporting.domain.report_day import parse_day
from reporting.intake.app import create_app
from reporting.intake.throttles import THROTTLES, Rate
from reporting.store.errors import Full, Unavailable

NONCE = "00112233445566778899aabbccddeeff"
SHORT = {
    "nonce": NONCE,
    "lang": "en",
    "incident_types": ["robbery", "threats"],
    "what_happened": "He took my bag, then “laughed”.\nI ran.",
    "when_rough": "yesterday",
    "area": "harbour",
    "known_by": "grey van, plate ends 42",
    "warn_others": "first",
}


ON_BOTH = pytest.mark.parametrize(
    "database_kind",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)


def body(response):
    return response.get_data(as_text=True)


@pytest.fixture
def send(client):
    def post(**changes):
        return client.post("/report", data={**SHORT, **changes})

    return post


# --- before a word is typed


def test_before_typing_she_reads_who_reads_it_the_limits_and_the_way_it_is_kept(client, valid_html):
    page = body(client.get("/report"))
    valid_html(page)
    start = page.index("<textarea")
    for words in (
        "Nobody reads at night",
        "a life is in danger right now",
        "If you are under 19 and somebody is harming you",
        "Our server seals your words before it stores them",
        "604 555-0100",
    ):
        assert 0 < page.find(words) < start, words


def test_over_https_the_page_says_that_the_connection_is_encrypted(config, clock):
    from dataclasses import replace

    client = create_app(replace(config, https=True), clock).test_client()
    page = client.get("/report")
    assert (
        "This page sends your words over an encrypted connection; our server seals them before it "
        "stores them." in body(page)
    )
    assert "Strict-Transport-Security" in page.headers


def test_the_first_screen_is_short_and_has_its_own_send_button(client):
    page = body(client.get("/report"))
    short, _, rest = page.partition("</button></p>")
    for name in (
        "incident_types",
        "what_happened",
        "when_rough",
        "area",
        "known_by",
        "warn_others",
    ):
        assert f'name="{name}"' in short
    assert 'name="person_name"' not in short
    assert short.endswith("Send")
    assert 'value="send"' in rest


def test_the_whole_catalogue_can_be_reached_from_the_start(client):
    page = body(client.get("/report"))
    names = set(re.findall(r'name="([a-z0-9_]+)"', page))
    missing = set(FIELDS) - names - {"area_other", "happened_on"}
    assert not missing
    assert {"happened_on_day", "happened_on_month", "happened_on_year"} <= names
    for option in INCIDENT_TYPES:
        assert f'value="{option.value}"' in page


def test_eight_kinds_of_harm_stand_before_more(client):
    page = body(client.get("/report"))
    first = page[page.index('name="incident_types"') : page.index("More kinds")]
    assert len(HARMS_FIRST) == 8
    assert re.findall(r'value="(\w+)"', first)[:8] == [option.value for option in HARMS_FIRST]


def test_nothing_is_ticked_at_first(client, controls):
    page = body(client.get("/report"))
    assert " checked" not in page
    assert " selected" not in page
    assert set(controls(page)["nonce"][0]) <= set("0123456789abcdef")


def test_leave_this_page_comes_first_for_the_keyboard(client):
    page = body(client.get("/report"))
    first = re.search(
        r"<(a|button|input|select|textarea|summary)\b[^>]*>", page[page.index("<body") :]
    )
    assert 'href="/exit"' in first[0]
    assert "Leave this page" in page


def test_consents_are_the_signed_words_with_the_risks_beside_police(client):
    page = body(client.get("/report")).replace("&#39;", "'")
    english = wording("en")
    for name, words in english.yes.items():
        assert words in page, name
    police = page.index("Before you say yes to police")
    for risk in english.police_risks:
        assert police < page.index(risk, police) < page.index(english.yes["consent_police_report"])


def test_police_and_partners_are_not_asked_in_words_that_nobody_reviewed(
    client, put_rows, send, inbox
):
    put_rows({"reviewed_languages": '["en"]'})
    page = body(client.get("/report?lang=fr")).replace("&#39;", "'")
    assert 'name="consent_police_report"' not in page
    assert 'name="consent_partners"' not in page
    assert wording("fr").interpreter in page
    send(lang="fr", consent_police_report="yes", consent_partners="yes", consent_statistics="yes")
    choices = inbox()[0].choices
    assert choices.consent_statistics
    assert not choices.consent_police_report
    assert not choices.consent_partners


def test_she_is_told_when_nobody_has_looked_for_days(client, engine, clock):
    from reporting.store.engine import writing
    from reporting.store.settings import note_looked

    with writing(engine) as session:
        note_looked(session, clock.now.date() - timedelta(days=5))
    page = body(client.get("/report"))
    assert "Nobody has read reports for 5 days" in page


# --- sending


def test_a_short_report_reaches_the_advocates_whole(send, inbox):
    assert send().status_code == 200
    (report,) = inbox()
    assert report.account.values("incident_types") == ("robbery", "threats")
    assert report.account.text("what_happened") == "He took my bag, then “laughed”.\nI ran."
    assert report.account.text("when_rough") == "yesterday"
    assert report.account.text("area") == "harbour"
    assert report.account.text("known_by") == "grey van, plate ends 42"
    assert report.choices.consent_bulletin
    assert report.choices.ask_before_publishing
    assert not report.choices.consent_statistics
    assert (report.told.language, report.statement.language) == ("en", "en")
    assert report.contact.answers == {}


@ON_BOTH
def test_the_whole_form_reaches_the_advocates_whole(send, inbox):
    send(
        **{
            "area": ["", "behind the old mill"],
            "happened_on_day": "3",
            "happened_on_month": "11",
            "happened_on_year": "2026",
            "person_name": "Mike",
            "person_name-2": "Mike's brother",
            "vehicle_plate": "CKB 0O?8",
            "identifiers_kind": "phone",
            "identifiers_value": "604 555-0142",
            "identifiers_kind-2": "email",
            "identifiers_value-2": "mike@example.org",
            "identifiers_partial-2": "yes",
            "contact_how": "text 604 555-0177",
            "support_wanted": ["talk", "medical"],
            "warn_others": "no",
            "consent_contact": "yes",
            "consent_police_report": "yes",
            "police_force": "city_police",
            "police_leave_out": "provincial",
        }
    )
    (report,) = inbox()
    assert report.account.text("area") == "behind the old mill"
    assert parse_day(report.account.text("happened_on")).as_date().isoformat() == "2026-11-03"
    assert [dict(person) for person in report.account.persons] == [
        {"person_name": "Mike"},
        {"person_name": "Mike's brother"},
    ]
    assert [v["vehicle_plate"] for v in report.account.vehicles] == ["CKB 0O?8"]
    assert [(i.kind, i.value, i.partial) for i in report.account.identifiers] == [
        ("phone", "604 555-0142", False),
        ("email", "mike@example.org", True),
    ]
    assert report.contact.text("contact_how") == "text 604 555-0177"
    assert report.contact.values("support_wanted") == ("talk", "medical")
    assert report.choices.consent_contact
    assert report.choices.consent_police_report
    assert report.choices.police_force == "city_police"
    assert report.choices.police_leave_out == frozenset({"provincial"})
    assert not report.choices.consent_bulletin


def test_what_nobody_ticked_is_no(send, inbox):
    send(warn_others="")
    choices = inbox()[0].choices
    assert not any(value is True for value in choices.to_json().values())


def test_the_answer_sets_no_cookie_and_may_be_kept_nowhere(send):
    page = send()
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_nothing_is_logged_of_a_report(send, caplog, capfd):
    send(what_happened="a canary word", when_rough="nonsense")
    send()
    assert caplog.text == ""
    assert "".join(capfd.readouterr()) == ""


# --- twice


@ON_BOTH
def test_the_same_form_again_shows_the_same_receipt_and_keeps_the_first(send, inbox, text_of):
    first, again = send(), send(what_happened="other words")
    assert text_of(body(first), "data-receipt", "words") == text_of(
        body(again), "data-receipt", "words"
    )
    assert "We have it already" in body(again)
    (report,) = inbox()
    assert report.account.text("what_happened").startswith("He took my bag")


@ON_BOTH
def test_a_double_click_makes_one_report(app, inbox, text_of):
    def press(_):
        return app.test_client().post("/report", data=SHORT)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({text_of(body(answer), "data-receipt", "digits") for answer in answers}) == 1
    assert len(inbox()) == 1


@ON_BOTH
def test_once_the_code_is_kept_the_back_button_does_not_bring_it_back(
    client, send, controls, inbox
):
    receipt = controls(body(send()), "receipt")
    client.post("/report", data={**receipt, "do": "kept"})
    again = send()
    assert again.status_code == 200
    assert "data-receipt" not in body(again)
    assert "not shown again" in body(again)
    assert len(inbox()) == 1


def test_two_forms_are_two_reports(send, inbox):
    send()
    send(nonce="ff" * 16)
    assert len(inbox()) == 2


@pytest.mark.parametrize("nonce", ["", "short", "zz" * 16, "00" * 40, None])
def test_a_form_without_a_good_nonce_is_taken_all_the_same(client, inbox, nonce):
    data = {name: value for name, value in SHORT.items() if name != "nonce"}
    page = client.post("/report", data=data | ({"nonce": nonce} if nonce is not None else {}))
    assert page.status_code == 200
    assert "data-receipt" in body(page)
    assert len(inbox()) == 1


# --- mistakes


def test_an_empty_form_says_what_is_needed_on_top_and_beside_the_field(client, inbox, valid_html):
    page = client.post("/report", data={"nonce": NONCE, "known_by": "a red car"})
    assert page.status_code == 422
    valid_html(body(page))
    assert body(page).count("Please choose what happened, or write a few words.") == 2
    assert 'href="#f-incident_types"' in body(page)
    assert "a red car" in body(page)
    assert inbox() == []


def test_every_mistake_keeps_every_word_and_opens_the_section_it_is_in(
    send, inbox, valid_html, controls
):
    mistakes = {
        "happened_on_day": "31",
        "happened_on_month": "2",
        "person_name-3": "x" * 500,
        "contact_how": "y" * 400,
        "what_happened": "<b>bold & “quoted”</b>\n\n  second",
        "area": ["harbour", "by the bridge"],
    }
    page = send(**mistakes)
    assert page.status_code == 422
    tree = valid_html(body(page))
    sent = controls(body(page))
    for name, value in mistakes.items():
        assert sent[name] == ([value] if isinstance(value, str) else value), name
    assert sent["incident_types"] == ["robbery", "threats"]
    assert sent["nonce"] == [NONCE]
    opened = [d.find("summary").text for d in tree.iter("details") if "open" in d.attrib]
    assert {"When", "The person", "Support, and how to reach you"} <= set(opened)
    assert "Vehicle" not in opened
    assert inbox() == []


def test_a_mended_form_is_sent_with_the_same_nonce(client, send, controls, inbox):
    page = send(happened_on_day="45")
    mended = {**controls(body(page)), "happened_on_day": "4"}
    assert client.post("/report", data=mended).status_code == 200
    assert len(inbox()) == 1


def test_two_answers_about_warning_others_are_asked_about_not_guessed(send, inbox):
    page = send(warn_others="no", consent_bulletin="yes")
    assert page.status_code == 422
    assert "two different answers" in body(page)
    assert inbox() == []


def test_a_day_that_has_not_come_is_asked_about(send):
    page = send(happened_on_day="1", happened_on_month="1", happened_on_year="2027")
    assert page.status_code == 422
    assert "has not come yet" in body(page)


# --- buttons that do not send


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("add-person", "person_name-2"),
        ("add-vehicle", "vehicle_plate-2"),
        ("add-identifier", "identifiers_value-2"),
    ],
)
def test_add_another_keeps_everything_and_sends_nothing(
    send, controls, inbox, valid_html, button, name
):
    page = send(
        do=button, person_name="Mike", vehicle_plate="AB?", identifiers_value="604 555-0142"
    )
    assert page.status_code == 200
    valid_html(body(page))
    sent = controls(body(page))
    assert name in sent
    assert sent["what_happened"] == [SHORT["what_happened"]]
    assert sent["person_name"] == ["Mike"]
    assert 'role="alert"' not in body(page)
    assert inbox() == []


def test_there_is_room_for_ten_of_each(send):
    page = body(send(do="add-person", **{"person_name-9": "x"}))
    assert "person_name-10" in page
    assert 'value="add-person"' not in page
    page = body(send(do="add-person", **{"person_name-10": "x"}))
    assert "person_name-11" not in page


def test_another_language_keeps_everything_and_sends_nothing(send, controls, inbox, valid_html):
    page = send(switch_lang="fr", person_name="Mike")
    assert page.status_code == 200
    valid_html(body(page))
    assert '<html lang="fr"' in body(page)
    sent = controls(body(page))
    assert sent["lang"] == ["fr"]
    assert sent["what_happened"] == [SHORT["what_happened"]]
    assert sent["incident_types"] == ["robbery", "threats"]
    assert sent["person_name"] == ["Mike"]
    assert inbox() == []


def test_the_enter_key_does_not_send_a_half_filled_form(client, send, inbox):
    page = body(client.get("/report"))
    first = re.search(r'<button[^>]*name="(\w+)" value="(\w+)"', page)
    assert first.groups() == ("do", "again")
    answer = send(do="again")
    assert "Not sent yet" in body(answer)
    assert inbox() == []


def test_a_french_report_gets_french_words(send, inbox, text_of):
    page = body(send(lang="fr"))
    assert '<html lang="fr"' in page
    assert len(text_of(page, "data-receipt", "words").split()) == 8
    assert inbox()[0].statement.language == "fr"


# --- what bad input gets


def test_ten_thousand_fields_get_a_clear_page_with_what_was_read(client, inbox, valid_html):
    data = "&".join(["what_happened=still+here", *(f"x{n}=1" for n in range(10_000))])
    page = client.post("/report", data=data, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413
    valid_html(body(page))
    assert "still here" in body(page)
    assert inbox() == []


def test_nested_and_repeated_names_are_no_questions_of_ours(send, inbox):
    page = send(
        **{
            "incident_types[0][value]": "robbery",
            "person[name]": "x",
            "__proto__": "y",
            "what_happened": ["one", "two"],
        }
    )
    assert page.status_code == 422  # two answers where there is one box
    assert inbox() == []


def test_another_content_type_gets_the_form_and_415(client, inbox):
    page = client.post("/report", json={"what_happened": "x"})
    assert page.status_code == 415
    assert "<form" in body(page)
    assert inbox() == []


def test_a_body_over_the_limit_gets_413_and_what_could_be_read(client, inbox):
    data = {"known_by": "a red car", "what_happened": "x" * 2_000_000}
    page = client.post("/report", data=data, content_type="multipart/form-data")
    assert page.status_code == 413
    assert "a red car" in body(page)
    assert inbox() == []


def test_a_story_that_is_too_long_comes_back_whole(send, controls, inbox):
    story = "à" * 20_001
    page = send(what_happened=story)
    assert page.status_code == 422
    assert controls(body(page))["what_happened"] == [story]
    assert inbox() == []


def test_signs_that_cannot_be_seen_are_taken_out(send, inbox):
    assert send(what_happened="a\x00b\u202ec\u2066d\x1b[31m\u200b").status_code == 200
    assert inbox()[0].account.text("what_happened") == "abcd[31m"


def test_text_in_another_encoding_is_shown_with_what_was_lost(client, inbox):
    data = "known_by=caf%E9+bleu&incident_types=threats"
    page = client.post("/report", data=data, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 400
    assert "caf� bleu" in body(page)
    assert inbox() == []


def test_a_file_is_refused_and_the_words_stay(client, inbox):
    import io

    data = {**SHORT, "attachments": (io.BytesIO(b"\xff\xd8picture" * 100), "p.jpg")}
    page = client.post("/report", data=data, content_type="multipart/form-data")
    assert page.status_code == 415
    assert "Files cannot be sent here yet" in body(page)
    assert "He took my bag" in body(page)
    assert inbox() == []


def test_a_form_that_was_cut_off_is_not_taken_for_a_whole_one(client, inbox):
    data = b'--b\r\nContent-Disposition: form-data; name="what_happened"\r\n\r\nI was in the'
    page = client.post("/report", data=data, content_type="multipart/form-data; boundary=b")
    assert page.status_code == 400
    assert inbox() == []


def test_another_site_cannot_send_a_report_for_her(client, inbox):
    page = client.post("/report", data=SHORT, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert inbox() == []


def test_nothing_of_a_report_is_taken_from_an_address(client, inbox):
    page = client.post("/report?" + "&".join(f"{k}={quote(str(v))}" for k, v in SHORT.items()))
    assert page.status_code == 422
    assert inbox() == []


# --- when it cannot be taken


@pytest.mark.parametrize("error", [Unavailable, Full])
def test_when_the_store_is_down_nothing_is_lost(
    app, client, send, controls, inbox, monkeypatch, error
):
    def fail(*_):
        raise error("no")

    with monkeypatch.context() as patched:
        patched.setattr("reporting.store.intake_gate.IntakeGate.report_add", fail)
        page = send()
    assert page.status_code == 503
    assert "It was not saved, nothing was lost" in body(page)
    assert "try again" in body(page)
    assert "604 555-0100" in body(page)
    assert inbox() == []
    assert client.post("/report", data=controls(body(page))).status_code == 200
    assert len(inbox()) == 1


def test_when_even_the_settings_cannot_be_read_the_words_stay(app, send, monkeypatch, valid_html):
    def fail(*_):
        raise Unavailable("no")

    monkeypatch.setattr("reporting.store.intake_gate.IntakeGate.public_read", fail)
    page = send()
    assert page.status_code == 503
    valid_html(body(page))
    assert "It was not saved, nothing was lost" in body(page)
    assert "He took my bag" in body(page)
    assert "604 555-0199" in body(page)


def test_an_error_of_ours_says_so_and_keeps_the_words(send, monkeypatch, caplog):
    def fail(*_, **__):
        message = "a canary word"
        raise RuntimeError(message)

    monkeypatch.setattr("reporting.intake.submission.seal_report", fail)
    page = send()
    assert page.status_code == 500
    assert "He took my bag" in body(page)
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text + body(page)


@ON_BOTH
def test_when_too_much_comes_at_once_the_words_stay_and_a_number_is_there(config, clock, inbox):
    slow = {**THROTTLES, "report": Rate(per_minute=1, burst=1)}
    client = create_app(config, clock, slow).test_client()
    assert client.post("/report", data=SHORT).status_code == 200
    page = client.post("/report", data={**SHORT, "nonce": "aa" * 16})
    assert page.status_code == 429
    assert "He took my bag" in body(page)
    assert "604 555-0100" in body(page)
    assert len(inbox()) == 1
    clock.now += timedelta(minutes=2)
    assert client.post("/report", data={**SHORT, "nonce": "aa" * 16}).status_code == 200


def test_a_paused_form_says_so_and_who_to_call(client, put_rows, send, inbox, valid_html):
    put_rows({"paused": "true"})
    page = client.get("/report")
    assert page.status_code == 503
    valid_html(body(page))
    assert "paused" in body(page)
    assert "604 555-0100" in body(page)
    assert "<textarea" not in body(page)
    posted = send()
    assert posted.status_code == 503
    assert "He took my bag" in body(posted)
    assert inbox() == []


def test_after_the_lists_have_expired_nothing_is_taken(client, clock, send, inbox):
    clock.now += timedelta(days=181)
    assert client.get("/report").status_code == 503
    assert send().status_code == 503
    assert inbox() == []


@ON_BOTH
def test_a_list_of_readers_that_somebody_else_signed_takes_the_form_down(
    client, engine, clock, send, inbox
):
    from sqlalchemy import text

    with engine.begin() as connection:
        connection.execute(text("UPDATE signed_document SET signature = :s"), {"s": bytes(64)})
    page = client.get("/report")
    assert page.status_code == 503
    assert "604 555-0199" in body(page)
    assert "604 555-0100" not in body(page)  # a number out of a database that is not believed
    assert send().status_code == 503
    assert inbox() == []


# --- size


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_first_visit_takes_at_most_15_kilobytes(client, language):
    """Page and style sheet with their headers, as they travel compressed."""
    packed = {"Accept-Encoding": "gzip, br, zstd"}
    page = client.get(f"/report?lang={language}", headers=packed)
    html = body(client.get(f"/report?lang={language}"))
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    sheet = client.get(style, headers=packed)
    assert sheet.status_code == 200
    size = sum(len(r.get_data()) + len(str(r.headers)) for r in (page, sheet))
    assert size <= 15_000, size
    assert not re.findall(r"<(?:script|img|iframe)\b", html)
