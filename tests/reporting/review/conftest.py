"""The advocates' program on a real database, and browsers of people who sign in to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from crypto.passwords import Argon2Params
from reporting.review.app import create_app
from reporting.review.config import ReviewConfig

PHRASE = "four plain invented words"
TOKEN = re.compile(r'name="form_token" value="([0-9a-f]+)"')


@pytest.fixture
def app(group) -> Flask:
    config = ReviewConfig(
        database_url=group.url,
        installation=group.pins.installation,
        organisation=group.pins.organisation,
        minimum_sequence=group.pins.minimum_sequence,
    )
    made = create_app(config, lambda: group.now, Argon2Params(8 * 1024, 1, 1))
    made.config["PROPAGATE_EXCEPTIONS"] = True
    return made


@dataclass
class Browser:
    """One person's browser; `form_token` is read from the last page."""

    client: Any
    group: Any
    token: str = ""

    def get(self, url: str, **more: Any) -> TestResponse:
        return self._keep(self.client.get(url, **more))

    def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        sent = {"form_token": self.token, **(data or {})}
        return self._keep(self.client.post(url, data=sent, **more))

    def sign_in(self, handle: str, passphrase: str = PHRASE, code: str | None = None):
        code = self.group.code(handle) if code is None else code
        data = {"handle": handle, "passphrase": passphrase, "code": code}
        return self.post("/sign-in", data, follow_redirects=True)

    def _keep(self, response: TestResponse) -> TestResponse:
        found = TOKEN.search(response.text) if response.mimetype == "text/html" else None
        self.token = found[1] if found else self.token
        return response


@pytest.fixture
def browser(app, group):
    """Make a browser; signed in when a handle is given."""

    def make(handle: str = "") -> Browser:
        made = Browser(app.test_client(), group)
        if handle:
            assert made.sign_in(handle).status_code == 200
        return made

    return make
