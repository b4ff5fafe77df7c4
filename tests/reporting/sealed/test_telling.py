"""From a checked form to what is sealed: a yes counts only in words that could be read."""

from reporting.domain.consent import Choices
from reporting.domain.consent_wording import CURRENT
from reporting.domain.report import Account, Contact, Draft
from reporting.domain.settings import PublicSettings
from reporting.sealed.telling import offered_choices, telling_of

ALL = Choices(
    consent_statistics=True,
    consent_bulletin=True,
    ask_before_publishing=True,
    consent_partners=True,
    consent_police_report=True,
    police_own_words=True,
)


def test_what_could_not_be_read_in_a_language_is_no():
    careful = PublicSettings(reviewed_languages=("fr",))
    choices = offered_choices(ALL, careful, "en")
    assert choices.consent_statistics
    assert choices.consent_bulletin
    assert not choices.consent_partners
    assert not choices.consent_police_report
    assert offered_choices(ALL, careful, "fr") == ALL
    nothing = offered_choices(ALL, careful, "xx")
    assert not nothing.consent_statistics
    assert nothing.ask_before_publishing


def test_a_telling_names_the_words_it_was_read_in():
    account = Account(answers={"incident_types": ("creepy",)})
    telling = telling_of(Draft(account, Contact(), ALL, ()), PublicSettings(), "fr")
    assert (telling.account, telling.language, telling.wording) == (account, "fr", CURRENT)
