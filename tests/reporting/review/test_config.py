"""The configuration file: read strictly, with no place for a secret."""

from __future__ import annotations

import pytest

from reporting.review.config import ReviewConfig
from reporting.web.configuration import BadConfiguration

GOOD = {
    "database_url": '"sqlite:////tmp/x.db"',
    "installation": f'"{"ab" * 16}"',
    "organisation": f'"{"cd" * 32}"',
    "minimum_sequence": "20500000",
}


def write(tmp_path, **changes):
    values = {**GOOD, **changes}
    path = tmp_path / "review.toml"
    path.write_text("".join(f"{name} = {value}\n" for name, value in values.items() if value))
    return path


def test_it_is_read(tmp_path):
    config = ReviewConfig.load(write(tmp_path, https="true"))
    assert config.pins.installation == b"\xab" * 16
    assert config.pins.organisation == b"\xcd" * 32
    assert config.pins.minimum_sequence == 20500000
    assert config.https
    assert not ReviewConfig.load(write(tmp_path)).https


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"database_url": ""}, "database_url"),
        ({"installation": '"zz"'}, "installation"),
        ({"installation": '"abab"'}, "installation"),
        ({"organisation": "7"}, "organisation"),
        ({"minimum_sequence": "-1"}, "minimum_sequence"),
        ({"minimum_sequence": "true"}, "minimum_sequence"),
        ({"https": '"yes"'}, "https"),
        ({"page_secret": '"00"'}, "page_secret"),
        ({"https": "tru"}, "TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, changes, named):
    with pytest.raises(BadConfiguration, match=named):
        ReviewConfig.load(write(tmp_path, **changes))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadConfiguration, match=r"nowhere\.toml is not there"):
        ReviewConfig.load(tmp_path / "nowhere.toml")
