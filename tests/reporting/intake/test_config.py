from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from reporting.intake.config import IntakeConfig
from reporting.web.configuration import BadConfiguration

GOOD = {
    "database_url": '"sqlite:///brolly.db"',
    "installation": f'"{"ab" * 16}"',
    "organisation": f'"{"cd" * 32}"',
    "minimum_sequence": "20000001",
    "page_secret": f'"{"ef" * 32}"',
    "help_number": '"604-555-0100"',
    "state_dir": '"state"',
}


def written(folder: Path, **changes: str | None) -> Path:
    values = {**GOOD, **changes}
    lines = [f"{name} = {value}" for name, value in values.items() if value is not None]
    path = folder / "intake.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_configuration_is_read(tmp_path):
    config = IntakeConfig.load(written(tmp_path))
    assert config.pins.installation == b"\xab" * 16
    assert config.pins.organisation == b"\xcd" * 32
    assert config.pins.minimum_sequence == 20_000_001
    assert config.state_dir == tmp_path / "state"
    assert config.https is False


def test_no_field_could_hold_what_opens_a_report():
    assert {field.name for field in fields(IntakeConfig)} == {
        "database_url",
        "installation",
        "organisation",
        "minimum_sequence",
        "page_secret",
        "help_number",
        "state_dir",
        "https",
    }


def test_the_page_secret_is_not_shown(tmp_path):
    assert "ef" * 8 not in repr(IntakeConfig.load(written(tmp_path)))
    assert repr(b"\xef") not in repr(IntakeConfig.load(written(tmp_path)))


@pytest.mark.parametrize("name", GOOD)
def test_what_is_missing_is_named(tmp_path, name):
    with pytest.raises(BadConfiguration, match=name):
        IntakeConfig.load(written(tmp_path, **{name: None}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("installation", '"ab"'),
        ("installation", '"zz"'),
        ("organisation", f'"{"cd" * 31}"'),
        ("page_secret", "7"),
        ("minimum_sequence", "true"),
        ("minimum_sequence", "-1"),
        ("minimum_sequence", '"1"'),
        ("help_number", '""'),
        ("https", '"yes"'),
    ],
)
def test_what_is_wrong_is_named(tmp_path, name, value):
    with pytest.raises(BadConfiguration, match=name):
        IntakeConfig.load(written(tmp_path, **{name: value}))


def test_a_private_key_has_no_place_in_it(tmp_path):
    with pytest.raises(BadConfiguration, match="organisation_seed"):
        IntakeConfig.load(written(tmp_path, organisation_seed='"00"'))


@pytest.mark.parametrize("content", [b"\xff", b"not = = toml"])
def test_a_file_that_is_no_toml_is_named(tmp_path, content):
    path = tmp_path / "intake.toml"
    path.write_bytes(content)
    with pytest.raises(BadConfiguration, match=r"intake\.toml"):
        IntakeConfig.load(path)
    with pytest.raises(BadConfiguration, match="absent"):
        IntakeConfig.load(tmp_path / "absent.toml")
