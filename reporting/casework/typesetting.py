"""One template and its data -> one PDF, the same bytes for the same data on every machine.

The data reaches typst as JSON and is only ever drawn as text: a report cannot contain markup.
System fonts are ignored. A file tells no author, no time of day and no number that counts:
its date is a day that the caller names, and its identifier is a digest of its own contents.

Typst keeps what it has laid out in this process's memory until about ten more documents were set;
nothing is written to a disk.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import typst

from reporting.casework.errors import CannotPrint
from reporting.casework.printable import FONTS, printable

Paper = Literal["letter", "a4"]
Language = Literal["en", "fr", "both"]

# One text in one or more languages; the key "" holds what is the same in all of them.
Words: TypeAlias = Mapping[str, str]
Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value]"

TEMPLATES = Path(__file__).parents[2] / "templates" / "sheets"
_PAPERS: Mapping[Paper, str] = {"letter": "us-letter", "a4": "a4"}
_SPOKEN: Mapping[Language, tuple[str, ...]] = {"en": ("en",), "fr": ("fr",), "both": ("en", "fr")}


def typeset(
    template: str,
    data: Mapping[str, Value],
    *,
    paper: Paper,
    language: Language,
    day: date | None,
    pictures: Mapping[str, str] | None = None,
) -> bytes:
    """Set `templates/sheets/<template>.typ` as a tagged PDF (PDF/UA-1).

    `day` is the only date that the file carries; without one it carries none. `pictures` are SVG
    documents of our own making, by name. Raises CannotPrint.
    """
    inputs = {
        "data": json.dumps(_cleaned(data)),
        "languages": json.dumps(_SPOKEN[language]),
        "paper": _PAPERS[paper],
        "day": day.isoformat() if day else "",
        "pictures": json.dumps(dict(pictures or {})),
    }
    try:
        made = typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards="ua-1",
            timestamp=datetime.combine(day or date.min, time(), UTC),
        )
    except typst.TypstError:
        # typst's own words may quote the document, and causes end up in logs.
        raise CannotPrint(template) from None
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {printable(key): _cleaned(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_cleaned(one) for one in value]
    return value
