"""A first visit on a cheap phone: bytes on the wire, time to type, and time to a receipt.

Chromium with the processor slowed down six times, on a network of 400 kbit/s and 400 ms.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from figures import finish, show
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from programs import HOST, installation, intake, serving

CHROMIUM = Path("/usr/bin/chromium")
SLOWER = 6
BYTES_PER_SECOND = 400_000 // 8
ROUND_TRIP = 400  # ms
# What the page says once it seals by itself.
SEALED = {"en": "sealed on this device", "fr": "appareil"}
WORDS = "He took the money back. Grey van, number ends in 0142. " * 20


def main() -> None:
    """Measure one visit of each kind."""
    if not CHROMIUM.exists():
        print("  NOT RUN: needs Chromium at /usr/bin/chromium")
        sys.exit(1)
    with installation() as directory:
        command, port = intake(directory)
        with serving(*command, port=port), sync_playwright() as playwright:
            measure(playwright, f"http://{HOST}:{port}")
    finish()


def measure(playwright: Playwright, url: str) -> None:
    """Visit in each language."""
    browser = playwright.chromium.launch(
        executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
    )
    for language in ("en", "fr"):
        visit(browser, url, language)
    browser.close()


def metered(page: Page) -> dict[str, int]:
    """Slow a page down, and return where the bytes of each address will be counted."""
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({names[e["requestId"]]: e["encodedDataLength"]}),
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    return sizes


def visit(browser: Browser, url: str, language: str) -> None:
    """Load, type and send once, in a fresh profile."""
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    sizes = metered(page)
    start = time.monotonic()
    page.goto(f"{url}/report?lang={language}", wait_until="commit")
    page.wait_for_selector("#f-what_happened")
    page.wait_for_load_state("domcontentloaded")
    show(f"{language}: until somebody can read and type", time.monotonic() - start, "s")
    page.get_by_text(SEALED[language]).last.wait_for()
    show(f"{language}: until the page says that it seals", time.monotonic() - start, "s")
    page.wait_for_load_state("networkidle")
    own = [size for url, size in sizes.items() if "style.css" in url or "/report" in url]
    show(f"{language}: to read and type, on the wire", sum(own) / 1000, "kB", 15)
    show(f"{language}: with the sealing code and the keys", sum(sizes.values()) / 1000, "kB", 45)
    show(f"{language}: requests", len(sizes), "", 4)
    page.fill("#f-what_happened", WORDS)
    page.wait_for_load_state("networkidle")
    start = time.monotonic()
    page.locator("button[value=send]").first.click()
    page.wait_for_selector("[data-receipt=digits]", timeout=60_000)
    show(f"{language}: from Send to the receipt", time.monotonic() - start, "s")
    page.context.close()


if __name__ == "__main__":
    main()
