"""One worker, with scripts off or on: the same deeds, and what her page says after each.

`Typed`      forms over HTTP, as in Tor Browser
`Scripted`   a real Chromium that seals everything itself
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from babel.support import Translations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Browser

Fields = dict[str, "str | list[str]"]

TRANSLATIONS = Path(__file__).resolve().parents[2] / "reporting" / "translations"
SEALED = "Your words are sealed on this device before they are sent. Our server cannot read them."
STAYS = "Your code stays on this device: it is not sent."
ADDED = "Added. We have it."
APPROVED = "You said: print it like this."


@cache
def words(language: str) -> Translations:
    """Give what `gettext` says to somebody of a language."""
    return Translations.load(str(TRANSLATIONS), [language])


def said(text: str, language: str) -> str:
    """One blank between words, as a page's text has it."""
    return " ".join(words(language).gettext(text).split())


@dataclass
class Typed:
    """Scripts are off."""

    browser: Browser
    language: str

    def report(self, fields: Fields) -> str:
        """Fill in the form and send it; the words of the code."""
        self.browser.language = self.language
        self.browser.get(f"/report?lang={self.language}")
        page = self.browser.submit("do=send", fields)
        assert page.status == 200, page.text
        return page.marked("data-receipt", "words")

    def come_back(self, code: str) -> str:
        self.browser.get(f"/return?lang={self.language}")
        return self.browser.submit("do=open", code=code).text

    def press(self, button: str, expected: str, values: Fields | None = None) -> str:
        """Type or tick, press a button of the opened report, and read that it was done."""
        text = self.browser.submit(f"do={button}", values).text
        assert said(expected, self.language) in text, text
        return text

    def approve(self) -> str:
        names = (e.get("value", "") for e in self.browser.page.tree.iter("button"))
        return self.press(next(name for name in names if name.startswith("approve ")), APPROVED)

    def add(self, text: str) -> None:
        self.browser.submit("do=open")
        self.press("send", ADDED, {"what_happened": text})


@dataclass
class Scripted:
    """Scripts are on."""

    page: Page
    root: str
    language: str

    def report(self, fields: Fields) -> str:
        """Fill in the form and send it; the words of the code."""
        self.page.goto(urljoin(self.root, f"/report?lang={self.language}"))
        self._read(SEALED)
        self._fill(fields)
        self.page.locator("form#report button[value=send]").first.click()
        return self.page.inner_text("[data-receipt=words]")

    def come_back(self, code: str) -> str:
        self.page.goto(urljoin(self.root, f"/return?lang={self.language}"))
        self._read(STAYS)
        self.page.fill("#f-code", code)
        self.page.locator("form#return button[value=open]").click()
        self.page.locator("form#consents, #problem, [role=alert]").first.wait_for()
        return self._text()

    def press(self, button: str, expected: str, values: Fields | None = None) -> str:
        """Type or tick, press a button of the opened report, and read that it was done."""
        self._fill(values or {})
        self.page.locator(f"button[value='{button}']:visible").last.click()
        self._read(expected)
        return self._text()

    def approve(self) -> str:
        name = self.page.locator("button[value^='approve ']").get_attribute("value")
        return self.press(name or "", APPROVED)

    def add(self, text: str) -> None:
        self.page.locator("button[value=add]").click()
        self.page.locator("form#report").wait_for()
        self.press("send", ADDED, {"what_happened": text})

    def _read(self, text: str) -> None:
        self.page.get_by_text(said(text, self.language)).locator("visible=true").first.wait_for()

    def _text(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def _fill(self, fields: Fields) -> None:
        self.page.evaluate(
            "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
        )
        for name, value in fields.items():
            for one in [value] if isinstance(value, str) else value:
                self._answer(name, one)

    def _answer(self, name: str, value: str) -> None:
        control = self.page.locator(f"[name='{name}']")
        kind = control.first.evaluate("(control) => control.type")
        if kind in {"checkbox", "radio"}:
            control.and_(self.page.locator(f"[value='{value}']")).first.check()
        elif kind == "select-one":
            control.first.select_option(value)
        else:
            control.first.fill(value)
