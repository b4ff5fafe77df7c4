"""What stands on Today since workers were asked: words answered or out of time, and deletions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporting.casework.desk import Desk
from reporting.casework.errors import NoKey
from reporting.casework.keeping import kept_reports
from reporting.casework.reported import open_reported
from reporting.casework.wordings import Standing, ToDo, to_do
from reporting.domain.case import case_ref
from reporting.review.today import Thing
from reporting.store.cases import card_versions
from reporting.store.returning import all_deletions
from reporting.web.i18n import format_day, gettext, lazy_gettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = {
    Standing.APPROVED: lazy_gettext("%(ref)s: she said yes to the words; submit the bulletin"),
    Standing.CORRECTED: lazy_gettext("%(ref)s: she wants other words in the bulletin"),
    Standing.REFUSED: lazy_gettext("%(ref)s: she said no to the words of the bulletin"),
    Standing.OVER_PUBLISH: lazy_gettext(
        "%(ref)s: her time to answer has passed, and she chose: publish. You may submit it"
    ),
    Standing.OVER: lazy_gettext(
        "%(ref)s: her time to answer has passed; her yes to warnings still holds"
    ),
    Standing.OVER_DONT: lazy_gettext(
        "%(ref)s: her time to answer has passed, and she chose: do not publish"
    ),
}


def wordings(session: Session, desk: Desk) -> Sequence[Thing]:
    """Look for drafts that wait for an advocate again."""
    if not _reads(desk):
        return []
    return [_thing(one) for one in to_do(session, desk, open_reported)]


def deletions(session: Session, desk: Desk) -> Sequence[Thing]:
    """Look for reports that are to be deleted."""
    if not _reads(desk):
        return []
    filed = card_versions(session).keys() - kept_reports(session, desk)
    return [
        Thing(
            gettext(
                "%(ref)s is to be deleted on %(day)s",
                ref=case_ref(report),
                day=format_day(one.due),
            ),
            "cases.case",
            {"ref": report.hex()},
        )
        for report, asked in all_deletions(session).items()
        for one in asked
        if one.scope == "all" and report in filed
    ]


def _reads(desk: Desk) -> bool:
    if not desk.is_a("advocate"):
        return False
    try:
        desk.current()
    except NoKey:
        return False
    return True


def _thing(one: ToDo) -> Thing:
    text = str(WORDS[one.asked.standing]) % {"ref": case_ref(one.draft.reports[0])}
    return Thing(text, "bulletins.draft", {"draft": one.draft.id.hex()})
