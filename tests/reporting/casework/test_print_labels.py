import re
from pathlib import Path

import pytest

from reporting.casework.print_labels import Document, print_labels

TEMPLATES = Path(__file__).parents[3] / "templates" / "sheets"


@pytest.mark.parametrize("document", ["sheet", "police", "card", "form"])
def test_a_template_asks_for_the_labels_it_is_given_and_no_others(document: Document) -> None:
    labels = print_labels(document, lambda _, msgid: msgid)
    source = (TEMPLATES / f"{document}.typ").read_text(encoding="utf-8")
    quoted = set(re.findall(r'"([a-z_]+)"', source)) | set(re.findall(r"labels\.(\w+)", source))
    prefixed = {f"title_{kind}" for kind in ("report", "information") if document == "police"}
    assert set(labels) <= quoted | prefixed


def test_every_label_is_translated() -> None:
    labels = print_labels("card", lambda language, msgid: f"{language}:{msgid}")
    assert labels["your_code"] == {"en": "en:Your code", "fr": "fr:Your code"}
