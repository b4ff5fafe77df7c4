"""Starting from the environment."""

from __future__ import annotations

import pytest

from reporting.review.wsgi import VARIABLE, make_app
from reporting.web.configuration import BadConfiguration


def test_it_starts_from_the_file_that_the_environment_names(tmp_path, monkeypatch):
    path = tmp_path / "review.toml"
    path.write_text(
        f'database_url = "sqlite:///{tmp_path}/none.db"\ninstallation = "{"ab" * 16}"\n'
        f'organisation = "{"cd" * 32}"\nminimum_sequence = 1\n'
    )
    monkeypatch.setenv(VARIABLE, str(path))
    assert make_app().test_client().get("/sign-in").status_code == 200
    assert not (tmp_path / "none.db").exists()  # nothing is connected before it is needed


def test_without_a_name_it_says_so(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(BadConfiguration, match=VARIABLE):
        make_app()
