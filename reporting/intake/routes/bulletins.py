"""Warnings that two people have signed, behind the community phrase."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from reporting.intake.bulletin_words import entry_of
from reporting.intake.editions import Editions, read_editions
from reporting.intake.phrasepage import behind_the_phrase
from reporting.intake.verified import Verified

pages = Blueprint("bulletins", __name__)

PER_PAGE = 20
"""Bulletins on one page: about 25 kB, a few seconds on a bad network."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long list, pages counted from 1."""

    page: int
    last: int

    @property
    def start(self) -> int:
        """Where it begins in the whole list."""
        return (self.page - 1) * PER_PAGE


@pages.route("/bulletins", methods=["GET", "POST"])
def listing() -> ResponseReturnValue:
    """Show the warnings that hold now, newest number first."""
    return behind_the_phrase(_list)


@pages.route("/bulletins/<int:number>", methods=["GET", "POST"])
def one(number: int) -> ResponseReturnValue:
    """Show one warning, or that it was taken back or is over; 404 for a number we don't know."""
    return behind_the_phrase(lambda seen, given: _one(seen, given, number))


def _list(seen: Verified, given: str) -> ResponseReturnValue:
    editions = read_editions(seen)
    part = _part(len(editions.shown))
    shown = editions.shown[part.start : part.start + PER_PAGE]
    return render_template(
        "intake/bulletins.html",
        entries=[entry_of(edition, seen.settings) for edition in shown],
        taken_back=editions.taken_back if part.page == part.last else (),
        part=part,
        given=given,
        believed=seen.roster is not None,
    )


def _one(seen: Verified, given: str, number: int) -> ResponseReturnValue:
    editions = read_editions(seen)
    edition = editions.of(number)
    stub = "" if edition else _stub(editions, number)
    if not edition and not stub:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(
        "intake/bulletin.html",
        entry=entry_of(edition, seen.settings) if edition else None,
        stub=stub,
        number=number,
        given=given,
    )


def _stub(editions: Editions, number: int) -> str:
    if number in editions.taken_back:
        return "taken back"
    return "over" if number in editions.over else ""


def _part(count: int) -> Part:
    """Return which part of the list was asked for; anything else is the first."""
    last = max(1, -(-count // PER_PAGE))
    asked = request.values.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1  # noqa: PLR2004 - digits of a page number
    return Part(min(max(page, 1), last), last)
