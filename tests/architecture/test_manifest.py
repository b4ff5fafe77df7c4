"""The intake machine: what MANIFEST lists, copied out, boots alone and opens nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "reporting" / "intake" / "MANIFEST"

# Runs with the copy as its only tree: the editable install's finder is taken away, and so is every
# folder of the checkout.
ALONE = """
import json, sys
from pathlib import Path
here = Path.cwd().resolve()
sys.meta_path = [f for f in sys.meta_path if "editable" not in repr(f).lower()]
sys.path = [str(here)] + [
    p for p in sys.path if p and "site-packages" in p or p.startswith((sys.base_prefix, sys.prefix))
]
sys.path_importer_cache.clear()
"""


def listed():
    """Return the entries of MANIFEST: paths and patterns from the root, `#` starts a comment."""
    lines = (line.partition("#")[0].strip() for line in MANIFEST.read_text().splitlines())
    return [line for line in lines if line]


def files_of(entry):
    if entry.endswith("/"):
        entry += "**/*"
    return [p for p in ROOT.glob(entry) if p.is_file() and "__pycache__" not in p.parts]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    target = tmp_path_factory.mktemp("intake")
    for entry in listed():
        for source in files_of(entry):
            place = target / source.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
    return target


def run_alone(copy, program, *arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-c", ALONE + textwrap.dedent(program), *arguments],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_line_of_the_manifest_is_there():
    assert not [entry for entry in listed() if not files_of(entry)]


def test_intake_reaches_no_module_that_is_not_on_its_machine():
    """By every import, also one inside a function, which booting the copy would not run."""
    graph = grimp.build_graph("crypto", "reporting", cache_dir=None)
    program = {"reporting.intake", *graph.find_descendants("reporting.intake")}
    reached = program.union(*map(graph.find_upstream_modules, program))
    there = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for entry in listed()
        for path in files_of(entry)
    }
    assert "reporting.store.intake_gate" in reached
    assert not reached - there, "intake may not import these, or MANIFEST lacks them"


def test_the_copy_has_none_of_what_opens_or_reads(copy):
    found = [str(p.relative_to(copy)) for p in copy.rglob("*") if p.is_file()]
    assert found
    forbidden = re.compile(
        r"^(crypto/private/|reporting/(casework|review)/|templates/(review|sheets)/|tests/|bench/"
        r"|reporting/store/(cases|audit|members|sessions|forwarding|drafts)\.py)"
    )
    assert not [name for name in found if forbidden.match(name)]


@pytest.mark.parametrize(
    "module",
    [
        "crypto.private",
        "crypto.private.opening",
        "reporting.casework",
        "reporting.review",
        "reporting.store.cases",
        "reporting.store.audit",
    ],
)
def test_what_opens_cannot_be_imported_there(copy, module):
    program = """
    import crypto
    assert Path(crypto.__file__).resolve().is_relative_to(here), crypto.__file__
    try:
        __import__(sys.argv[1])
    except ModuleNotFoundError as error:
        print(json.dumps(error.name))
    else:
        print(json.dumps("it was imported"))
    """
    missing = run_alone(copy, program, module)
    assert module == missing or module.startswith(f"{missing}.")


def test_every_module_of_the_copy_can_be_imported_there(copy):
    program = """
    from importlib import import_module
    names = []
    for path in sorted(here.rglob("*.py")):
        parts = path.relative_to(here).with_suffix("").parts
        if parts[0] in {"crypto", "reporting"}:
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    for name in names:
        module = import_module(name)
        assert Path(module.__file__).resolve().is_relative_to(here), module.__file__
    strangers = [n for n in sys.modules if n.startswith(("crypto.private", "reporting.casework", "reporting.review"))]
    print(json.dumps({"names": names, "strangers": strangers}))
    """
    found = run_alone(copy, program)
    assert "reporting.intake.app" in found["names"]
    assert found["strangers"] == []


def test_it_boots_alone_and_answers(copy, tmp_path):
    """With a database that has nothing in it: the pages come, the form says who to call."""
    program = """
    import tempfile
    from dataclasses import fields
    from reporting.intake.app import create_app
    from reporting.intake.config import IntakeConfig
    folder = Path(sys.argv[1])
    config = IntakeConfig(
        database_url=f"sqlite:///{folder / 'empty.db'}",
        installation=bytes(16),
        organisation=bytes(range(32)),
        minimum_sequence=0,
        page_secret=bytes(32),
        help_number="555-0100",
        state_dir=folder,
    )
    client = create_app(config).test_client()
    answers = {path: client.get(path) for path in ("/report", "/healthz", "/exit", "/nowhere")}
    print(json.dumps({path: [a.status_code, a.get_data(as_text=True)] for path, a in answers.items()}))
    """
    answers = run_alone(copy, program, str(tmp_path))
    status, page = answers["/report"]
    assert status == 503
    assert "555-0100" in page
    assert answers["/nowhere"][0] == 404
    assert "Traceback" not in json.dumps(answers)
