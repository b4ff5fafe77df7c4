"""Adding to a report: from the receipt, or with the code, never twice and never to another's."""

from datetime import timedelta

import pytest

from reporting.store.errors import Full

SHORT = {"nonce": "00112233445566778899aabbccddeeff", "lang": "en", "incident_types": "creepy"}


ON_BOTH = pytest.mark.parametrize(
    "database_kind",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)


def body(response):
    return response.get_data(as_text=True)


@pytest.fixture
def receipt(client):
    return body(client.post("/report", data=SHORT))


@pytest.fixture
def press(client, controls):
    """Press a button of the receipt or of the addition's form, after changing some answers."""

    def post(page, form="report", **changes):
        return client.post("/report/add", data={**controls(page, form), **changes})

    return post


@pytest.fixture
def form(press, receipt):
    return body(press(receipt, "receipt", do="open"))


def test_add_more_asks_the_same_questions_but_no_consent(form, valid_html):
    valid_html(form)
    assert "Add to your report" in form
    for name in ("what_happened", "person_name", "vehicle_plate", "contact_how"):
        assert f'name="{name}"' in form
    assert "consent_" not in form
    assert 'name="warn_others"' not in form


@ON_BOTH
def test_an_addition_reaches_the_advocates_beside_the_report(form, press, inbox, text_of, receipt):
    answer = press(
        form, what_happened="I remember the plate", vehicle_plate="AB? 12", contact_how="555-0177"
    )
    assert answer.status_code == 200
    assert "Added" in body(answer)
    assert text_of(body(answer), "data-receipt", "words") == text_of(
        receipt, "data-receipt", "words"
    )
    (report,) = inbox()
    (addition,) = report.additions
    assert addition.account.text("what_happened") == "I remember the plate"
    assert addition.account.vehicles[0]["vehicle_plate"] == "AB? 12"
    assert report.account.values("incident_types") == ("creepy",)
    assert [contact.text("contact_how") for contact in report.contacts if contact.answers] == [
        "555-0177"
    ]


@ON_BOTH
def test_a_double_click_adds_once(form, press, inbox):
    for _ in range(2):
        assert press(form, what_happened="once").status_code == 200
    assert len(inbox()[0].additions) == 1


def test_after_the_back_button_other_words_are_another_addition(form, press, inbox):
    press(form, what_happened="one")
    press(form, what_happened="two")
    assert {a.account.text("what_happened") for a in inbox()[0].additions} == {"one", "two"}


def test_an_empty_addition_is_asked_about(form, press, inbox):
    answer = press(form)
    assert answer.status_code == 422
    assert "There is nothing here yet" in body(answer)
    assert inbox()[0].additions == []


def test_add_another_and_the_language_keep_everything(form, press, controls, inbox, valid_html):
    page = body(press(form, do="add-person", what_happened="more", person_name="Mike"))
    valid_html(page)
    assert "person_name-2" in controls(page)
    page = body(press(page, switch_lang="fr"))
    assert '<html lang="fr"' in page
    assert controls(page)["what_happened"] == ["more"]
    assert controls(page)["person_name"] == ["Mike"]
    assert inbox()[0].additions == []


def test_after_a_long_time_the_code_is_asked_for_and_the_words_stay(
    form, press, clock, inbox, text_of, receipt, valid_html
):
    clock.now += timedelta(minutes=20)
    stale = press(form, what_happened="typed for a long time")
    assert stale.status_code == 403
    valid_html(body(stale))
    assert "typed for a long time" in body(stale)
    words = text_of(receipt, "data-receipt", "words")
    answer = press(body(stale), code=words)
    assert answer.status_code == 200
    assert [a.account.text("what_happened") for a in inbox()[0].additions] == [
        "typed for a long time"
    ]


@ON_BOTH
@pytest.mark.parametrize("code", ["abandon " * 8, "0001 " * 8])
def test_a_code_that_belongs_to_no_report_keeps_the_words(client, controls, code, inbox, receipt):
    page = client.post("/report/add", data={"what_happened": "kept words", "code": code})
    assert page.status_code == 404
    assert "kept words" in body(page)
    assert "code" in controls(body(page))
    assert inbox()[0].additions == []


@pytest.mark.parametrize("code", ["", "not a code", "x" * 5000])
def test_what_is_no_code_keeps_the_words(client, code, inbox, receipt):
    page = client.post("/report/add", data={"what_happened": "kept words", "code": code})
    assert page.status_code == 403
    assert "kept words" in body(page)


def test_once_the_code_is_kept_adding_does_not_show_it(client, form, press, controls, receipt):
    client.post("/report", data={**controls(receipt, "receipt"), "do": "kept"})
    answer = press(form, what_happened="more")
    assert answer.status_code == 200
    assert "Added" in body(answer)
    assert "data-receipt" not in body(answer)


def test_back_without_adding_shows_the_code_again(client, form, controls, text_of, receipt):
    answer = client.post("/report", data={**controls(form), "do": "receipt"})
    assert text_of(body(answer), "data-receipt", "words") == text_of(
        receipt, "data-receipt", "words"
    )


def test_when_the_disk_is_full_the_words_stay(form, press, inbox, monkeypatch):
    def fail(*_):
        raise Full("no")

    with monkeypatch.context() as patched:
        patched.setattr("reporting.store.intake_gate.IntakeGate.mailbox_add", fail)
        page = press(form, what_happened="more")
    assert page.status_code == 503
    assert "It was not saved, nothing was lost" in body(page)
    assert press(body(page)).status_code == 200
    assert len(inbox()[0].additions) == 1


def test_a_mailbox_that_was_put_on_another_report_takes_nothing(form, press, engine, inbox):
    from sqlalchemy import text

    with engine.begin() as connection:
        connection.execute(text("UPDATE inbox_report SET id = :id"), {"id": b"x" * 16})
    page = press(form, what_happened="not for them")
    assert page.status_code == 404
    assert "not for them" in body(page)


def test_a_paused_form_takes_no_addition_and_keeps_the_words(form, press, put_rows, clock, inbox):
    put_rows({"paused": "true"})
    clock.now += timedelta(seconds=6)
    page = press(form, what_happened="more")
    assert page.status_code == 503
    assert "more" in body(page)
    assert inbox()[0].additions == []


def test_the_address_itself_leads_to_where_the_code_is_asked(client):
    answer = client.get("/report/add?lang=fr")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/return?lang=fr"


def test_a_file_is_refused_and_the_words_stay(form, controls, client, inbox):
    import io

    data = {
        **controls(form),
        "what_happened": "my words",
        "attachments": (io.BytesIO(b"x" * 99), "p.jpg"),
    }
    page = client.post("/report/add", data=data, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "my words" in body(page)
    assert "something else than its name says" in body(page) or "cannot be taken" in body(page)
    assert inbox()[0].additions == []
