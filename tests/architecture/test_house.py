"""The locked list, the licence and the make targets are what they say."""

import re
import tomllib

import pytest


def test_the_licence_is_the_agpl(root):
    text = (root / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "Version 3, 19 November 2007" in text
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["license"] == "AGPL-3.0-or-later"


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_every_locked_package_has_a_hash_and_no_host(root, name):
    text = (root / "requirements" / name).read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert entries
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not [entry.split()[0] for entry in entries if "==" not in entry]
    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize(
    ("name", "groups"), [("run.txt", ["dependencies"]), ("test.txt", ["dependencies", "test"])]
)
def test_everything_the_project_asks_for_is_locked(root, name, groups):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    asked = [
        requirement
        for group in groups
        for requirement in project.get(group) or project["optional-dependencies"][group]
    ]
    locked = set(
        re.findall(
            r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==",
            (root / "requirements" / name).read_text(),
            re.MULTILINE,
        )
    )
    names = {
        re.split(r"[\[<>=;~! ]", requirement)[0].lower().replace("_", "-") for requirement in asked
    }
    assert not names - locked


def test_every_lint_exception_in_pyproject_says_why(root):
    lint = (
        (root / "pyproject.toml")
        .read_text()
        .split("[tool.ruff.lint]")[1]
        .split("\n[tool.ruff.lint.flake8")[0]
    )
    silent = [
        line for line in lint.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line) and "#" not in line
    ]
    assert not silent


@pytest.mark.parametrize("target", ["setup", "run", "test", "check", "bench", "vendor"])
def test_make_knows_the_target(root, target):
    assert re.search(rf"^{target}:.*## ", (root / "Makefile").read_text(), re.MULTILINE)
