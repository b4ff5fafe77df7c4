"""A fresh installation says nothing on a screen that would tell on whoever holds the phone."""

import re

import pytest

from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import KNOWN_LANGUAGES, Text

TRADE = re.compile(
    r"sex|worker|client|escort|prostitu|bad date|brolly|umbrella|parapluie|travailleuse|hooker|"
    r"trade|massage|trick|\bjohn\b|pass[eé]\b",
    re.IGNORECASE,
)
DEFAULTS = PublicSettings()
WORDS = [name for name in DEFAULTS.__slots__ if isinstance(getattr(DEFAULTS, name), Text)]


def test_no_trade_word_stands_in_any_default():
    for name, row in DEFAULTS.to_mapping().items():
        assert not TRADE.search(row), name


@pytest.mark.parametrize(
    "name", [name for name in WORDS if name not in {"police_agency", "report_phone"}]
)
def test_every_default_text_is_there_in_both_languages(name):
    assert set(getattr(DEFAULTS, name).by_language) == set(KNOWN_LANGUAGES)


def test_every_default_label_is_there_in_both_languages():
    for entry in (*DEFAULTS.help_numbers, *DEFAULTS.races, *DEFAULTS.spoken_languages):
        assert set(entry.label.by_language) == set(KNOWN_LANGUAGES)


def test_bulletins_are_closed_until_there_is_a_phrase():
    assert DEFAULTS.phrase_required
    assert DEFAULTS.phrase_hash == b""
    assert not DEFAULTS.witnessed_police
