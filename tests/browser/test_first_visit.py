"""What a first visit weighs, counted on the wire by Chromium, headers included."""

from __future__ import annotations

import pytest
from browsing import SEALED_WAY

TO_TYPE = 15_000
"""Bytes until somebody can read and type: the page and its style."""

TO_SEAL = 45_000
"""Bytes until the page can seal: with the code, and the list of keys it has checked."""

REQUESTS = 4

WHEN_TYPING = 13_000
"""Bytes that follow once she types: words for what can happen, and one word list."""


class Meter:
    """Bytes as they came over the network, by address, from the DevTools protocol."""

    def __init__(self, page):
        self.bytes = {}
        names = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.requestWillBeSent",
            lambda event: names.update({event["requestId"]: event["request"]["url"]}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: self.bytes.update(
                {names[event["requestId"]]: event["encodedDataLength"]}
            ),
        )

    @property
    def total(self):
        return sum(self.bytes.values())

    def wait_for(self, page, count):
        """Wait until `count` answers have come in whole, and a little longer for one too many."""
        for _ in range(600):  # a minute, on a machine with much else to do
            if len(self.bytes) >= count:
                break
            page.wait_for_timeout(100)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        assert len(self.bytes) == count, sorted(self.bytes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_first_visit_keeps_its_budget(visit, house, language):
    page = visit(path=None)
    meter = Meter(page)
    page.goto(f"{house.url}/report?lang={language}")
    page.get_by_text({"en": SEALED_WAY, "fr": "appareil"}[language]).last.wait_for()
    meter.wait_for(page, REQUESTS)
    to_type = sum(
        size for url, size in meter.bytes.items() if url.endswith(".css") or "/report" in url
    )
    assert to_type <= TO_TYPE
    assert meter.total <= TO_SEAL, meter.bytes
    before = meter.total
    page.fill("#f-what_happened", "x")
    meter.wait_for(page, REQUESTS + 2)
    assert meter.total - before <= WHEN_TYPING, meter.bytes


def test_without_scripts_a_first_visit_is_two_requests(visit, house):
    page = visit(path=None, java_script_enabled=False)
    meter = Meter(page)
    page.goto(house.url + "/report")
    meter.wait_for(page, 2)
    assert meter.total <= TO_TYPE
    assert SEALED_WAY not in page.inner_text("main")


def test_the_policy_stops_code_made_of_text_and_markup_made_of_text(visit, house):
    page = visit()
    tried = page.evaluate(
        """async () => {
          const tries = {
            markup: () => { document.body.innerHTML = "<b>x</b>"; },
            code: () => { const script = document.createElement("script"); script.textContent = "x"; },
            address: () => { document.createElement("script").src = "data:,x"; },
            away: () => fetch("https://example.org/"),
            wasm: () => WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
          };
          const stopped = [];
          for (const [name, attempt] of Object.entries(tries)) {
            try { await attempt(); } catch { stopped.push(name); }
          }
          return stopped;
        }"""
    )
    assert tried == ["markup", "code", "address", "away", "wasm"]
    policy = house.app.test_client().get("/report").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
