"""The page of figures."""

import re

from reporting.domain.consent import Choices


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_figures_are_rounded_and_small_ones_left_out(group, desks, browser, valid_html):
    ada = browser("ada")
    empty = ada.get("/figures")
    valid_html(empty.text)
    assert "No report may be counted yet." in words(empty)
    for at in range(7):
        answers = {"severity": "risky" if at else "dangerous"}
        group.report(answers, Choices(consent_statistics=True))
    desks.file()
    page = ada.get("/figures")
    valid_html(page.text)
    assert "About 5 reports" in words(page)
    assert "Sexual assault or rape 5" in words(page)
    assert "Risky 5" in words(page)
    assert "Dangerous" not in words(page)
    assert 'href="/figures' in page.text
    french = words(ada.get("/figures?lang=fr"))
    assert "Centre-ville" in french


def test_who_reads_no_reports_sees_no_figures(browser):
    assert browser("vik").get("/figures").status_code == 403
