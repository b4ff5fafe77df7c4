"""What lies in the tree: no secrets, no real people's numbers, no traces of anybody's machine."""

import re
import subprocess

import pytest

TEXT = {
    ".py",
    ".md",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".toml",
    ".typ",
    ".txt",
    ".sh",
    ".po",
    ".cfg",
    ".ini",
    ".sql",
    "",
}
# generated lists of digests, and a licence that is not ours to change
SKIPPED = re.compile(
    r"^(requirements/.*\.txt|LICENSE|vendor-js/package-lock\.json|tests/crypto/vectors/.*\.json)$"
)

# North American numbers with separators; 555-0100 to 555-0199 are set aside for fiction
PHONE = re.compile(r"(?<![\w.-])(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-][2-9]\d\d[ .-]\d{4}(?![\w-])")
FICTION = re.compile(r"555[ .-]01\d\d$")
EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
INVENTED = re.compile(r"(^|\.)(example\.(org|com|net)|[\w-]+\.(example|test|invalid))$")
SECRET = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-|glpat-"
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/\w")
# file: what looks like one of these and is not
EXCEPTIONS: dict[str, str] = {}


@pytest.fixture(scope="module")
def texts(root, tree):
    return {
        str(path): (root / path).read_text()
        for path in tree
        if path.suffix in TEXT
        and not SKIPPED.match(str(path))
        and str(path) not in EXCEPTIONS
        and path.name != "test_tree.py"
    }


def lines(texts, pattern):
    return [
        (f"{path}:{text.count(chr(10), 0, match.start()) + 1}", match)
        for path, text in texts.items()
        for match in pattern.finditer(text)
    ]


def test_phone_numbers_are_invented(texts):
    real = [f"{where} {m[0]}" for where, m in lines(texts, PHONE) if not FICTION.search(m[0])]
    assert not real, f"use 555-01xx: {real}"


def test_mail_addresses_are_invented(texts):
    real = [
        f"{where} {m[0]}" for where, m in lines(texts, EMAIL) if not INVENTED.search(m[1].lower())
    ]
    assert not real, f"use example.org: {real}"


def test_there_are_no_secrets(texts):
    assert not [where for where, _ in lines(texts, SECRET)]


def test_there_is_no_path_of_anybodys_machine(texts):
    assert not [f"{where} {m[0]}" for where, m in lines(texts, MACHINE)]


def test_no_database_key_file_or_demonstration_is_kept(tree):
    kept = [
        str(p)
        for p in tree
        if p.suffix in {".db", ".sqlite", ".key", ".pem", ".mo"} or p.name in {"demo.json", ".env"}
    ]
    assert not kept


def test_names_of_files_are_plain(tree):
    assert not [str(p) for p in tree if not re.fullmatch(r"[\w./+-]+", str(p))]


# Names of languages begin with a capital wherever they stand.
TITLE = re.compile(r"[a-z][a-z0-9 ,/+-]*: (?:[a-z]|English |French ).*[^.]")


def test_commit_titles_are_an_area_and_a_verb_phrase(root):
    """`area: verb phrase`; a merge may say what it likes."""
    log = subprocess.run(
        ["git", "log", "--no-merges", "--format=%h %s"], cwd=root, capture_output=True, check=True
    ).stdout.decode()
    odd = [line for line in log.splitlines() if not TITLE.fullmatch(line.split(" ", 1)[1])]
    assert not odd
