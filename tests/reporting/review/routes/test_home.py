"""Today, and whether the program is well."""

from __future__ import annotations

from reporting.casework.people import add


def test_nothing_to_do_is_said(browser, valid_html):
    page = browser("vik").get("/").text
    valid_html(page)
    assert "Nothing waits for you." in page


def test_at_most_five_things(browser, group):
    for _ in range(7):
        group.report({"danger_now": "yes"})
    page = browser("ada").get("/").text
    assert page.count("in danger now") == 5
    assert "And 2 more things." in page


def test_a_changed_list_of_people_is_shown_once_signed_in(browser, group, valid_html):
    ada = browser("ada")
    ada.post("/sign-out")
    add(group.engine, group.desk("kim"), "dee", ["advocate"], group.argon2)
    group.later(seconds=31)
    page = browser("ada").get("/").text
    valid_html(page)
    assert "dee was added" in page


def test_it_says_whether_it_is_well(browser):
    answer = browser().get("/healthz")
    assert answer.json == {"status": "ok"}
