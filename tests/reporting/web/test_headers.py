import pytest

from reporting.web.headers import HeaderPolicy

EXACTLY = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'self'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@pytest.mark.parametrize("path", ["/page", "/nowhere", "/boom", "/stop/429", "/link"])
def test_every_answer_has_exactly_these_headers(client, path):
    headers = dict(client.get(path).headers)
    for known in ("Content-Type", "Content-Length", "Vary", "Permissions-Policy"):
        headers.pop(known, None)
    assert headers == EXACTLY


def test_no_feature_of_the_phone_is_open(client):
    policy = client.get("/page").headers["Permissions-Policy"]
    assert "geolocation=()" in policy
    assert "camera=()" in policy
    assert all(part.endswith("=()") for part in policy.split(", "))


def test_no_answer_sets_a_cookie(client):
    answers = [client.get("/page"), client.post("/strict", data={"a": "b"}), client.get("/boom")]
    assert not [answer for answer in answers if "Set-Cookie" in answer.headers]


def test_hsts_is_sent_when_configured():
    assert "Strict-Transport-Security" not in HeaderPolicy().headers()
    sent = HeaderPolicy(hsts=True).headers()["Strict-Transport-Security"]
    assert sent == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("directive", ["default-src", "base-uri", "form-action", "frame-ancestors"])
def test_what_every_page_relies_on_cannot_be_loosened(directive):
    with pytest.raises(ValueError, match=directive):
        HeaderPolicy(csp={directive: "*"})
