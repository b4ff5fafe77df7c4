from datetime import date

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from reporting.web import i18n
from reporting.web.app import base_app


@pytest.mark.parametrize(
    ("query", "form", "accept", "language"),
    [
        ("", {}, "", "en"),
        ("", {}, "fr-CA,fr;q=0.9,en;q=0.1", "fr"),
        ("", {}, "de,zh", "en"),
        ("?lang=fr", {}, "en", "fr"),
        ("?lang=xx", {}, "fr", "fr"),
        ("?lang=en", {"lang": "fr"}, "en", "fr"),
        ("", {"lang": "xx"}, "fr", "fr"),
        ("", {"lang": "en", "switch_lang": "fr"}, "en", "fr"),
    ],
)
def test_the_form_comes_first_then_the_link_then_the_browser(app, query, form, accept, language):
    headers = {"Accept-Language": accept}
    method = "POST" if form else "GET"
    with app.test_request_context(f"/page{query}", method=method, data=form, headers=headers):
        assert i18n.current_language() == language


def test_a_profile_comes_after_the_link_and_before_the_browser(shape):
    import dataclasses

    app = base_app(dataclasses.replace(shape, preferred_language=lambda: "fr"))
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert i18n.current_language() == "fr"
    with app.test_request_context("/?lang=en"):
        assert i18n.current_language() == "en"


def test_a_language_that_was_asked_for_stays_on_links_and_another_does_not(client):
    assert client.get("/link?lang=fr").text == "/page?lang=fr"
    assert client.get("/link", headers={"Accept-Language": "fr"}).text == "/page"


def test_the_switch_keeps_the_query_of_a_fetched_page(app):
    with app.test_request_context("/page?area=north&area=south&lang=fr"):
        english, french = i18n.language_links()
    assert english.url == "/page?area=north&area=south&lang=en"
    assert (english.current, french.current) == (False, True)
    assert french.name == "Français"


def test_the_switch_of_a_page_that_answers_a_form_repeats_nothing_of_it(app):
    with app.test_request_context("/page?code=no", method="POST", data={"what": "words"}):
        assert i18n.language_links()[1].url == "/page?lang=fr"


def test_days_are_written_in_the_language_of_the_page(app):
    with app.test_request_context("/?lang=fr"):
        assert i18n.format_day(date(2026, 5, 3)) == "3 mai 2026"
        with i18n.in_language("en"):
            assert i18n.format_day(date(2026, 5, 3)) == "May 3, 2026"


def test_messages_come_from_the_catalogue(shape, tmp_path, monkeypatch, request):
    catalogue = Catalog("fr")
    catalogue.add("Start page", "Page de départ")
    catalogue.add(("%(num)s thing", "%(num)s things"), ("%(num)s chose", "%(num)s choses"))
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n.translations, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(i18n.translations, "FOLDER", tmp_path)
    i18n.translations.catalogue.cache_clear()
    request.addfinalizer(i18n.translations.catalogue.cache_clear)
    app = base_app(shape)
    with app.test_request_context("/?lang=fr"):
        assert i18n.gettext("Start page") == "Page de départ"
        assert i18n.ngettext("%(num)s thing", "%(num)s things", 2) == "2 choses"
        assert str(i18n.lazy_gettext("Start page")) == "Page de départ"
        with i18n.in_language("en"):
            assert i18n.gettext("Start page") == "Start page"
        assert i18n.gettext("Start page") == "Page de départ"
    with app.test_request_context("/?lang=en"):
        assert i18n.gettext("Start page") == "Start page"
        assert i18n.gettext("%(n)s left", n=3) == "3 left"


@pytest.mark.parametrize(("language", "written"), [("en", "20,000"), ("fr", "20\u202f000")])
def test_amounts_are_written_as_the_language_writes_them_and_names_are_not(app, language, written):
    template = app.jinja_env.from_string(
        '{{ _("%(count)s of <b>, number %(number)s", count=20000, number=20000) }}'
        '{{ ngettext(" %(num)s day", " %(num)s days", 20000) }}'
        "{% trans count=20000 %} {{ count }} sign{% pluralize %} {{ count }} signs{% endtrans %}"
        " {{ many|amount }} {{ 999|amount }}"
    )
    with app.test_request_context(f"/?lang={language}"):
        assert i18n.gettext("%(most)s <", most=20000) == f"{written} <"
        assert i18n.gettext("%(number)s", number=20000) == "20000"
        assert i18n.ngettext("%(num)s", "%(num)s many", 20000) == f"{written} many"
        assert template.render(many=20000) == (
            f"{written} of <b>, number 20000 {written} days {written} signs {written} 999"
        )


def test_what_fills_a_message_is_still_escaped(app):
    template = app.jinja_env.from_string(
        '{% autoescape true %}{{ _("a %(count)s", count=x) }}{% endautoescape %}'
    )
    with app.test_request_context("/"):
        assert template.render(x="<b>") == "a &lt;b&gt;"
