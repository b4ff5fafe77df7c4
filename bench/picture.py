"""A picture of 10 MB in a browser on a cheap phone: painted anew, sealed, sent, with progress.

Chromium with the processor slowed down six times, on a network of 400 kbit/s and 400 ms. A stall is
the longest time that the page answers to nothing.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from figures import finish, show
from files import UPRIGHT_ON_ITS_SIDE, photograph, saved
from first_visit import CHROMIUM, metered
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from programs import HOST, installation, intake, serving

PICTURE_BYTES = 10_000_000
PHONE = (4032, 3024)
LONGEST_STALL = 0.5
"""Seconds. A tap that is answered later than that feels like a page that hangs."""

WATCH = """() => {
  window.stalls = [];
  new PerformanceObserver((list) => stalls.push(...list.getEntries().map((e) => e.duration)))
    .observe({ type: "longtask" });
}"""
STEPS = """() => {
  window.steps = new Set();
  const look = () => {
    const bar = document.querySelector("progress:not([hidden])");
    if (bar) steps.add(Math.round(bar.value * 100));
    requestAnimationFrame(look);
  };
  look();
}"""


def picture(folder: Path) -> Path:
    """Make a phone's picture of about 10 MB."""
    exif = Image.Exif()
    exif[0x0112] = UPRIGHT_ON_ITS_SIDE
    pixels = photograph(*PHONE)
    fitting = (
        saved(pixels, "JPEG", quality=q, subsampling=0, exif=exif) for q in range(99, 70, -1)
    )
    path = folder / "picture.jpg"
    path.write_bytes(next(data for data in fitting if len(data) <= PICTURE_BYTES))
    return path


def steps(page: Page) -> int:
    """Return how many different lengths the bar was seen at, and begin anew."""
    return int(page.evaluate("() => { const n = steps.size; steps.clear(); return n; }"))


def stall(page: Page) -> float:
    """Return the longest stall in seconds, and begin anew."""
    return float(page.evaluate("() => Math.max(0, ...stalls.splice(0)) / 1000"))


def measure(page: Page, url: str, file: Path) -> None:
    """Choose the picture, then send it with a report."""
    page.set_default_timeout(120_000)
    metered(page)
    page.goto(f"{url}/report")
    page.locator("[name=incident_types][value=no_payment]").click()
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    page.evaluate(STEPS)
    show("the picture", file.stat().st_size / 1e6, "MB")
    start = time.monotonic()
    page.set_input_files("#f-attachments", file)
    page.locator("#files .help", has_text="Ready").first.wait_for()
    show("from choosing it until it is clean", time.monotonic() - start, "s")
    show("longest stall of the page meanwhile", stall(page), "s", LONGEST_STALL)
    show("different lengths of its bar that were seen", steps(page), "")
    start = time.monotonic()
    page.locator("button[value=send]").first.click()
    page.wait_for_selector("[data-receipt=digits]")
    show("from Send to the code", time.monotonic() - start, "s")
    show("longest stall of the page until then, for the report itself", stall(page), "s")
    steps(page)
    page.get_by_text("All files are with us.").wait_for()
    show("from Send until the picture is stored", time.monotonic() - start, "s")
    show("longest stall while it is sealed and sent", stall(page), "s", LONGEST_STALL)
    show("different lengths of its bar that were seen", steps(page), "")


def main() -> None:
    """Measure one picture."""
    if not CHROMIUM.exists():
        print("  NOT RUN: needs Chromium at /usr/bin/chromium")
        sys.exit(1)
    with installation() as directory:
        file = picture(directory)
        command, port = intake(directory)
        with serving(*command, port=port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 360, "height": 800})
            measure(page, f"http://{HOST}:{port}", file)
            browser.close()
    finish()


if __name__ == "__main__":
    main()
