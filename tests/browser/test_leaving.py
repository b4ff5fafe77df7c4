"""The way out in a real Chromium: what a browser kept of the site is gone, with or without scripts."""

import pytest

EVERYDAY = "https://www.wikipedia.org/"


@pytest.fixture
def page(chromium, request):
    """A page in a fresh profile, scripts as asked; the everyday site is played here."""
    context = chromium.new_context(java_script_enabled=request.param)
    context.route(
        f"{EVERYDAY}**",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<title>x</title>"),
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_what_was_kept_of_the_site_is_forgotten(page, house):
    page.goto(f"{house.url}/return")
    page.context.add_cookies([{"name": "somebodys", "value": "own", "url": house.url}])
    page.fill("#f-code", "some words typed")
    page.click("a.leave")
    page.wait_for_url(f"{EVERYDAY}**", timeout=30_000)
    assert page.context.cookies(house.url) == []


@pytest.mark.parametrize("page", [True], indirect=True)
def test_storage_of_every_kind_is_emptied_by_a_form_too(page, house):
    page.goto(f"{house.url}/about")
    page.evaluate(
        "async () => { localStorage.a = 1; sessionStorage.a = 1; await caches.open('a');"
        " await new Promise(done => { indexedDB.open('a').onsuccess = done; }) }"
    )
    page.evaluate(
        "() => { const form = document.createElement('form'); form.method = 'post';"
        " form.action = '/exit'; document.body.append(form); form.submit(); }"
    )
    # `form-action` would stop a redirect to another site; the page goes on by itself
    page.wait_for_url(f"{EVERYDAY}**", timeout=30_000)
    page.goto(f"{house.url}/about")
    assert page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,"
        " (await indexedDB.databases()).length]"
    ) == [0, 0, 0, 0]


@pytest.mark.parametrize("page", [False], indirect=True)
def test_back_shows_an_empty_box_and_the_door_is_not_in_the_history(page, house):
    page.goto(f"{house.url}/return")
    page.fill("#f-code", "some words typed")
    page.click("a.leave")
    page.wait_for_url(f"{EVERYDAY}**", timeout=30_000)
    page.go_back()
    assert page.url == f"{house.url}/return"
    assert page.input_value("#f-code") == ""
