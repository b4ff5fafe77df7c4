"""The program as a whole: its headers, its cookie, its first page."""

from __future__ import annotations

import html
import re
from base64 import urlsafe_b64decode


def test_a_person_signs_in_and_out(browser, valid_html):
    ada = browser()
    valid_html(ada.get("/sign-in").text)
    answer = ada.sign_in("ada")
    assert answer.status_code == 200
    valid_html(answer.text)
    assert "ada" in answer.text
    ada.post("/sign-out")
    assert ada.get("/").status_code == 302


def test_the_cookie_says_nothing_and_goes_nowhere_else(browser):
    ada = browser()
    answer = ada.post(
        "/sign-in",
        {"handle": "ada", "passphrase": "four plain invented words", "code": ada.group.code("ada")},
    )
    for name, cookie in zip(("desk", "known"), answer.headers.getlist("Set-Cookie"), strict=True):
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        value, rest = re.fullmatch(rf"{name}=([A-Za-z0-9_-]{{43}}=);(.*)", cookie).groups()
        assert len(urlsafe_b64decode(value)) == 32  # 32 random bytes, and nothing beside them
        assert "ada" not in rest.lower().replace("path", "")


def test_no_page_runs_a_script_or_is_kept(browser):
    answer = browser("ada").get("/")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_page_names_a_sign_of_its_own_so_that_no_browser_asks_for_another(browser):
    desk = browser()
    page = desk.get("/sign-in").text
    found = re.search(r'<link rel="icon" type="image/svg\+xml" href="([^"]+)">', page)
    sign = desk.get(html.unescape(found[1]))
    assert (sign.status_code, sign.mimetype) == (200, "image/svg+xml")
    assert "img-src 'self'" in desk.get("/sign-in").headers["Content-Security-Policy"]
    assert 'rel="icon"' in desk.get("/nothing-here").text
