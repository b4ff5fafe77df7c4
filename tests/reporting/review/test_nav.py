"""The menu shows the rooms that one may enter, and no others."""

from __future__ import annotations

import pytest


def rooms(page):
    menu = page.split('class="menu"')[1].split("</nav>")[0] if 'class="menu"' in page else ""
    return [part.split("</a>")[0].split(">")[-1] for part in menu.split("<a ")[1:]]


@pytest.mark.parametrize(
    ("handle", "there", "not_there"),
    [
        ("ada", {"Today", "Reports", "Record"}, {"People", "Settings"}),
        ("kim", {"Today", "Reports", "People", "Settings", "Record"}, set()),
        ("vik", {"Today"}, {"Reports", "People", "Settings", "Record"}),
    ],
)
def test_each_role_has_its_own(browser, handle, there, not_there):
    shown = set(rooms(browser(handle).get("/").text))
    assert there <= shown
    assert not shown & not_there


def test_the_room_one_is_in_is_marked(browser):
    page = browser("ada").get("/record").text
    assert 'href="/record" aria-current="page"' in page


def test_strangers_see_no_menu(browser):
    assert rooms(browser().get("/sign-in").text) == []
