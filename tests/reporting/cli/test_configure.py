"""Two files that only their owner may read, or none."""

import pytest

from crypto.manifest import Pins
from reporting.cli.configure import Addresses, new_configurations, sqlite_url, write_private
from reporting.intake.config import IntakeConfig
from reporting.review.config import ReviewConfig

PINS = Pins(bytes(range(16)), bytes(range(32)), 20_000_001)
ADDRESSES = Addresses("sqlite:////srv/one.db", "postgresql://review@db.example/é")


@pytest.fixture
def written(tmp_path):
    folder = tmp_path / "new" / "place"
    with new_configurations(folder, PINS, ADDRESSES, "604 555-0100"):
        pass
    return folder


def test_each_program_reads_its_own_file_back(written):
    intake = IntakeConfig.load(written / "intake.toml")
    review = ReviewConfig.load(written / "review.toml")
    assert intake.pins == review.pins == PINS
    assert intake.database_url == ADDRESSES.intake
    assert review.database_url == ADDRESSES.review
    assert intake.help_number == "604 555-0100"
    assert intake.state_dir == written / "intake-state"


def test_the_page_secret_is_intake_s_alone_and_new_each_time(written, tmp_path):
    first = IntakeConfig.load(written / "intake.toml").page_secret
    with new_configurations(tmp_path / "other", PINS, ADDRESSES, "604 555-0100"):
        pass
    assert IntakeConfig.load(tmp_path / "other" / "intake.toml").page_secret != first
    assert "page_secret" not in (written / "review.toml").read_text()


def test_only_the_owner_may_read_them(written):
    assert [path.stat().st_mode & 0o777 for path in sorted(written.iterdir())] == [0o600, 0o600]
    assert written.stat().st_mode & 0o777 == 0o700


def test_they_are_on_the_disk_before_the_database_and_in_place_after_it(tmp_path):
    with new_configurations(tmp_path, PINS, ADDRESSES, "604 555-0100"):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["intake.new", "review.new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["intake.toml", "review.toml"]


def test_a_set_up_that_fails_leaves_no_configuration(tmp_path):
    with pytest.raises(KeyboardInterrupt), new_configurations(tmp_path, PINS, ADDRESSES, "1"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_others_could_read_becomes_private(tmp_path):
    path = tmp_path / "file"
    path.write_text("before")
    path.chmod(0o644)
    assert write_private(path, "after") == path
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("after", 0o600)


def test_the_database_lies_in_the_directory(tmp_path):
    assert sqlite_url(tmp_path) == f"sqlite:///{tmp_path}/brolly.db"


def test_a_directory_can_be_moved_with_its_database(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    address = sqlite_url(here)
    with new_configurations(here, PINS, Addresses(address, address), "604 555-0100"):
        pass
    assert IntakeConfig.load(here / "intake.toml").database_url == address
    here.rename(there)
    assert IntakeConfig.load(there / "intake.toml").database_url == sqlite_url(there)
    assert ReviewConfig.load(there / "review.toml").database_url == sqlite_url(there)
    assert str(tmp_path) not in (there / "intake.toml").read_text()
