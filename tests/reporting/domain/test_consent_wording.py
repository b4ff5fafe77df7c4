"""The words of a consent are found by version and language, and complete."""

import pytest

from reporting.domain.catalogue import fields_in
from reporting.domain.consent_choices import PERMISSIONS, POLICE_PARTS, POLICE_PERMISSIONS
from reporting.domain.consent_wording import CURRENT, LANGUAGES, WORDINGS, offered, wording
from reporting.domain.errors import Invalid

ASKED = {
    *PERMISSIONS,
    *POLICE_PARTS,
    "ask_before_publishing",
    "ask_otherwise",
    "police_leave_out",
}


@pytest.mark.parametrize("words", WORDINGS.values(), ids=lambda words: words.language)
def test_every_choice_has_its_words(words):
    assert set(words.yes) == set(words.more) == ASKED
    assert all([*words.yes.values(), *words.more.values(), words.intro, words.none])
    assert len(words.police_risks) == 5
    assert {field.name for field in fields_in("consent")} >= ASKED


def test_the_current_version_is_there_in_english_and_french():
    assert LANGUAGES == ("en", "fr")
    assert wording("fr").version == CURRENT
    assert wording("en", "2026-11").language == "en"


@pytest.mark.parametrize(("language", "version"), [("de", CURRENT), ("en", "2019-01"), ("", "")])
def test_words_that_were_never_shown_are_refused(language, version):
    with pytest.raises(Invalid):
        wording(language, version)


def test_careful_choices_are_offered_only_in_reviewed_words():
    assert offered("fr", ("en", "fr")) == set(PERMISSIONS)
    unreviewed = offered("fr", ("en",))
    assert unreviewed == set(PERMISSIONS) - POLICE_PERMISSIONS - {"consent_partners"}
    assert offered("de", ("de",)) == set()
