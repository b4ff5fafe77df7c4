import io
from datetime import date

import pypdf
import pytest

from reporting.casework.card_pdf import CodeCard, card_pdf
from reporting.casework.errors import CannotPrint
from reporting.casework.print_labels import print_labels
from reporting.casework.printable import drawable, printable
from reporting.casework.typesetting import typeset


def test_a_document_that_cannot_be_set_is_named_and_its_contents_are_not() -> None:
    with pytest.raises(CannotPrint) as refused:
        typeset("sheet", {"title": "secret"}, paper="a4", language="en", day=date(2026, 3, 2))
    assert str(refused.value) == "sheet"
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_every_sign_that_passes_for_drawable_is_drawn() -> None:
    # PDF/UA-1 forbids a missing shape, so typst itself would refuse one that is not in the fonts.
    every = printable(" ".join(map(chr, sorted(drawable()))))
    card = CodeCard({"": every}, every, (every,), (every,), print_labels("card", lambda _, m: m))
    assert card_pdf(card, "letter", "en").startswith(b"%PDF-")


def test_the_same_data_is_the_same_file() -> None:
    card = CodeCard({"": "A"}, "b", ("c",), ("d",), print_labels("card", lambda _, m: m))
    assert card_pdf(card, "a4", "both") == card_pdf(card, "a4", "both")


def test_only_our_own_fonts_are_used() -> None:
    card = CodeCard({"": "A"}, "b", ("c",), ("d",), print_labels("card", lambda _, m: m))
    reader = pypdf.PdfReader(io.BytesIO(card_pdf(card, "a4", "en")))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert {font.get_object()["/BaseFont"].split("+")[1] for font in fonts} <= {
        "DejaVuSansCondensed",
        "DejaVuSansCondensed-Bold",
        "DejaVuSansMono-Bold",
    }
