"""From a form without problems to what is sealed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.domain.consent import narrowed
from reporting.domain.consent_choices import PERMISSIONS
from reporting.domain.consent_wording import CURRENT, offered
from reporting.sealed.seal import Telling

if TYPE_CHECKING:
    from reporting.domain.consent import Choices
    from reporting.domain.report import Draft
    from reporting.domain.settings import PublicSettings


def telling_of(draft: Draft, settings: PublicSettings, language: str) -> Telling:
    """Put together what is sealed from a draft without problems."""
    choices = offered_choices(draft.choices, settings, language)
    return Telling(draft.account, draft.contact, choices, language, CURRENT)


def offered_choices(choices: Choices, settings: PublicSettings, language: str) -> Choices:
    """Leave out a yes to words that she could not read: not offered in this language."""
    asked = offered(language, settings.reviewed_languages)
    return narrowed(choices, frozenset(PERMISSIONS) - asked)
