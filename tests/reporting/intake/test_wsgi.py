"""The door for a WSGI server."""

import tomllib

import pytest

from reporting.intake.wsgi import CONFIG_VARIABLE, make_app
from reporting.web.configuration import BadConfiguration


@pytest.fixture
def file(config, tmp_path):
    path = tmp_path / "intake.toml"
    path.write_text(
        f'database_url = "{config.database_url}"\n'
        f'installation = "{config.installation.hex()}"\n'
        f'organisation = "{config.organisation.hex()}"\n'
        f"minimum_sequence = {config.minimum_sequence}\n"
        f'page_secret = "{config.page_secret.hex()}"\n'
        f'help_number = "{config.help_number}"\n'
        'state_dir = "state"\n'
    )
    tomllib.loads(path.read_text())
    return path


def test_the_app_is_made_from_the_file_that_the_environment_names(file, monkeypatch):
    monkeypatch.setenv(CONFIG_VARIABLE, str(file))
    page = make_app().test_client().get("/report?lang=en")
    assert "Send a report" in page.get_data(as_text=True)


@pytest.mark.parametrize("named", [None, "", "/nowhere/intake.toml"])
def test_without_a_file_it_does_not_start(monkeypatch, named):
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)
    if named is not None:
        monkeypatch.setenv(CONFIG_VARIABLE, named)
    with pytest.raises(BadConfiguration):
        make_app()
