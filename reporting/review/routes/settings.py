"""Settings: what everybody sees, changed by a coordinator with the passphrase at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from reporting.casework import organisation_settings as saved
from reporting.casework.errors import NumbersFirst
from reporting.domain.errors import Invalid, Problem
from reporting.domain.settings_values import KNOWN_LANGUAGES
from reporting.domain.simple_text import read_blocks
from reporting.review import settings_form, settings_words
from reporting.review.access import needs, needs_recent_passphrase
from reporting.review.services import desk, engine
from reporting.review.settings_form import PARTS
from reporting.store.engine import reading
from reporting.store.errors import Conflict
from reporting.web.i18n import LANGUAGE_NAMES, lazy_gettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from reporting.casework.organisation_settings import Words

blueprint = Blueprint("settings", __name__)

DONE = {
    "saved": lazy_gettext("Saved. The public pages show it within a few seconds."),
    "same": lazy_gettext("Nothing was different, so nothing was changed."),
}


@blueprint.get("/settings")
@needs("coordinator")
def overview() -> ResponseReturnValue:
    """Show the pages there are, and what stands out."""
    words = _words()
    return render_template(
        "review/settings.html",
        settings=words.settings,
        trouble=words.trouble.value,
        numbers_first=False,
        no_support=not any(words.support.values()),
        names=settings_words.PART_NAMES,
        helps=settings_words.PART_HELP,
    )


@blueprint.get("/settings/<part>")
@needs("coordinator")
def page(part: str) -> ResponseReturnValue:
    """Show one page of settings."""
    _known(part)
    words = _words()
    return _page(part, settings_form.filled(part, words.settings), words)


@blueprint.post("/settings/<part>")
@needs_recent_passphrase
@needs("coordinator")
def save(part: str) -> ResponseReturnValue:
    """Save a page, or show it again with everything typed and what to look at."""
    _known(part)
    form = request.form.to_dict(flat=False)
    words = _words()
    found = settings_form.read(part, form, words.settings)
    if found.problems:
        return _page(part, form, words, found.problems, seen=_seen()), 400
    try:
        changed = saved.save_settings(engine(), desk(), found.rows, _seen())
    except NumbersFirst:
        return _page(part, form, words, seen=_seen(), numbers_first=True), 409
    except Conflict:
        return _conflict(part, form), 409
    done = "saved" if changed else "same"
    return redirect(url_for("settings.page", part=part, done=done), 303)


@blueprint.get("/settings/support")
@needs("coordinator")
def support() -> ResponseReturnValue:
    """Show the page of support, to be written in each language."""
    words = _words()
    return _support(words.support, saved.version_of_support(words.support), words)


@blueprint.post("/settings/support/preview")
@needs("coordinator")
def preview() -> ResponseReturnValue:
    """Show how the page would look; nothing is saved."""
    return _support(_bodies(), _seen(), _words(), preview=True)


@blueprint.post("/settings/support")
@needs_recent_passphrase
@needs("coordinator")
def save_support() -> ResponseReturnValue:
    """Save the page of support."""
    bodies, words = _bodies(), _words()
    try:
        changed = saved.save_support(engine(), desk(), bodies, _seen())
    except Invalid as invalid:
        return _support(bodies, _seen(), words, invalid.problems), 400
    except NumbersFirst:
        return _support(bodies, _seen(), words, numbers_first=True), 409
    except Conflict:
        present = _words()
        version = saved.version_of_support(present.support)
        return _support(bodies, version, present, theirs=present.support), 409
    return redirect(url_for("settings.support", done="saved" if changed else "same"), 303)


def _words() -> Words:
    """Return what is to be changed, which in trouble is not what everybody sees."""
    with reading(engine()) as session:
        return saved.present_words(session, desk())


def _known(part: str) -> None:
    if part not in PARTS:
        abort(404)


def _seen() -> str:
    return request.form.get("seen", "")


def _bodies() -> dict[str, str]:
    return {language: request.form.get(f"body.{language}", "") for language in KNOWN_LANGUAGES}


def _conflict(part: str, form: Mapping[str, list[str]]) -> str:
    """Show what was typed beside what is saved by now; saving again means it."""
    present = _words()
    theirs = settings_form.theirs(part, form, present.settings)
    return _page(part, form, present, theirs=theirs)


def _page(
    part: str,
    form: Mapping[str, list[str]],
    words: Words,
    problems: Sequence[Problem] = (),
    *,
    seen: str = "",
    theirs: Mapping[str, list[str]] | None = None,
    numbers_first: bool = False,
) -> str:
    names = [control.name for control in PARTS[part]]
    return render_template(
        "review/settings_part.html",
        part=part,
        controls=PARTS[part],
        form=form,
        seen=seen or saved.version_of(words.settings, names),
        trouble=words.trouble.value,
        numbers_first=numbers_first,
        problems=problems,
        conflict=theirs is not None,
        theirs=theirs or {},
        settings=words.settings,
        one_language=settings_form.one_language(part, words.settings),
        done=DONE.get(request.args.get("done", ""), ""),
        languages=LANGUAGE_NAMES,
        names=settings_words.PART_NAMES,
        labels=settings_words.LABELS,
        helps=settings_words.HELP,
        examples=settings_words.EXAMPLES,
        without=settings_words.WITHOUT,
    )


def _support(
    bodies: Mapping[str, str],
    seen: str,
    words: Words,
    problems: Sequence[Problem] = (),
    *,
    preview: bool = False,
    theirs: Mapping[str, str] | None = None,
    numbers_first: bool = False,
) -> str:
    return render_template(
        "review/settings_support.html",
        bodies=bodies,
        seen=seen,
        trouble=words.trouble.value,
        numbers_first=numbers_first,
        problems=problems,
        shown={tag: read_blocks(body) for tag, body in bodies.items()} if preview else {},
        theirs={tag: body for tag, body in (theirs or {}).items() if body != bodies[tag]},
        conflict=theirs is not None,
        done=DONE.get(request.args.get("done", ""), ""),
        languages=LANGUAGE_NAMES,
        labels={f"body.{tag}": settings_words.LABELS[f"support.{tag}"] for tag in bodies},
    )
