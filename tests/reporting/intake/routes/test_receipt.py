"""The receipt: shown until she has kept it, then never again, and what it says beside the code."""

from datetime import timedelta
from itertools import pairwise

import pytest

from crypto.receipts import Code
from crypto.strictjson import unb64u
from reporting.store.errors import Unavailable

SHORT = {"nonce": "00112233445566778899aabbccddeeff", "lang": "en", "incident_types": "creepy"}


ON_BOTH = pytest.mark.parametrize(
    "database_kind",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)


def body(response):
    return response.get_data(as_text=True)


def pairs(shown):
    """Each two words or groups of a code that stand side by side: one alone turns up by chance."""
    return [f"{first} {second}" for first, second in pairwise(shown.split())]


@pytest.fixture
def send(client):
    def post(**changes):
        return body(client.post("/report", data={**SHORT, **changes}))

    return post


@pytest.fixture
def press(client, controls):
    """Press a button of a receipt."""

    def post(page, **button):
        return client.post("/report", data={**controls(page, "receipt"), **button})

    return post


def test_words_and_digits_are_the_same_code(send, text_of, valid_html):
    page = send()
    valid_html(page)
    words, digits = (text_of(page, "data-receipt", kind) for kind in ("words", "digits"))
    assert len(words.split(" ")) == 8
    assert [len(group) for group in digits.split(" ")] == [4] * 8
    assert Code.parse(words, "en") == Code.parse(digits)


def test_the_code_is_in_no_address(client, send, controls):
    page = send()
    assert 'action="/report"' in page
    answer = client.post("/report", data={**controls(page, "receipt"), "do": "kept"})
    assert "Location" not in answer.headers


def test_nobody_but_her_can_read_the_code_out_of_the_hidden_field(send, controls, text_of):
    page = send()
    state = controls(page, "receipt")["state"][0]
    code = Code.parse(text_of(page, "data-receipt", "words"))
    sealed = unb64u(state)
    assert len(sealed) > 100
    assert code.canonical() not in sealed
    assert not [pair for pair in pairs(" ".join(code.words("en"))) if pair.encode() in sealed]
    assert not [pair for pair in pairs(" ".join(code.digits())) if pair.encode() in sealed]


@ON_BOTH
@pytest.mark.parametrize(
    ("button", "said"),
    [("kept", "The code is not shown again"), ("no-code", "You chose to have no code")],
)
def test_the_code_goes_when_she_says_so(send, press, inbox, text_of, valid_html, button, said):
    page = send()
    answer = press(page, do=button)
    assert answer.status_code == 200
    valid_html(body(answer))
    assert said in body(answer)
    assert "data-receipt" not in body(answer)
    for shown in ("words", "digits"):
        assert not [p for p in pairs(text_of(page, "data-receipt", shown)) if p in body(answer)]
    assert inbox()[0].receipt_kept


def test_it_is_kept_only_once_she_says_so(send, inbox):
    send()
    assert not inbox()[0].receipt_kept


@ON_BOTH
def test_another_language_shows_the_same_code_in_its_words(send, press, text_of):
    page = send(incident_types="sexual_assault", when_rough="today")
    french = body(press(page, switch_lang="fr", do="receipt"))
    assert '<html lang="fr"' in french
    assert text_of(french, "data-receipt", "digits") == text_of(page, "data-receipt", "digits")
    assert text_of(french, "data-receipt", "words") != text_of(page, "data-receipt", "words")
    assert "Médicament contre le VIH" in french


def test_the_language_switch_alone_keeps_the_receipt(send, press, text_of):
    """A browser sends only the button that was pressed."""
    page = send()
    french = body(press(page, switch_lang="fr"))
    assert text_of(french, "data-receipt", "digits") == text_of(page, "data-receipt", "digits")


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"incident_types": "sexual_assault", "when_rough": "today"}, True),
        ({"incident_types": "condom_removed", "when_rough": "this_week"}, True),
        ({"incident_types": "sexual_assault", "when_rough": "earlier"}, False),
        ({"incident_types": "time_waster", "when_rough": "today"}, False),
        (
            {
                "incident_types": "drugged",
                "happened_on_day": "18",
                "happened_on_month": "11",
                "happened_on_year": "2026",
            },
            True,
        ),
    ],
)
def test_deadlines_for_care_stand_there_when_they_apply(send, changes, shown):
    assert ("within 72 hours" in send(**changes)) == shown


def test_in_danger_the_numbers_come_before_the_code(send):
    page = send(danger_now="yes")
    assert 0 < page.index("604 555-0100") < page.index("data-receipt")
    page = send(danger_now="no", nonce="aa" * 16)
    assert page.index("604 555-0100") > page.index("data-receipt")


def test_she_reads_what_she_said_yes_to_in_the_words_she_read(send):
    page = send(consent_statistics="yes", warn_others="first")
    assert "Yes, count it in figures." in page
    assert "Yes, warn the community." in page
    assert "Show me the words before they go out." in page
    assert "Yes, send it to police" not in page


@pytest.mark.parametrize(("hours", "said"), [(0, False), (15, True)])  # noon, three in the morning
def test_a_yes_to_police_by_night_will_be_asked_again(send, clock, hours, said):
    clock.now += timedelta(hours=hours)
    page = send(consent_police_report="yes")
    assert ("We will ask you again before anything goes to police" in page) == said


def test_a_yes_to_police_after_an_assault_will_be_asked_again(send):
    page = send(consent_police_report="yes", incident_types="sexual_assault", when_rough="today")
    assert "We will ask you again before anything goes to police" in page


@pytest.mark.parametrize("state", ["", "nonsense", "AAAA" * 100])
@pytest.mark.parametrize("button", ["kept", "no-code", "receipt"])
def test_a_page_that_was_changed_says_where_to_go_on(client, valid_html, state, button):
    answer = client.post("/report", data={"do": button, "state": state, "lang": "en"})
    assert answer.status_code == 403
    valid_html(body(answer))
    assert "nothing was lost" in body(answer)
    assert "/return" in body(answer)


def test_a_page_counts_for_a_quarter_of_an_hour(send, press, clock, inbox):
    page = send()
    clock.now += timedelta(minutes=16)
    assert press(page, do="kept").status_code == 403
    assert not inbox()[0].receipt_kept


def test_when_the_store_is_down_the_code_counts_as_not_kept(send, press, inbox, monkeypatch):
    page = send()

    def fail(*_):
        raise Unavailable("no")

    with monkeypatch.context() as patched:
        patched.setattr("reporting.store.intake_gate.IntakeGate.receipt_close", fail)
        assert press(page, do="kept").status_code == 503
    assert press(page, do="kept").status_code == 200
    assert inbox()[0].receipt_kept
