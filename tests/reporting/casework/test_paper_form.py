"""The blank paper form: one sheet, both sides, and a card that gives nothing away."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from crypto.receipts import Code
from reporting.casework import record
from reporting.casework.errors import CannotPrint
from reporting.casework.paper_form import ASKED, MOST_AREAS, PaperOrder, form_pdf, print_forms
from reporting.domain.catalogue import FIELDS, INCIDENT_TYPES
from reporting.domain.consent import WITNESSED_ENOUGH
from reporting.domain.consent_wording import wording
from reporting.domain.errors import Invalid
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Area, Text
from reporting.store.engine import reading
from reporting.translations import catalogue


def even(text: str) -> str:
    """White space made even, French narrow spaces, too."""
    return " ".join(text.split())


def words(english: str, french: str) -> Text:
    return Text({"en": english, "fr": french})


SETTINGS = PublicSettings(
    title=words("Corner House", "Maison du coin"),
    areas=(Area("downtown", words("Downtown", "Centre-ville"), words("City", "Ville")),),
    report_address="https://corner.example.org/return",
)
CODES = (Code((1, 2, 3, 4, 5, 6, 7, 8)), Code((2047, 0, 9, 9, 9, 9, 9, 9)))


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_copy_is_one_sheet_of_two_sides_with_its_own_card(pages, paper, language):
    sides = pages(form_pdf(SETTINGS, CODES, paper, language))
    assert len(sides) == 4
    for front, back, code in zip(sides[::2], sides[1::2], CODES, strict=True):
        assert " ".join(code.words(language)) in front
        assert front.count(" ".join(code.digits())) == 2  # on her card and for who types it in
        assert "https://corner.example.org/return" in front
        assert code.digits()[1] not in back


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_asks_what_the_first_screen_asks_in_the_words_that_are_signed(pages, language):
    text = " ".join(pages(form_pdf(SETTINGS, CODES[:1], "a4", language)))
    said = catalogue(language).gettext
    for name, field in FIELDS.items():
        if field.first_screen:
            assert even(said(field.label)) in text, name
    for option in (*INCIDENT_TYPES, *FIELDS["when_rough"].options, *FIELDS["warn_others"].options):
        assert even(said(option.label)) in text, option
    signed = wording(language)
    for name in ASKED:
        assert even(signed.yes[name]) in text
        assert even(signed.more[name]) in text
    assert even(signed.more["consent_bulletin"]) in text
    assert even(signed.none) in text
    for limits in (SETTINGS.who_reads, SETTINGS.legal_limits, SETTINGS.under_19):
        assert even(limits.of(language)) in text


def test_nothing_is_asked_on_paper_for_which_a_witness_is_not_enough(pages):
    assert {*ASKED, "consent_bulletin"} <= WITNESSED_ENOUGH
    text = " ".join(pages(form_pdf(SETTINGS, CODES[:1], "letter", "en")))
    for name in ("consent_police_report", "consent_police_information", "consent_partners"):
        assert wording("en").yes[name] not in text
    assert "Police and other groups are not asked about on paper." in text


def test_it_says_how_the_paper_is_looked_after_and_when_the_card_works(pages):
    front, back = pages(form_pdf(SETTINGS, CODES[:1], "letter", "en"))
    assert "Works from tomorrow." in front
    assert "Change your code when you first come back" in front
    for word in ("locked bag", "the next day", "shred"):
        assert word in back


def test_the_part_that_she_keeps_says_nothing_of_what_it_is_for(pages):
    front = pages(form_pdf(SETTINGS, CODES[:1], "letter", "en"))[0]
    kept = front[front.index("Tear off here") :].lower()
    for telling in ("report", "happened", "police", "assault"):
        assert telling not in kept


def test_the_file_is_tagged_and_has_no_day_and_no_author():
    made = pypdf.PdfReader(io.BytesIO(form_pdf(SETTINGS, CODES[:1], "letter", "fr")))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert set(made.metadata or {}) == {"/Title", "/Creator"}


def test_long_words_of_an_organisation_shrink_before_they_take_a_third_side(pages):
    long = replace(
        SETTINGS,
        legal_limits=words("A limit of the law. " * 40, "Une limite de la loi. " * 40),
        areas=tuple(
            Area(f"a{n}", words(f"A rather long name {n}", f"Un nom assez long {n}"), words("", ""))
            for n in range(MOST_AREAS)
        ),
        report_address="https://" + "long-address." * 5 + "example.org/return",
    )
    assert len(pages(form_pdf(long, CODES[:1], "letter", "fr"))) == 2
    many = replace(long, areas=long.areas * 2)
    assert "A rather long name" not in " ".join(pages(form_pdf(many, CODES[:1], "letter", "en")))


def test_what_cannot_fit_is_not_printed():
    endless = replace(SETTINGS, legal_limits=words("A limit of the law. " * 600, "Loi. "))
    with pytest.raises(CannotPrint):
        form_pdf(endless, CODES, "letter", "en")


@pytest.mark.parametrize("copies", [0, -1, 51])
def test_a_number_that_nobody_can_keep_an_eye_on_is_refused(copies):
    with pytest.raises(Invalid):
        PaperOrder(copies).check()


def test_printing_is_recorded_and_no_code_is_kept(group, pages, monkeypatch):
    made = iter(CODES)
    monkeypatch.setattr(Code, "random", classmethod(lambda _: next(made)))
    desk = group.desk("vik")
    sides = pages(print_forms(group.engine, desk, PaperOrder(2, "en", "letter")))
    assert len(sides) == 4
    with reading(group.engine) as session:
        newest = record.read(session, group.desk("ada")).acts[0]
    assert (newest.actor, newest.action) == ("vik", record.Action.FORMS_PRINTED)
    assert dict(newest.about) == {"number": "2"}
