"""The browser follows consents exactly as Python does: what holds, what waits, what is refused.

Sequences at random, the same on every run: she agrees, narrows, withdraws, widens, changes her
code; staff heard the first or took something back; days stand before, on and after each waiting
time; and now and then a database hides, doubles, swaps or dates back what it should not.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from crypto.signing import Signer
from crypto.strictjson import b64u
from crypto.suite import sha256
from reporting.domain.consent import (
    LEAVE_OUT,
    NARROWABLE,
    PERMISSIONS,
    POLICE_PARTS,
    Choices,
    meet,
    narrowed,
    widens,
)
from reporting.domain.consent_wording import wording
from reporting.domain.errors import Invalid
from reporting.domain.settings import PublicSettings
from reporting.domain.settings_values import Listed, Text
from reporting.intake.consent_waits import LEAVING_OUT, PUBLISHING, wider_from
from reporting.intake.mailbox import Opened
from reporting.intake.widening import gives_on, may_restate, offered_to, widened
from reporting.sealed.consents import Arrived, Subject, chain, consent_today, next_statement
from reporting.sealed.errors import SealedError
from reporting.sealed.replies import Narrowing
from reporting.sealed.statements import Statement, statement_bytes
from reporting.sealed.witness import Hearing, attest, read_consent

NODE = shutil.which("node")
CASES, PAIRS = 600, 400
REPORT, INSTALLATION = b"r" * 16, b"n" * 16
START = date(2026, 2, 26)  # three days on stands another month
FORCES = ("city_police", "provincial", "transit")
HEARD = Signer(b"\x07" * 32)
BOOLS = (*PERMISSIONS, *POLICE_PARTS, "ask_before_publishing")
WATCHED = (PUBLISHING, LEAVING_OUT)
USES = (*sorted(NARROWABLE), *(LEAVE_OUT + force for force in FORCES))

pytestmark = pytest.mark.skipif(NODE is None, reason="NOT RUN: needs node")


def some(random, values, most=3):
    return frozenset(random.sample(values, random.randint(0, min(most, len(values)))))


def choices_of(random):
    flags = {name: random.random() < 0.5 for name in BOOLS}
    return Choices(
        **flags,
        ask_otherwise=random.choice(("publish", "dont")),
        ask_days=random.choice((1, 7, 14)),
        police_force=random.choice(("", *FORCES)),
        police_leave_out=some(random, FORCES),
    )


def altered(random, choices):
    """What she says next: less, more, the same, or something else altogether."""
    kind = random.choice(("less", "more", "same", "other"))
    if kind == "less":
        return narrowed(choices, some(random, USES))
    if kind == "more":
        return replace(choices, **dict.fromkeys(some(random, BOOLS), True))
    return choices if kind == "same" else choices_of(random)


def narrowings_of(random):
    made = []
    for _ in range(random.choice((0, 0, 1, 2))):
        removed = frozenset(random.sample(USES, random.randint(1, 3)))
        digest = random.randbytes(32)
        made.append(Narrowing(REPORT, START, removed, "ada", "by phone", digest))
    return made


def content_of(random, statement):
    raw = statement_bytes(statement)
    if statement.version > 1 or random.random() < 0.7:
        return raw
    hearing = Hearing(random.choice(("spoken", "paper")), "Read aloud, two were there. Été?")
    return attest(raw, hearing, INSTALLATION, [("ada", HEARD)])


def sequence(random):
    """A worker's statements in their order, as (content, day of arrival, code)."""
    narrowings = narrowings_of(random)
    language = random.choice(("en", "fr"))
    account = sha256(random.randbytes(8))
    statement = Statement(
        REPORT, 1, b"", START, "2026-11", language, account, choices_of(random), frozenset(), b""
    )
    day, code, made = START, 0, []
    for _ in range(random.randint(1, 6)):
        content = content_of(random, statement)
        made.append((content, day, code))
        latest = read_consent(content)[0]
        day += timedelta(days=random.choice((0, 0, 1, 2, 3, 4)))
        seen = frozenset(narrowing.digest for narrowing in narrowings if random.random() < 0.5)
        following = next_statement(latest, altered(random, latest.choices), day)
        statement = replace(following, acknowledged=latest.acknowledged | seen)
        if random.random() < 0.2:
            # The new code states the same anew.
            code += 1
            statement = next_statement(latest, latest.choices, day)
    return made, narrowings


def tampered(random, made):
    """What a database that lies might send instead."""
    at = random.randrange(len(made))
    content, day, code = made[at]
    kind = random.choice(("hide", "double", "date", "code", "account", "version", "choices"))
    if kind == "hide":
        return made[:at] + made[at + 1 :]
    if kind == "double":
        return [*made, made[at]]
    if kind == "date":
        moved = (content, day + timedelta(days=random.choice((-9, -1, 9))), code)
        return [*made[:at], moved, *made[at + 1 :]]
    if kind == "code":
        return [*made[:at], (content, day, max(0, code + random.choice((-1, 1)))), *made[at + 1 :]]
    statement = read_consent(content)[0]
    changes = {
        "account": {"account_digest": bytes(32)},
        "version": {"version": statement.version + 1, "previous": statement.digest},
        "choices": {"choices": altered(random, statement.choices)},
    }
    other = statement_bytes(replace(statement, **changes[kind]))
    return [*made[:at], (other, day, code), *made[at + 1 :]]


def case_of(random):
    made, narrowings = sequence(random)
    code = made[-1][2]
    if random.random() < 0.3:
        made = tampered(random, made)
    seen = random.choice((0, 0, 1, len(made), len(made) + 1))
    latest = max((day for _, day, _ in made), default=START)
    today = latest + timedelta(days=random.choice((-1, 0, 1, 2, 3, 4)))
    random.shuffle(made)
    return {
        "made": made,
        "narrowings": narrowings,
        "subject": {"seen": seen, "code": code},
        "today": today,
        "wait": random.choice((1, 3, 3, 7)),
        "removed": some(random, USES) if random.random() < 0.6 else frozenset(),
        "agreed": some(random, USES) if random.random() < 0.6 else frozenset(),
        "reviewed": random.choice(((), ("en",), ("en", "fr"))),
    }


def settings_of(case):
    text = Text({"en": "Police", "fr": "Police"})
    forces = tuple(Listed(slug, text) for slug in FORCES)
    return PublicSettings(police_forces=forces, reviewed_languages=frozenset(case["reviewed"]))


def python(case):
    statements = [
        Arrived(*_read(content, day), code, read_consent(content)[1])
        for content, day, code in case["made"]
    ]
    try:
        ordered = chain(statements)
        account = ordered[0].statement.account_digest
        subject = Subject(REPORT, account, case["subject"]["seen"], code=case["subject"]["code"])
        consent = consent_today(subject, ordered, case["narrowings"], case["today"], case["wait"])
    except SealedError:
        return {"chain": "refused"}
    opened = Opened(
        REPORT, START, None, ordered, tuple(case["narrowings"]), (), consent, kept_back=False
    )
    return {
        "chain": [[one.statement.version, _heard(one)] for one in ordered],
        "today": consent.choices.to_json(),
        "offered": sorted(offered_to(opened, settings_of(case))),
        "next": next_of(case, opened),
        "wider_from": [wider_from(opened, names, case["wait"]).isoformat() for names in WATCHED],
        "covers": consent.covers.isoformat(),
        "gives_on": gives_on(opened, settings_of(case)),
        "again": again_of(case, opened),
    }


def again_of(case, opened):
    """The statement by which her yes holds for what she added since; None where there is none."""
    if not may_restate(opened, settings_of(case), case["today"]):
        return None
    latest = opened.statements[-1].statement
    return b64u(statement_bytes(next_statement(latest, latest.choices, case["today"])))


def _read(content, day):
    return read_consent(content)[0], day


def _heard(one):
    if one.attested is None:
        return None
    hearing, heard_by = one.attested.hearing, one.attested.heard_by
    return {
        "how": hearing.how,
        "asked": hearing.asked,
        "heardBy": [handle for handle, _ in heard_by],
    }


def next_of(case, opened):
    latest = opened.statements[-1].statement
    try:
        wider = widened(opened, case["agreed"], settings_of(case))
        choices = Choices.from_json(narrowed(wider.choices, case["removed"]).to_json())
    except Invalid:
        return "refused"
    if (choices, wider.acknowledged) == (latest.choices, latest.acknowledged):
        return None
    following = next_statement(latest, choices, case["today"])
    return b64u(statement_bytes(replace(following, acknowledged=wider.acknowledged)))


def for_node(case):
    made, narrowings = case["made"], case["narrowings"]
    words = {
        name
        for name in PERMISSIONS
        for language in ("en", "fr")
        if name in wording(language, "2026-11").yes and name in wording(language, "2026-11").more
    }
    return {
        "statements": [
            {"content": b64u(content), "arrived": day.isoformat(), "code": code}
            for content, day, code in made
        ],
        "narrowings": [
            {"digest": one.digest.hex(), "removed": sorted(one.removed)} for one in narrowings
        ],
        "subject": case["subject"],
        "today": case["today"].isoformat(),
        "wait": case["wait"],
        "ticked": {"removed": sorted(case["removed"]), "agreed": sorted(case["agreed"])},
        "watched": [sorted(names) for names in WATCHED],
        "known": {"worded": sorted(words), "reviewed": case["reviewed"], "forces": FORCES},
    }


def pair_of(random):
    first = choices_of(random)
    removed = some(random, (*USES, "consent_everything", LEAVE_OUT + "Not a slug"), 4)
    return first, altered(random, first), removed


def pair_in_python(first, second, removed):
    try:
        less = narrowed(first, removed).to_json()
    except Invalid:
        less = "refused"
    return {
        "meet": meet(first, second).to_json(),
        "widens": sorted(widens(first, second)),
        "narrowed": less,
    }


@pytest.fixture(scope="module")
def both():
    """What each side makes of the same cases: (cases, Python's, the browser's) for both kinds."""
    random = Random(20261122)  # noqa: S311 - the same cases on every run, no secret
    cases = [case_of(random) for _ in range(CASES)]
    pairs = [pair_of(random) for _ in range(PAIRS)]
    given = {
        "cases": [for_node(case) for case in cases],
        "pairs": [
            {"first": first.to_json(), "second": second.to_json(), "removed": sorted(removed)}
            for first, second, removed in pairs
        ],
    }
    script = Path(__file__).parent / "follow_consents.mjs"
    run = subprocess.run(
        [str(NODE), str(script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    return {
        "cases": (given["cases"], [python(case) for case in cases], found["followed"]),
        "pairs": (given["pairs"], [pair_in_python(*pair) for pair in pairs], found["compared"]),
    }


@pytest.mark.parametrize("kind", ["cases", "pairs"])
def test_both_come_to_the_same(both, kind):
    asked, ours, theirs = both[kind]
    assert len(ours) == len(theirs)
    for given, here, there in zip(asked, ours, theirs, strict=True):
        assert there == here, json.dumps(given, indent=1)


def test_the_cases_are_worth_comparing(both):
    """Each way that a sequence can go is among them, many times."""
    _, ours, _ = both["cases"]
    refused = [one for one in ours if one["chain"] == "refused"]
    held = [one for one in ours if one["chain"] != "refused"]
    heard = [one for one in held if one["chain"][0][1]]
    assert min(len(refused), len(held), len(heard)) > CASES // 10
    for kind in (None, "refused"):
        assert sum(one["next"] == kind for one in held) > CASES // 50
    assert sum(isinstance(one["next"], str) and len(one["next"]) > 100 for one in held) > CASES // 5
    assert sum(isinstance(one["again"], str) for one in held) > CASES // 20
    assert sum(one["gives_on"] and not one["again"] for one in held) > CASES // 20
    assert sum(not one["gives_on"] for one in held) > CASES // 20
    assert sum(len(set(one["wider_from"])) == 2 for one in held) > CASES // 50
    assert sum(one["covers"] != START.isoformat() for one in held) > CASES // 20
    _, pairs, _ = both["pairs"]
    assert sum(bool(one["widens"]) for one in pairs) > PAIRS // 10
    assert sum(one["narrowed"] == "refused" for one in pairs) > PAIRS // 20
