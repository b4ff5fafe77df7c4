from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.intake.highwater import HighWater


def test_a_mark_outlives_the_process(tmp_path):
    HighWater(tmp_path / "state").raise_to("manifest", 20_000_005)
    again = HighWater(tmp_path / "state")
    assert again.read("manifest") == 20_000_005
    assert again.read("roster") == 0
    assert again.degraded is False


def test_a_mark_never_goes_down(tmp_path):
    first, second = HighWater(tmp_path), HighWater(tmp_path)
    first.raise_to("roster", 9)
    second.raise_to("roster", 7)
    first.raise_to("roster", 8)
    assert HighWater(tmp_path).read("roster") == 9
    assert second.read("roster") == 9


def test_many_at_once_leave_the_highest(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: HighWater(tmp_path).raise_to("manifest", n), range(200)))
    assert HighWater(tmp_path).read("manifest") == 199


def test_without_a_writable_directory_the_mark_is_kept_in_memory_and_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    mark = HighWater(blocked)
    mark.raise_to("manifest", 5)
    assert mark.degraded is True
    assert mark.read("manifest") == 5


@pytest.mark.parametrize("content", [b"", b"12x", b"\xff\xfe", b"9" * 40])
def test_a_damaged_mark_is_said_and_replaced(tmp_path, content):
    (tmp_path / "manifest.highest").write_bytes(content)
    mark = HighWater(tmp_path)
    assert mark.read("manifest") == 0
    assert mark.degraded is True
    mark.raise_to("manifest", 6)
    assert HighWater(tmp_path).read("manifest") == 6


def test_floors_outlive_the_process_and_never_go_down(tmp_path):
    first, second = HighWater(tmp_path / "state"), HighWater(tmp_path / "state")
    first.raise_floors({7: 2, 12: 3})
    second.raise_floors({7: 4, 9: 2})
    first.raise_floors({7: 3})
    again = HighWater(tmp_path / "state")
    assert again.floors() == {7: 4, 9: 2, 12: 3}
    assert again.degraded is False
    assert first.floors() == again.floors()


def test_floors_of_many_at_once_are_all_kept(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: HighWater(tmp_path).raise_floors({n: 2}), range(1, 101)))
    assert HighWater(tmp_path).floors() == dict.fromkeys(range(1, 101), 2)


def test_a_damaged_line_is_said_and_the_others_count(tmp_path):
    (tmp_path / "bulletins.lowest").write_bytes(
        b"7 2\nno line\n\xff 3\n9 3\n" + b"9" * 99 + b" 1\n"
    )
    mark = HighWater(tmp_path)
    assert mark.floors() == {7: 2, 9: 3}
    assert mark.degraded is True
    mark.raise_floors({9: 4})
    assert (tmp_path / "bulletins.lowest").read_text() == "7 2\n9 4\n"


def test_without_a_writable_directory_floors_are_kept_in_memory_and_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    mark = HighWater(blocked)
    mark.raise_floors({7: 2})
    assert mark.floors() == {7: 2}
    assert mark.degraded is True
