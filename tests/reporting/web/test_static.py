import gzip
import re

import pytest

from reporting.web import static


def address(client, name="style.css"):
    return re.search(rf"/static/\w+/{name}", client.get("/page").text)[0]


def test_an_apps_sheet_comes_after_the_shared_one_in_one_file(client):
    sheet = client.get(address(client)).text
    assert sheet.startswith(":root{")
    assert sheet.endswith(".own{color:red}")


def test_it_may_be_kept_for_a_day_under_its_digest_alone(client):
    answer = client.get(address(client))
    assert answer.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert answer.mimetype == "text/css"
    old = client.get("/static/000000000000/style.css")
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-store")


def test_it_is_sent_packed_to_a_browser_that_can_read_it(client):
    packed = client.get(address(client), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get(address(client)).data


def test_a_sheet_goes_without_comments_and_means_the_same():
    sheet = b"""/* a: b; {} */
    @media not all and (min-width: 40rem) { a :hover, .b > c { color: red; margin: 0 1rem } }
    .d::after { content: ""; }
    """
    assert static.squeeze_css(sheet) == (
        b"@media not all and (min-width:40rem){a :hover,.b > c{color:red;margin:0 1rem}}"
        b'.d::after{content:"";}'
    )


@pytest.mark.parametrize("name", ["LICENSE", "nothing.css", "../conftest.py", "..%2Fstyle.css"])
def test_only_what_belongs_to_the_site_is_served(client, name):
    assert client.get(f"/static/000000000000/{name}").status_code == 404


def test_the_shared_sheet_is_small():
    sheet = (static.SHARED_FOLDER / "base.css").read_bytes()
    assert len(gzip.compress(sheet, 9)) < 2_300  # of 3 kB that intake's whole sheet may have
