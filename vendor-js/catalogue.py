"""Write the questions of the form as the browser's code reads them: static/page/catalogue.mjs.

`python vendor-js/catalogue.py` after a change of reporting/domain/catalogue*.py; a test compares.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from reporting.domain.catalogue import FIELDS, Field

TARGET = (
    Path(__file__).resolve().parents[1]
    / "reporting"
    / "intake"
    / "static"
    / "page"
    / "catalogue.mjs"
)

SIGNS = {"text": "t", "line": "l", "choice": "c", "choices": "m", "day": "d", "flag": "f"}

HEAD = """/**
 * The questions of the form, written by vendor-js/catalogue.py from reporting/domain/catalogue.py.
 *
 * By where an answer is sealed (or the group it repeats in): name, sign of the kind, and the most
 * signs where there can be words; `*` where the organisation has the list.
 */
const KINDS = { t: "text", l: "line", c: "choice", m: "choices", d: "day", f: "flag" };
const PLACES = {
"""

TAIL = """};

export const GROUPS = ["person", "vehicle", "identifier"];

/** Name -> kind, most, list, place; in the order in which they are asked. */
export const FIELDS = new Map(
  Object.entries(PLACES).flatMap(([place, fields]) =>
    fields.split(" ").map((field) => {
      const [, name, kind, most, list] = /^(.+):(.)(\\d*)(\\*?)$/.exec(field);
      return [name, { place, kind: KINDS[kind], most: Number(most), list: list !== "" }];
    }),
  ),
);
"""


def catalogue() -> str:
    """Return the module's text."""
    lines = [
        f'  {place}: "{" ".join(map(_entry, fields))}",\n'
        for place, fields in groupby(FIELDS.values(), _place)
    ]
    return HEAD + "".join(lines) + TAIL


def _place(field: Field) -> str:
    return field.group or field.compartment


def _entry(field: Field) -> str:
    words = field.kind in {"text", "line"} or bool(field.list_name)
    most = field.max_length if words else ""
    return f"{field.name}:{SIGNS[field.kind]}{most}{'*' if field.list_name else ''}"


if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8")
