"""What the page of a code shows once a browser has opened something; the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import render_template

from reporting.domain.consent_choices import PERMISSIONS, POLICE_PARTS
from reporting.domain.consent_wording import WORDINGS
from reporting.intake import conversation, deletions, wordings
from reporting.intake.bulletin_labels import labels_of
from reporting.intake.consent_rows import leave_out
from reporting.intake.places import Place
from reporting.intake.services import services
from reporting.web.i18n import LANGUAGE_NAMES, gettext

if TYPE_CHECKING:
    from flask import Response

    from reporting.intake.verified import Verified

PROBLEMS: Mapping[str, str] = {
    "nothing_said": conversation.NOTHING_SAID,
    "too_long_message": conversation.TOO_LONG,
    "which": deletions.WHICH,
    "wording_gone": wordings.GONE,
    "say_what": wordings.SAY_WHAT,
    "too_long_comment": wordings.TOO_LONG,
}
"""Names of problems in static/page/, with the texts that Python gives them."""

PLACES = ("opened", "consents", "talk", "wordings", "counts", "own_word")
"""What the browser fills in; see static/page/mailbox.mjs."""


def show() -> Response:
    """Send the pieces in the language of the page."""
    seen = services().verified.latest()
    return services().kept.same("return pieces", seen, lambda: _made(seen))


def _made(seen: Verified) -> str:
    return render_template(
        "intake/return_pieces.html",
        **{name: Place(name) for name in PLACES},
        pieces=True,
        kept_back=True,
        done="",
        seen=seen,
        shown={"problems": ()},
        filled=lambda _name: (),
        ticked=(),
        agreed=(),
        forces={},
        leave_out=leave_out,
        words=tuple(WORDINGS.values()),
        languages=LANGUAGE_NAMES,
        uses=frozenset({*PERMISSIONS, *POLICE_PARTS}),
        labels=labels_of(seen.settings),
        problems={name: gettext(text) for name, text in PROBLEMS.items()},
    )
