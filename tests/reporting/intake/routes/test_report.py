"""The form without scripts, as a worker meets it: what is sent, what is kept, never twice."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.domain.report_day import parse_day

NONCE = "00112233445566778899aabbccddeeff"

ON_BOTH = pytest.mark.parametrize(
    "database_kind",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)


def body(response):
    return response.get_data(as_text=True)


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


def test_words_that_came_twice_are_given_back_both(send, inbox):
    page = send(what_happened=["First words.", "Second words."])
    assert page.status_code == 422
    assert "First words.\nSecond words.</textarea>" in body(page)
    assert inbox() == []


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
def test_a_double_click_makes_one_report(short, app, inbox, text_of):
    def press(_):
        return app.test_client().post("/report", data=short)

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
def test_a_form_without_a_good_nonce_is_taken_all_the_same(short, client, inbox, nonce):
    data = {name: value for name, value in short.items() if name != "nonce"}
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
    short, send, controls, inbox, valid_html, button, name
):
    page = send(
        do=button, person_name="Mike", vehicle_plate="AB?", identifiers_value="604 555-0142"
    )
    assert page.status_code == 200
    valid_html(body(page))
    sent = controls(body(page))
    assert name in sent
    assert sent["what_happened"] == [short["what_happened"]]
    assert sent["person_name"] == ["Mike"]
    assert 'role="alert"' not in body(page)
    assert inbox() == []


def test_there_is_room_for_ten_of_each(send):
    page = body(send(do="add-person", **{"person_name-9": "x"}))
    assert "person_name-10" in page
    assert 'value="add-person"' not in page
    page = body(send(do="add-person", **{"person_name-10": "x"}))
    assert "person_name-11" not in page


def test_another_language_keeps_everything_and_sends_nothing(
    short, send, controls, inbox, valid_html
):
    page = send(switch_lang="fr", person_name="Mike")
    assert page.status_code == 200
    valid_html(body(page))
    assert '<html lang="fr"' in body(page)
    sent = controls(body(page))
    assert sent["lang"] == ["fr"]
    assert sent["what_happened"] == [short["what_happened"]]
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
