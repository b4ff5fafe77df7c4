"""Files and functions stay short enough to be read whole; the tail is what counts."""

import ast
import re
import statistics

import pytest

MAX_FILE = 400
MAX_FUNCTION = 60
P90_FILE = 250
P90_FUNCTION = 30
MEDIAN_FUNCTION = 10
READ_BY_PEOPLE = {".py", ".mjs", ".js", ".css", ".html", ".typ", ".sh"}

# path: why it is long. Nothing here is code.
LONG_FILES: dict[str, str] = {}


def functions(path):
    source = ast.parse(path.read_text())
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


# One function makes one file of vectors there: a list of cases, each a line.
LISTS_OF_CASES = "tests/crypto/vectors/make/*.mjs"

# The first line of a function or method as it is written here; its end stands under its beginning.
BEGINS = re.compile(
    r"( *)(?:export )?(?:async )?(?:function\*? )?(?!if\b|for\b|while\b|switch\b|catch\b)"
    r"([\w.#$]+)(?: = (?:async )?)?\(.*\) (?:=> )?\{"
)


def browser_functions(path):
    lines = path.read_text().splitlines()
    for number, first in enumerate(lines):
        begun = BEGINS.fullmatch(first)
        if begun:
            end = begun[1] + "}"
            length = next(n for n, line in enumerate(lines[number:], 1) if line.startswith(end))
            yield begun[2], length


@pytest.fixture(scope="module")
def function_lengths(root, modules):
    return {f"{path}:{name}": length for path in modules for name, length in functions(root / path)}


def test_no_file_is_longer_than_a_sitting(root, tree):
    lengths = {
        str(path): len((root / path).read_text().splitlines())
        for path in tree
        if path.suffix in READ_BY_PEOPLE
    }
    long = {path: n for path, n in lengths.items() if n > MAX_FILE and path not in LONG_FILES}
    assert not long, f"split these, by what changes together: {long}"
    assert not LONG_FILES.keys() - lengths.keys(), "an exception for a file that is gone"


@pytest.mark.parametrize(("suffix", "read"), [(".py", functions), (".mjs", browser_functions)])
def test_no_function_is_longer_than_a_screen(root, tree, suffix, read):
    lengths = {
        f"{path}:{name}": length
        for path in tree
        if path.suffix == suffix and not path.match(LISTS_OF_CASES)
        for name, length in read(root / path)
    }
    assert len(lengths) > 200
    long = {where: length for where, length in lengths.items() if length > MAX_FUNCTION}
    assert not long, f"name the steps and take them out: {long}"


def test_nearly_all_functions_are_short(function_lengths):
    lengths = sorted(function_lengths.values())
    assert statistics.quantiles(lengths, n=10)[-1] <= P90_FUNCTION
    assert statistics.median(lengths) <= MEDIAN_FUNCTION


def test_nearly_all_modules_are_short(root, modules):
    lengths = [len((root / path).read_text().splitlines()) for path in modules]
    assert statistics.quantiles(lengths, n=10)[-1] <= P90_FILE
