"""Keeping somebody from a case, on its page."""

import re

from flask import url_for

from reporting.casework.keeping import keep_from
from reporting.domain.case import case_ref

PHRASE = "four plain invented words"


def test_somebody_who_knows_the_person_takes_herself_out(browser, worker, valid_html):
    bo, url = browser("bo"), f"/cases/{worker.report.hex()}"
    page = bo.get(url)
    valid_html(page.text)
    assert "I know this person" in page.text
    out = bo.post(f"{url}/keep-from", {"who": "me"}, follow_redirects=True)
    valid_html(out.text)
    assert "You do not see that report any more" in out.text
    assert case_ref(worker.report) not in out.text
    assert bo.get(url).status_code == 404


def test_a_colleague_is_kept_out_with_a_reason_and_let_in_again(browser, worker, valid_html):
    ada, bo, url = browser("ada"), browser("bo"), f"/cases/{worker.report.hex()}"
    refused = ada.post(f"{url}/keep-from", {"who": "bo", "why": " "})
    assert refused.status_code == 400
    assert "write why" in refused.text
    assert "<option selected>bo" in refused.text
    assert re.search(r"<details open>\s*<summary>Keep a colleague from it", refused.text)
    kept = ada.post(
        f"{url}/keep-from", {"who": "bo", "why": "her neighbour"}, follow_redirects=True
    )
    valid_html(kept.text)
    assert "Let bo see it again" in kept.text
    assert bo.get(url).status_code == 404
    again = ada.post(f"{url}/let-in", {"who": "bo"}, follow_redirects=True)
    assert "Let bo see it again" not in again.text
    assert bo.get(url).status_code == 200


def test_whoever_is_nobody_here_cannot_be_kept_out(browser, worker, valid_html):
    url = f"/cases/{worker.report.hex()}/keep-from"
    page = browser("ada").post(url, {"who": "vik", "why": "no reason"})
    assert page.status_code == 409
    valid_html(page.text)


def test_no_page_of_a_case_answers_who_is_kept_from_it(app, browser, group, desks):
    """A room that is added later stands in the map of addresses and is asked as well."""
    worker = group.report({"what_happened": "words of hers"})
    desks.file()
    keep_from(group.engine, group.desk(), worker.report, "bo")
    bo = browser("bo")
    values = {"ref": worker.report.hex(), "item": "00" * 16}
    rules = [rule for rule in app.url_map.iter_rules() if "ref" in rule.arguments]
    assert len(rules) > 10
    form = {"status": "done", "text": "x", "who": "bo", "confirm_passphrase": PHRASE}
    with app.test_request_context():
        asked = [
            (rule, url_for(rule.endpoint, **{name: values[name] for name in rule.arguments}))
            for rule in rules
        ]
    for rule, address in asked:
        if "GET" in rule.methods:
            assert bo.get(address).status_code == 404, address
        if "POST" in rule.methods:
            answer = bo.post(address, form)
            assert answer.status_code == 404, address
            assert "words of hers" not in answer.text
