"""Open places: one template makes a page without scripts, and the pieces of the same page with.

In a piece each value stands as `%(its.path)s`, what is there only sometimes says `data-if` and what
repeats says `data-each`; static/page/render.mjs fills them in with what the browser opened. So both
pages have the same words, written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup

from reporting.web.i18n import format_day

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask
    from jinja2.runtime import Context

ITEM = "it"
"""Where an entry of a list stands that has no names of its own."""


class Place:
    """What stands at `path` of what the browser opened: any attribute of it, and its one entry."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        """Take the names that lead there, with dots between; "" is an entry of a list."""
        self._path = path

    def __getattr__(self, name: str) -> Place:
        """Lead one step further; special methods are none of ours."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Place(f"{self._path}.{name}" if self._path else name)

    def __iter__(self) -> Iterator[Place]:
        """Give one entry, which the browser repeats."""
        yield Place("")

    def __str__(self) -> str:
        """Give the mark that is replaced by the value."""
        return self.form("")

    def isoformat(self) -> str:
        """Give the mark that is replaced by the day for machines."""
        return self.form("iso")

    def form(self, form: str) -> str:
        """Give the mark that is replaced by the value in a form: "long" and "full" for days."""
        path = self._path or ITEM
        return f"%({path}|{form})s" if form else f"%({path})s"

    def attribute(self, name: str) -> Markup:
        """Give an attribute that names this place."""
        return Markup(' data-{}="{}"').format(name, self._path or ITEM)


@pass_context
def when(context: Context, what: object) -> Markup:
    """Mark an element of a piece that is there only when `what` is: a place, or a name for it.

    Nothing on a page without scripts, where the template decides itself.
    """
    if not context.get("pieces"):
        return Markup()
    place = what if isinstance(what, Place) else Place(str(what))
    return place.attribute("if")


def each(what: object) -> Markup:
    """Mark an element of a piece that repeats; nothing where a list was gone through already."""
    return what.attribute("each") if isinstance(what, Place) else Markup()


def day(value: date | Place, form: str = "long") -> str:
    """Write a day in words, or the place for it."""
    return value.form(form) if isinstance(value, Place) else format_day(value, form)


def lines(text: str | Place) -> Iterable[Any]:
    """Part a text at its line ends; a place stands for its lines."""
    return text if isinstance(text, Place) else text.splitlines()


def init_places(app: Flask) -> None:
    """Give templates the marks; `pieces` is true while pieces are made."""
    app.jinja_env.filters.update(day=day, lines=lines)
    app.jinja_env.globals.update(pieces=False, when=when, each=each)
