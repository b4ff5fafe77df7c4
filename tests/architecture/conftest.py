"""The tree as these tests see it: what git knows, so that a colleague's scratch file fails nothing."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# other people's code, and lists that machines write
NOT_OURS = ("/vendor/", "node_modules/")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tree() -> list[Path]:
    """Every file of ours, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    paths = [Path(name) for name in listed.split("\0") if name]
    ours = [path for path in paths if not any(part in f"/{path}" for part in NOT_OURS)]
    return [path for path in ours if (ROOT / path).is_file()]


@pytest.fixture(scope="session")
def modules(tree) -> list[Path]:
    """Every module of the two packages, relative to the root."""
    return [p for p in tree if p.suffix == ".py" and p.parts[0] in {"crypto", "reporting"}]
