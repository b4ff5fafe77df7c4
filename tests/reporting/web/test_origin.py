import pytest


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-origin", 200), ("none", 200), (None, 200)]
)
def test_a_form_from_another_site_is_refused(client, site, status):
    headers = {"Sec-Fetch-Site": site} if site else {}
    assert client.post("/strict", data={"a": "b"}, headers=headers).status_code == status


def test_the_page_says_why_and_what_to_do_now(client):
    page = client.post("/strict", data={"a": "b"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "another site" in page.text
    assert "Nothing was saved. Go back" in page.text
    assert "sign in" not in page.text


def test_a_link_from_another_site_may_be_followed(client):
    assert client.get("/page", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
