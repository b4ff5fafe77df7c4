"""What options take."""

import click
import pytest

from reporting.cli.kinds import FirstLine, Place, Port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "80 ", "٣", "²", "eighty", ""])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(click.BadParameter, match=r"is no port\. A port is a whole number from 1"):
        Port()(text)


def test_a_port_is_a_number():
    assert Port()("8001") == Port()(8001) == 8001


def test_a_place_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Place()("here") == tmp_path / "here"


def test_a_passphrase_is_the_first_line_of_a_file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes("été \r\nmore\n".encode())
    assert FirstLine()(str(path)) == "été "


def test_a_file_that_cannot_be_read_is_said_and_quoted_by_nobody(tmp_path):
    with pytest.raises(click.BadParameter, match="none cannot be read: there is no such file"):
        FirstLine()(str(tmp_path / "none"))
    with pytest.raises(click.BadParameter, match="cannot be read: it is a directory"):
        FirstLine()(str(tmp_path))
    (tmp_path / "latin").write_bytes(b"secret \xe9t\xe9\n")
    with pytest.raises(click.BadParameter, match="latin holds is not UTF-8 text") as caught:
        FirstLine()(str(tmp_path / "latin"))
    assert "secret" not in str(caught.value)
