"""Looking something up on the phone: found or not, and nothing of it leaves the phone."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reporting.domain.report import Identifier

SCRIPT = Path(__file__).parents[2] / "reporting/intake/static/page/check.mjs"
NODE = shutil.which("node")
ASKS = f"""
const {{ alike, isEnough }} = await import({json.dumps(SCRIPT.as_uri())});
const pairs = JSON.parse(process.argv[1]);
const answers = pairs.map(([typed, known]) => isEnough(typed) && alike(typed, known));
console.log(JSON.stringify(answers));
"""
FOUND = [
    ("604 555 0142", "(604) 555-0142"),
    ("+1 604-555-0142", "604 555-0142"),
    ("6O4 555 OI42", "604 555-0142"),
    ("0142", "604 555-0142"),
    ("604 555 0142", "555-0142"),
    ("CKB O18", "CKB 0?8"),
    ("ckb??8", "CKB 018"),
    ("ckb", "CKB 018"),
    ("Heron_99", "@heron99"),
    ("heron99", "heron_99@example.org"),
    ("ÉCOLE99", "ecole 99"),
    ("李小龙", "李小龙88"),
    ("٦٠٤ ٥٥٥ ٠١٤٢", "604 555-0142"),
    ("६०४५५५०१४२", "604 555-0142"),
    ("604 555 0142", "۶۰۴۵۵۵۰۱۴۲"),
]
OTHERS = [
    ("604 555 0143", "604 555-0142"),
    ("CKB 019", "CKB 0?8"),
    ("42", "604 555-0142"),
    ("?????", "CKB 018"),
    ("ckb 018", "C?"),
    ("", "CKB 018"),
]


@pytest.mark.skipif(NODE is None, reason="NOT RUN: needs node")
def test_what_looks_alike_is_found_and_nothing_else():
    asked = json.dumps([*FOUND, *OTHERS])
    command = [str(NODE), "--input-type=module", "--eval", ASKS, "--", asked]
    answers = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert answers == [True] * len(FOUND) + [False] * len(OTHERS)


@pytest.fixture
def page(house, group, desks, visit):
    worker = group.report(
        vehicles=({"vehicle_plate": "CKB 018"},),
        identifiers=(Identifier("phone", "604 555-0142", partial=False),),
    )
    desks.file()
    group.sign({"phrase_required": "false"})
    desks.publish(worker)
    group.later(days=1)
    page = visit()
    page.goto(f"{house.url}/check")
    return page


def test_a_number_is_looked_up_without_a_word_leaving_the_phone(page, wire):
    box = page.get_by_label("Number, plate, e-mail or name")
    box.type("604 555-0142")
    page.get_by_text("In the warnings, or something that looks like it").wait_for()
    assert [row.inner_text() for row in page.locator("bdi.value:visible").all()] == ["604 555-0142"]
    box.fill("zzz 999")
    page.get_by_text("That does not mean that it is safe.").wait_for()
    assert page.locator("bdi.value:visible").count() == 0
    box.fill("")
    assert page.locator("bdi.value:visible").count() == 2
    assert page.url.endswith("/check")
    sent = "\n".join(f"{seen.url} {seen.headers} {seen.body}" for seen in wire.seen)
    assert "/check" in sent
    for spelling in ("555-0142", "555%20", "555+0", "6045550142", "zzz"):
        assert spelling not in sent
