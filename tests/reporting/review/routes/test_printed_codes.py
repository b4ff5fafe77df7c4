"""The pages of codes on paper: made with the passphrase, shown once, counted on Today."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pypdf
import pytest

from reporting.casework.membership import Newcomer

PHRASE = "four plain invented words"
OWN = "another five words of mine"
SET = re.compile(r'name="set_id" value="(\w*)"')
CODE = re.compile(r"<code>(\d{5} \d{5})</code>")


@pytest.fixture
def database_kind():
    """What the databases do differently is tested in tests/reporting/store/test_printed_codes.py."""
    return "sqlite"


@pytest.fixture
def ada(browser):
    return browser("ada")


@pytest.fixture
def codes(ada):
    return CODE.findall(make(ada).text)


def make(person, passphrase=PHRASE):
    """Ask for new codes as the page does."""
    shown = SET.search(person.get("/printed-codes").text)[1]
    return person.post("/printed-codes", {"current": passphrase, "set_id": shown})


def later(group):
    """Let a minute pass: neither a stranger's delay nor a code of the same half minute counts."""
    group.later(minutes=1)


def test_the_page_says_whether_there_are_any_and_asks_for_the_passphrase(ada, valid_html):
    page = ada.get("/passphrase").text
    assert 'href="/printed-codes"' in page
    page = ada.get("/printed-codes").text
    valid_html(page)
    assert "You have none yet." in page
    assert "stop working" not in page
    assert not CODE.findall(page)


def test_ten_are_shown_once_on_a_slip_that_names_nothing(ada, group, valid_html):
    answer = make(ada)
    tree = valid_html(answer.text)
    assert len(set(CODE.findall(answer.text))) == 10
    assert answer.headers["Cache-Control"] == "no-store"
    (slip,) = tree.findall(".//section[@class='slip']")
    words = re.sub(r"[\d\s,]+", " ", "".join(slip.itertext())).strip()
    assert words == "Codes March Each works once. Cross it out."
    assert tree.find(".//title").text == "Codes"
    page = ada.get("/printed-codes").text
    assert not CODE.findall(page)
    assert "You have 10 left." in page
    assert "stop working at once" in page


@pytest.fixture
def printed(chromium, app):
    """Print a page as a browser does, with its own head and foot switched on; the words on paper."""
    client = app.test_client()

    def run(shown):
        def answer(route):
            path = urlsplit(route.request.url).path
            found = client.get(path)
            kind = {"content-type": found.mimetype}
            own = path == "/shown"
            route.fulfill(body=shown if own else found.data, headers={} if own else kind)

        with chromium.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.route("**/*", answer)
            page.goto("https://desk.example.org/shown")
            pdf = page.pdf(format="Letter", display_header_footer=True)
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]

    return run


def test_onto_paper_come_the_codes_alone(ada, browser, group, printed):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    for shown in (make(ada).text, browser().sign_in("cleo", code="").text):
        codes = " ".join(CODE.findall(shown))
        (text,) = printed(shown)
        assert text == f"Codes March 2, 2026 {codes} Each works once. Cross it out."


def test_loading_the_page_again_keeps_what_was_printed(ada, group, browser, valid_html):
    ada.get("/printed-codes")
    sent = {"current": PHRASE, "set_id": ""}
    codes = CODE.findall(ada.post("/printed-codes", sent).text)
    for stale in (sent, {**sent, "set_id": "no hex"}):
        again = ada.post("/printed-codes", stale)
        assert again.status_code == 409
        valid_html(again.text)
        assert "If you have them on paper, they count." in again.text
        assert not CODE.findall(again.text)
    later(group)
    assert browser().sign_in("ada", code=codes[0]).status_code == 200
    assert len(CODE.findall(make(ada).text)) == 10


def test_another_passphrase_makes_none(ada, codes, group, browser):
    assert make(ada, "").status_code == 400
    for _ in range(2):
        wrong = make(ada, "wrong words")
        assert wrong.status_code == 403
        assert not CODE.findall(wrong.text)
    assert make(ada).status_code == 429
    later(group)
    assert browser().sign_in("ada", code=codes[0]).status_code == 200


def test_a_code_lets_in_and_today_says_how_many_are_left(codes, group, browser, valid_html):
    later(group)
    page = browser().sign_in("ada", code=codes[2]).text
    valid_html(page)
    assert "You came in with a code from your paper: cross it out." in page
    assert "9 are left." in page
    later(group)
    assert "from your paper" not in browser("ada").get("/").text


def test_a_code_that_is_used_up_says_no_more_than_any_other(codes, group, browser):
    later(group)
    browser().sign_in("ada", code=codes[2])
    later(group)
    used = browser().sign_in("ada", code=codes[2])
    later(group)
    wrong = browser().sign_in("ada", code="00000 00000")
    later(group)
    nobody = browser().sign_in("nobody", code=codes[3])
    assert {answer.status_code for answer in (used, wrong, nobody)} == {403}
    assert used.text == wrong.text
    assert nobody.text.replace('value="nobody"', 'value="ada"') == wrong.text


@pytest.mark.parametrize("how", ["wrong passphrase", "used up", "session over", "too soon"])
def test_no_answer_repeats_a_code(codes, group, browser, how):
    later(group)
    stranger, code = browser(), codes[5]
    if how == "wrong passphrase":
        answer = stranger.sign_in("ada", "wrong", code)
    elif how == "used up":
        stranger.sign_in("ada", code=code)
        later(group)
        answer = browser().sign_in("ada", code=code)
    elif how == "too soon":
        while (answer := stranger.sign_in("ada", "wrong", code)).status_code != 429:
            pass
    else:
        stranger.sign_in("ada", code=codes[0])
        group.later(minutes=31)
        answer = stranger.post("/first-sign-in", {"code": code, "first": OWN})
    assert answer.status_code in {401, 403, 429}
    for text in (code, code.replace(" ", "")):
        assert text not in answer.text


def test_when_few_are_left_today_says_to_print_new_ones(codes, group, browser, valid_html):
    for code in codes[:6]:
        later(group)
        assert "print new ones" not in browser().sign_in("ada", code=code).text
    later(group)
    page = browser().sign_in("ada", code=codes[6]).text
    assert "3 printed codes are left: print new ones" in page
    later(group)
    assert "3 printed codes are left: print new ones" in browser("ada").get("/").text
    assert "printed code" not in browser("bo").get("/").text
    for code in codes[7:]:
        later(group)
        last = browser()
        page = last.sign_in("ada", code=code).text
    assert "No printed code is left: print new ones before you sign out" in page
    assert "0 are left." in page
    assert "You have used all of them." in last.get("/printed-codes").text
    assert len(CODE.findall(make(last).text)) == 10
    page = last.get("/").text
    valid_html(page)
    assert "printed code" not in page
    assert "from your paper" not in page


def test_both_are_in_the_record(codes, group, browser):
    later(group)
    ada = browser()
    ada.sign_in("ada", code=codes[0])
    page = ada.get("/record").text
    assert "signed in with a printed code; left: 9" in page
    assert "printed new sign-in codes" in page


def test_somebody_without_a_phone_begins_with_paper(browser, group, valid_html):
    group.add(Newcomer("cleo", frozenset({"advocate"}), frozenset({"main"}), PHRASE))
    cleo = browser()
    page = cleo.sign_in("cleo", code="").text
    tree = valid_html(page)
    codes = CODE.findall(page)
    assert len(codes) == 10
    (slip,) = tree.findall(".//section[@class='slip']")
    assert "cleo" not in "".join(slip.itertext())
    form = {"first": OWN, "second": OWN, "code": "00000 00000"}
    again = cleo.post("/first-sign-in", form)
    assert again.status_code == 403
    assert CODE.findall(again.text) == codes
    today = cleo.post("/first-sign-in", {**form, "code": codes[0]}, follow_redirects=True).text
    assert "9 are left." in today
    later(group)
    assert "8 are left." in browser().sign_in("cleo", OWN, codes[1]).text


def test_a_key_file_from_before_has_none_and_gets_them(group, browser):
    """Nobody of this group has printed codes: their files are of the first version."""
    vik = browser("vik")
    assert "You have none yet." in vik.get("/printed-codes").text
    code = CODE.findall(make(vik).text)[0]
    later(group)
    assert browser().sign_in("vik", code=code).status_code == 200


def test_while_the_lists_are_expired_nothing_is_made(ada, codes, group, browser):
    group.later(days=200)
    person = browser()
    assert person.sign_in("ada", code=codes[0]).status_code == 200
    answer = make(person)
    assert answer.status_code == 409
    assert not CODE.findall(answer.text)
    later(group)
    assert browser().sign_in("ada", code=codes[1]).status_code == 200
