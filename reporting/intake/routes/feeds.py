"""The same warnings for feed readers: Atom (RFC 4287) and JSON Feed 1.1.

While a community phrase is required, it comes as the password of HTTP Basic (RFC 7617), whatever
the name. Never in an address: addresses stand in histories, logs and lists of feeds. No challenge
is sent, since a browser would keep what was typed into it until it is closed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from http import HTTPStatus
from uuid import UUID, uuid5

from feedgen.feed import FeedGenerator
from flask import Blueprint, Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from reporting.domain.bulletin import Edition
from reporting.intake import phrase
from reporting.intake.bulletin_words import Entry, entry_of, plain_text
from reporting.intake.editions import read_editions
from reporting.intake.phrase import Door
from reporting.intake.services import public, public_now, services
from reporting.intake.verified import Verified
from reporting.web.i18n import current_language, gettext, lazy_gettext

pages = Blueprint("feeds", __name__)

NEWEST = 50
"""Entries in a feed; whoever wants more reads the page."""

JSON_FEED = "https://jsonfeed.org/version/1.1"

_REFUSED = {
    Door.BUSY: (
        HTTPStatus.TOO_MANY_REQUESTS,
        lazy_gettext("Too many people are here right now. Please try again in a minute."),
    ),
    Door.CLOSED: (
        HTTPStatus.FORBIDDEN,
        lazy_gettext("The warnings are closed at the moment."),
    ),
    Door.ASKS: (
        HTTPStatus.FORBIDDEN,
        lazy_gettext(
            "This feed needs the community phrase, as the password of HTTP Basic sign-in. "
            "The name can be anything. The page about this site says how."
        ),
    ),
    Door.WRONG: (
        HTTPStatus.FORBIDDEN,
        lazy_gettext("That is not the community phrase."),
    ),
}


@pages.get("/bulletins.atom")
def atom() -> ResponseReturnValue:
    """Send the newest warnings as Atom."""
    seen = public()
    if (refusal := _refusal(seen)) is not None:
        return refusal
    return Response(_atom(public_now()), mimetype="application/atom+xml")


@pages.get("/bulletins.json")
def as_json() -> ResponseReturnValue:
    """Send the newest warnings as JSON Feed, each with its signed structured part."""
    seen = public()
    if (refusal := _refusal(seen)) is not None:
        return refusal
    seen = public_now()
    items = [_item(edition, seen) for edition in _newest(seen)]
    feed = jsonify(
        version=JSON_FEED,
        title=_title(seen),
        description=_notice(),
        language=current_language(),
        feed_url=_address("feeds.as_json"),
        home_page_url=_address("bulletins.listing"),
        items=items,
    )
    feed.mimetype = "application/feed+json"
    return feed


def _refusal(seen: Verified) -> ResponseReturnValue | None:
    """Return the answer to somebody without the phrase, or None for somebody who may read."""
    stands = phrase.door(services(), seen.settings, _sent_phrase(), "")
    if stands is Door.OPEN:
        return None
    status, text = _REFUSED[stands]
    return Response(f"{text}\n", status, mimetype="text/plain")


def _sent_phrase() -> str:
    """Return the password of HTTP Basic, "" when there is none or it cannot be read."""
    try:
        sent = request.authorization
    except ValueError:  # werkzeug's, for what is not ASCII
        return ""
    return (sent.password or "") if sent is not None and sent.type == "basic" else ""


def _newest(seen: Verified) -> tuple[Edition, ...]:
    return read_editions(seen).shown[:NEWEST]


def _atom(seen: Verified) -> bytes:
    editions = _newest(seen)
    feed = FeedGenerator()
    feed.id(_urn("feed"))
    feed.title(_title(seen))
    feed.subtitle(_notice())
    feed.language(current_language())
    feed.generator("")
    feed.author({"name": seen.settings.organisation.of(current_language())})
    feed.link(href=_address("feeds.atom"), rel="self")
    newest = max((edition.issued for edition in editions), default=seen.today)
    feed.updated(_midnight(newest))
    for edition in editions:
        entry = entry_of(edition, seen.settings)
        added = feed.add_entry(order="append")
        added.id(_urn(str(edition.number)))
        added.title(_entry_title(entry))
        added.updated(_midnight(edition.issued))
        added.content(plain_text(entry), type="text")
        added.link(href=_address("bulletins.one", number=edition.number))
    return bytes(feed.atom_str(pretty=True))


def _item(edition: Edition, seen: Verified) -> dict[str, object]:
    entry = entry_of(edition, seen.settings)
    return {
        "id": _urn(str(edition.number)),
        "url": _address("bulletins.one", number=edition.number),
        "title": _entry_title(entry),
        "content_text": plain_text(entry),
        "date_published": _midnight(edition.issued).isoformat(),
        "_bulletin": edition.to_json(),
    }


def _title(seen: Verified) -> str:
    return gettext("%(title)s: warnings", title=seen.settings.title.of(current_language()))


def _notice() -> str:
    return gettext("Reports are from workers and are not proven.")


def _entry_title(entry: Entry) -> str:
    return gettext("Warning %(number)s: %(types)s", number=entry.number, types=entry.types)


def _midnight(day: date) -> datetime:
    """Return the day as feeds must write it; an hour of publishing is nobody's business."""
    return datetime.combine(day, time(), UTC)


def _urn(name: str) -> str:
    """Return an id that stays when the site moves (RFC 4122, version 5)."""
    return uuid5(UUID(bytes=services().config.installation), name).urn


def _address(endpoint: str, **values: object) -> str:
    """Return a whole address: as the organisation writes it, or as this request came."""
    public_address = public().settings.report_address.rstrip("/")
    path = url_for(endpoint, **values)  # type: ignore[arg-type]  # Flask's own wide type
    return public_address + path if public_address else request.host_url.rstrip("/") + path
