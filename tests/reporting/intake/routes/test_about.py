"""The page that says what this site does and does not do."""

import re
from dataclasses import replace
from hashlib import sha256

import pytest

from reporting.intake.app import create_app


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_says_who_reads_what_is_kept_and_what_stays(client, config, valid_html, language):
    body = client.get(f"/about?lang={language}").get_data(as_text=True)
    tree = valid_html(body)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    assert {"reads", "sealed", "kept", "traces", "code", "key"} <= ids
    digits = re.search(r"<code>([0-9a-f ]+)</code>", body).group(1)
    assert digits.replace(" ", "") == sha256(config.organisation).hexdigest()[:32]


def test_it_does_not_promise_an_encrypted_connection_that_is_not_there(client, config, clock):
    plain = client.get("/about").get_data(as_text=True)
    assert "for trying out only" in plain
    secure = create_app(replace(config, https=True), clock).test_client()
    assert "encrypted connection to our server" in secure.get("/about").get_data(as_text=True)
