"""What is wrong with the file of a program is said with its path and the setting."""

import pytest

from reporting.web.configuration import BadConfiguration, SettingsFile


def written(folder, text):
    path = folder / "some.toml"
    path.write_text(text)
    return path


def test_settings_are_read(tmp_path):
    path = written(tmp_path, 'name = "n"\nraw = "00ff"\nnumber = 0\nflag = true\n')
    file = SettingsFile.read(path, {"name", "raw", "number", "flag", "other"})
    assert file.text("name") == "n"
    assert file.raw("raw", 2) == b"\x00\xff"
    assert file.number("number") == 0
    assert file.flag("flag")
    assert not file.flag("other")


@pytest.mark.parametrize(
    ("text", "read", "sentence"),
    [
        ("", lambda file: file.text("x"), "x is missing"),
        ("x = 1", lambda file: file.text("x"), "x is missing"),
        ('x = "0"', lambda file: file.raw("x", 1), "x is to be 1 bytes, written as hexadecimal"),
        ('x = "0000"', lambda file: file.raw("x", 1), "x is to be 1 bytes, written as hexadecimal"),
        ("x = true", lambda file: file.number("x"), "x is to be a whole number"),
        ("x = -1", lambda file: file.number("x"), "x is to be a whole number"),
        ("x = 1", lambda file: file.flag("x"), "x is to be true or false"),
    ],
)
def test_what_is_wrong_is_named_with_the_file(tmp_path, text, read, sentence):
    file = SettingsFile.read(written(tmp_path, text), {"x"})
    with pytest.raises(BadConfiguration) as caught:
        read(file)
    assert str(caught.value) == f"{tmp_path / 'some.toml'}: {sentence}."


def test_what_nobody_knows_is_refused(tmp_path):
    with pytest.raises(BadConfiguration, match="not known: strange"):
        SettingsFile.read(written(tmp_path, "strange = 1"), {"x"})


def test_a_file_that_is_not_there_says_what_makes_it(tmp_path):
    with pytest.raises(BadConfiguration, match=r"none\.toml is not there. `brolly init` makes it"):
        SettingsFile.read(tmp_path / "none.toml", ())


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "")
    monkeypatch.setattr(type(path), "read_text", refuse)
    with pytest.raises(BadConfiguration, match="may not be read by this user"):
        SettingsFile.read(path, ())


def test_a_directory_is_no_file(tmp_path):
    with pytest.raises(BadConfiguration, match="cannot be read: Is a directory"):
        SettingsFile.read(tmp_path, ())
