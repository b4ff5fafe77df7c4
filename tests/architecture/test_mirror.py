"""Every module has its test file, at the same place under tests/."""

import ast
from pathlib import Path

# pattern of modules: why they have no test file of their own
NO_TEST_OF_ITS_OWN = {
    "reporting/domain/catalogue_*.py": "tables that catalogue.py puts together: test_catalogue.py",
    "reporting/store/models/*.py": "tables: the migrations' test compares them with the database",
    "reporting/store/*records.py": "frozen values without a method",
    "reporting/domain/labels.py": "one function that gives back its argument",
    "reporting/*/errors.py": "conditions with fixed texts, raised in the tests of who raises them",
    "crypto/errors.py": "the same",
}

# folders of tests that mirror no package
WHOLE = {"architecture", "browser", "faults", "journeys"}
# test file: what it tests instead of a module
NO_MODULE = {
    "tests/reporting/casework/test_forged_consents.py": "attacks on cards, opening and reported",
    "tests/reporting/casework/test_forwarding_witnessed.py": "forwarding of what two of staff heard",
    "tests/reporting/intake/test_card_found.py": "all pages and doors, asked with a card alone",
    "tests/reporting/intake/test_junk.py": "all pages, over rows that no program of ours wrote",
    "tests/crypto/private/test_private_vectors.py": "the frozen vectors of what advocates open",
    "tests/crypto/test_vectors.py": "every frozen vector in tests/crypto/vectors",
    "tests/crypto/test_sealed_vectors.py": "the frozen vectors of what a mailbox holds",
    "tests/reporting/web/test_macros.py": "templates/shared/fields.html and parts.html",
}


def is_bare(path: Path) -> bool:
    """Tell whether a module holds a docstring, imports and `__all__` alone."""
    nodes = ast.parse(path.read_text()).body
    plain = (ast.Import, ast.ImportFrom, ast.Expr)
    return all(
        isinstance(node, plain)
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for node in nodes
    )


def test_every_module_has_its_test_file(root, modules):
    missing = []
    for path in modules:
        mirror = Path("tests") / path.parent / f"test_{path.name}"
        if path.name == "__init__.py":
            mirror = Path("tests") / path.parent.parent / f"test_{path.parent.name}.py"
        if is_bare(root / path) or any(path.match(p) for p in NO_TEST_OF_ITS_OWN):
            continue
        if not (root / mirror).is_file():
            missing.append(f"{path} wants {mirror}")
    assert not missing, "\n".join(missing)


def test_every_test_file_belongs_to_a_module(root, tree):
    lost = []
    for path in tree:
        if path.parts[0] != "tests" or not path.name.startswith("test_") or path.suffix != ".py":
            continue
        if path.parts[1] in WHOLE or str(path) in NO_MODULE:
            continue
        folder, name = Path(*path.parts[1:-1]), path.name.removeprefix("test_")
        if not any(
            (root / home).is_file()
            for home in (
                folder / name,
                folder / name[:-3] / "__init__.py",
                folder / f"{name[:-3]}.mjs",
            )
        ):
            lost.append(str(path))
    assert not lost, f"rename with the module, or remove: {lost}"


def test_no_exception_outlives_its_file(root):
    gone = [name for name in [*NO_TEST_OF_ITS_OWN, *NO_MODULE] if not any(root.glob(name))]
    assert not gone


def test_there_is_no_init_in_tests_to_shadow_a_package(tree):
    assert not [str(p) for p in tree if p.parts[0] == "tests" and p.name == "__init__.py"]
