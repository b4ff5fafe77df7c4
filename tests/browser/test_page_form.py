"""The browser reads a form exactly as Python does: same answers, same choices, same problems."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.domain.catalogue import FIELDS
from reporting.domain.form import read_form
from reporting.domain.report_json import account_to_json, contact_to_json
from reporting.domain.report_needs import danger_now, urgent_care_applies
from reporting.intake.scripts import PROBLEMS

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
NODE = shutil.which("node")

MESSAGES = {text: name for name, text in PROBLEMS.items()}

pytestmark = pytest.mark.skipif(NODE is None, reason="NOT RUN: needs node")


class Reader:
    """The browser's code under node, one form per line."""

    def __init__(self):
        script = Path(__file__).parent / "read_form.mjs"
        self.process = subprocess.Popen(
            [str(NODE), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        options = {name: [o.value for o in field.options] for name, field in FIELDS.items()}
        self.names = self.ask({"options": options})

    def ask(self, given):
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(given).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def read(self, entries, *, addition=False):
        how = {"addition": addition, "today": TODAY.isoformat()}
        return self.ask({"entries": entries, "how": how})


@pytest.fixture(scope="module")
def node():
    reader = Reader()
    yield reader
    reader.process.stdin.close()
    reader.process.wait(timeout=10)


def python(entries, *, addition=False):
    raw: dict[str, list[str]] = {}
    for name, value in entries:
        raw.setdefault(name, []).append(value)
    draft = read_form(raw, addition=addition, today=TODAY)
    return {
        "account": account_to_json(draft.account),
        "contact": contact_to_json(draft.contact),
        "choices": draft.choices.to_json(),
        "problems": [
            {
                "field": problem.field,
                "message": MESSAGES[problem.message],
                "instance": problem.instance,
                "params": dict(problem.params),
            }
            for problem in draft.problems
        ],
        "needs": {
            "care": urgent_care_applies(draft.account, TODAY),
            "danger": danger_now(draft.account),
        },
    }


def test_the_page_knows_the_same_questions_in_the_same_order(node):
    assert node.names == list(FIELDS)


def test_the_list_of_questions_is_the_one_that_python_writes():
    sys.path.insert(0, str(ROOT / "vendor-js"))
    try:
        import catalogue
    finally:
        sys.path.pop(0)
    assert catalogue.TARGET.read_text() == catalogue.catalogue(), "python vendor-js/catalogue.py"


CASES = {
    "nothing": [],
    "two minutes": [
        ("incident_types", "threats"),
        ("incident_types", "sexual_assault"),
        ("what_happened", "  He said\r\nhe\u200b would\x00 come back. "),
        ("when_rough", "today"),
        ("area", "downtown"),
        ("area", ""),
        ("known_by", "grey   car,\tplate AB1"),
        ("warn_others", "first"),
    ],
    "an area of her own beside one of the list": [("area", "harbour"), ("area", " the pier ")],
    "an area of her own": [("area", ""), ("area", "behind the mill")],
    "an area that nobody knows": [("area", "unknown"), ("area", "")],
    "a long area": [("area", "x" * 101), ("area", "y" * 101), ("what_happened", "x")],
    "a contradiction": [("warn_others", "no"), ("consent_bulletin", "yes")],
    "two answers": [("severity", "risky"), ("severity", "dangerous")],
    "a choice that is none": [("severity", "very"), ("incident_types", "rain")],
    "too long": [("what_happened", "\N{OWL}" * 20_001), ("person_name", "n" * 201)],
    "too large": [("what_happened", "\x0c" * 100 + '"' * 20_000)],
    "far too large": [(f"person_marks-{n}", "\N{OWL}" * 1000) for n in range(2, 11)]
    + [(f"person_behaviour-{n}", "\N{OWL}" * 9000) for n in range(2, 11)],
    "a day": [("happened_on_day", "3"), ("happened_on_month", "٠٥"), ("happened_on_year", "26")],
    "no such day": [("happened_on_day", "31"), ("happened_on_month", "2")],
    "a day to come": [
        ("happened_on_day", "21"),
        ("happened_on_month", "11"),
        ("happened_on_year", "2026"),
    ],
    "a day nobody knows": [("happened_on_unsure", "yes")],
    "a leap day": [("happened_on_day", "29"), ("happened_on_month", "2")],
    "persons with a gap": [("person_name", "A"), ("person_name-2", " "), ("person_name-3", "C")],
    "bare names again": [
        ("person_name", "A"),
        ("person_name", ""),
        ("person_name", "C"),
        ("person_age-2", "40s"),
        ("vehicle_plate", "AB1"),
        ("vehicle_plate", "CD2"),
        ("vehicle_plate-2", "EF3"),
    ],
    "an eleventh": [("person_name-11", "K"), ("person_name-12", ""), ("what_happened", "x")],
    "identifiers": [
        ("identifiers_kind", "phone"),
        ("identifiers_value", "604 555-0142"),
        ("identifiers_partial", "yes"),
        ("identifiers_kind-2", "email"),
        ("identifiers_value-3", "x@example.org"),
    ],
    "half a sign": [("what_happened", "lost \ud83d here")],
    "names of nobody": [("person_name-1", "A"), ("person_name-02", "B"), ("what_happened-2", "C")],
    "police": [
        ("consent_police_report", "yes"),
        ("police_force", "city_police"),
        ("police_leave_out", "rcmp"),
        ("police_leave_out", "city_police"),
        ("police_own_words", "yes"),
    ],
    "forces that are none": [("police_force", "Bad One"), ("police_leave_out", "Bad Two")],
    "far too many values": [("incident_types", "threats")] * 2001,
    "recent by day": [
        ("incident_types", "drugged"),
        ("happened_on_day", "15"),
        ("happened_on_month", "11"),
        ("happened_on_year", "2026"),
        ("danger_now", "yes"),
    ],
}


@pytest.mark.parametrize("addition", [False, True], ids=["report", "addition"])
@pytest.mark.parametrize("name", CASES)
def test_a_form_is_read_as_python_reads_it(node, name, addition):
    entries = CASES[name]
    assert node.read(entries, addition=addition) == python(entries, addition=addition)


NAMES = sorted([*FIELDS, "happened_on_day", "happened_on_month", "happened_on_year"])
SLUGS = sorted({option.value for field in FIELDS.values() for option in field.options})
names = st.one_of(
    st.sampled_from(NAMES),
    st.builds("{}-{}".format, st.sampled_from(NAMES), st.integers(0, 13)),
    st.text(max_size=8),
)
words = st.text(st.characters(), max_size=12)
values = st.one_of(
    st.sampled_from(SLUGS),
    st.sampled_from(["yes", "no", "on", "first", "now", "", " ", "unknown", "7", "2026", "rcmp"]),
    st.text(st.characters(categories=["Nd"]), max_size=5),
    st.text(
        "\u200b\u202e\u00ad\r\n\x0b\x0c\x85\u2028\t\x1b\x1c\x1f\u00a0 e\u0301A\ufeff", max_size=12
    ),
    st.builds(str.__mul__, words, st.sampled_from([1, 30, 2000])),
)


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(names, values), max_size=25), st.booleans())
def test_any_form_is_read_as_python_reads_it(node, entries, addition):
    assert node.read(entries, addition=addition) == python(entries, addition=addition)
