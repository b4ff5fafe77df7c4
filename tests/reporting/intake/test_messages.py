"""What is said when nothing was sent: there for every trouble, and never a dead end."""

import io
from urllib.parse import quote

import pytest

from reporting.intake.messages import MESSAGES
from reporting.web.limits import Trouble


@pytest.mark.parametrize("trouble", list(Trouble), ids=lambda trouble: trouble.code)
def test_every_trouble_of_a_body_has_a_message_with_its_status(trouble):
    assert MESSAGES[trouble.code].status == trouble.status


@pytest.mark.parametrize("name", ["store", "closed", "busy"])
def test_who_cannot_send_reads_that_nothing_was_lost_and_whom_to_call(app, name):
    message = MESSAGES[name]
    assert message.call
    with app.test_request_context("/report"):
        assert "It was not saved, nothing was lost" in str(message.text)


def body(response):
    return response.get_data(as_text=True)


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


def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(short, client, inbox, valid_html):
    data = {**short, "attachments": (io.BytesIO(b"\xff\xd8picture" * 100), "p.jpg")}
    page = client.post("/report", data=data, content_type="multipart/form-data")
    assert page.status_code == 422
    valid_html(body(page))
    assert 'id="f-attachments"' in body(page)
    assert "He took my bag" in body(page)
    assert inbox() == []


def test_a_form_that_was_cut_off_is_not_taken_for_a_whole_one(client, inbox):
    data = b'--b\r\nContent-Disposition: form-data; name="what_happened"\r\n\r\nI was in the'
    page = client.post("/report", data=data, content_type="multipart/form-data; boundary=b")
    assert page.status_code == 400
    assert inbox() == []


def test_another_site_cannot_send_a_report_for_her(short, client, inbox):
    page = client.post("/report", data=short, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert inbox() == []


def test_nothing_of_a_report_is_taken_from_an_address(short, client, inbox):
    page = client.post("/report?" + "&".join(f"{k}={quote(str(v))}" for k, v in short.items()))
    assert page.status_code == 422
    assert inbox() == []
