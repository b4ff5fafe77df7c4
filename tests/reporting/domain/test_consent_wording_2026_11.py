"""Words that somebody has said yes to stay as they were."""

import hashlib
import json

import pytest

from reporting.domain.consent_wording_2026_11 import WORDS

# Until this version has been shown to anybody, a better wording may replace it: then change the
# digest with it. Afterwards write a new version.
SHOWN = {
    "en": "0b9984509222969fc1987738e2d841c1f798801caf97207a8949c8fc8bc3812e",
    "fr": "0a3d5912fb3ca8762db80a360075e9ada3bdf402ddb5c654582ecfbf4bba0e64",
}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_words_are_the_ones_that_were_shown(language):
    text = json.dumps(WORDS[language], ensure_ascii=False, sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest() == SHOWN[language]
