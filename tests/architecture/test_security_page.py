"""SECURITY.md names files and vectors that are there: a promise without its code is no promise."""

import re


def test_every_path_on_the_page_exists(root):
    page = (root / "SECURITY.md").read_text()
    paths = re.findall(
        r"`((?:crypto|reporting|tests|migrations|vendor-js|templates)/[\w./-]*)`", page
    )
    assert paths
    missing = sorted({path for path in paths if not (root / path).exists()})
    assert not missing


def test_every_format_of_the_vectors_is_specified(root):
    page = (root / "SECURITY.md").read_text()
    listed = {
        name
        for names in re.findall(r"Vectors:\s((?:`\w+`(?:,\s|\sand\s|,\sand\s)?)+)", page)
        for name in re.findall(r"`(\w+)`", names)
    }
    formats = {path.stem for path in (root / "tests" / "crypto" / "vectors").glob("*.json")}
    assert formats - {"from_python"} == listed - {"from_python"}
