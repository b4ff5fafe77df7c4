"""What is said of a place that is not there, or where this user may not look."""

import errno
import os

import pytest

from reporting.cli.places import refuse_without_file, there, why
from reporting.cli.speech import Trouble


def test_a_reason_is_given_in_our_words_where_we_have_some():
    assert why(OSError(errno.ENOSPC, "No space left on device")) == "the disk is full"
    assert why(OSError(errno.EIO, "Input/output error")) == "Input/output error"
    assert why(OSError("only words")) == "only words"


def test_a_place_where_this_user_may_not_look_is_said(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    assert there(tmp_path)
    assert not there(tmp_path / "none")
    monkeypatch.setattr(os, "stat", refuse)
    with pytest.raises(Trouble, match="cannot be looked at: this user may not"):
        there(tmp_path)


def test_only_a_file_can_be_missing(tmp_path):
    refuse_without_file("postgresql://db.example/brolly")
    with pytest.raises(Trouble, match=r"none\.db is not there. Nothing was started"):
        refuse_without_file(f"sqlite:///{tmp_path / 'none.db'}")
