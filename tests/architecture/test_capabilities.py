"""Who may hold what opens things: sealing and opening are two capabilities in two folders."""

import ast
from pathlib import Path

import pytest

import crypto

# The only files of the two packages that may step over a ban of pyproject.toml's TID251, and why.
MAY_STEP_OVER_A_BAN = {
    "crypto/signing.py": "the one place that signs",
    "crypto/mailbox.py": "opens what was sealed to a code that has just been typed in",
}
MAY_STEP_OVER_A_BAN_BELOW = ("crypto/private/",)


def imported(path):
    """Yield the dotted names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_crypto_is_ours_and_not_a_package_of_the_same_name(root):
    assert Path(crypto.__file__).resolve() == root / "crypto" / "__init__.py"


def test_crypto_says_nothing_when_it_is_imported(root):
    body = ast.parse((root / "crypto" / "__init__.py").read_text()).body
    assert [type(node) for node in body] == [ast.Expr]


def test_nothing_in_crypto_itself_reaches_into_private(root, modules):
    open_side = [p for p in modules if p.parts[0] == "crypto" and "private" not in p.parts]
    assert open_side
    reaching = [
        str(p)
        for p in open_side
        if any(name.startswith("crypto.private") for name in imported(root / p))
    ]
    assert not reaching


def test_a_ban_is_stepped_over_only_where_it_is_listed(root, modules):
    stepping = [str(p) for p in modules if "noqa: TID251" in (root / p).read_text()]
    strangers = [
        path
        for path in stepping
        if path not in MAY_STEP_OVER_A_BAN and not path.startswith(MAY_STEP_OVER_A_BAN_BELOW)
    ]
    assert not strangers, f"private keys and clocks do not belong in: {strangers}"
    assert not MAY_STEP_OVER_A_BAN.keys() - set(stepping), "an exception nobody uses"


def test_every_exception_to_a_lint_rule_says_why(root, tree):
    silent = [
        f"{path}:{number}"
        for path in tree
        if path.suffix == ".py" and path.parts[0] != "tests"
        for number, line in enumerate((root / path).read_text().splitlines(), 1)
        if "# noqa" in line and " - " not in line.split("# noqa", 1)[1]
    ]
    assert not silent, f"add ' - reason' behind the codes: {silent}"


@pytest.mark.parametrize("package", ["intake", "review"])
def test_no_module_holds_an_app_or_a_session_at_import(root, modules, package):
    made = []
    for path in modules:
        if path.parts[:2] != ("reporting", package) or path.name == "wsgi.py":
            continue
        for node in ast.parse((root / path).read_text()).body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if isinstance(value, ast.Call) and ast.unparse(value.func) in {
                "Flask",
                "base_app",
                "create_app",
                "open_engine",
                "create_engine",
            }:
                made.append(f"{path}:{node.lineno}")
    assert not made, f"wiring belongs in create_app(config): {made}"
