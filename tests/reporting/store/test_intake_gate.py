"""What intake can do, on both databases, with the role that intake has."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from secrets import token_bytes

import pytest
from sqlalchemy import text

from reporting.domain.attachment import MAX_FILES
from reporting.store.arrivals import CONSENTS_OF_A_CODE, MOST_CONSENTS, MOST_SAID
from reporting.store.engine import reading, writing
from reporting.store.errors import Conflict, Refused, ReportFull, TooManyFiles
from reporting.store.intake_gate import IntakeGate

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
TOKEN = b"t" * 32


@pytest.fixture
def gate(intake_engine):
    return IntakeGate(intake_engine)


@pytest.fixture
def report(make_report):
    return make_report(sha256(TOKEN).digest())


def count(engine, table):
    with reading(engine) as session:
        return session.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608


def test_report_is_stored_once_and_its_first_version_stays(gate, engine, report, make_part):
    assert gate.report_add(report, DAY) == "stored"
    other = replace(report, parts=(make_part("account"),))
    assert gate.report_add(other, DAY + timedelta(days=1)) == "repeated"
    assert count(engine, "inbox_report") == 1
    assert count(engine, "inbox_part") == 3
    assert count(engine, "inbox_wrap") == 4
    assert gate.mailbox_read(TOKEN).day == DAY


def test_mailbox_shows_only_what_is_sealed_to_the_code(gate, report):
    gate.report_add(report, DAY)
    mailbox = gate.mailbox_read(TOKEN)
    assert mailbox.report == report.id
    assert mailbox.verifying_key == report.verifying_key
    assert mailbox.mailbox_key == report.mailbox_key
    assert mailbox.receipt_kept is False
    (item,) = mailbox.items
    consent = report.parts[2]
    assert (item.item, item.compartment, item.day) == (consent.item, "consent", DAY)
    assert item.ciphertext == consent.ciphertext
    assert item.wrap == consent.wraps[1]


def test_wrong_token_opens_nothing(gate, report, make_part):
    gate.report_add(report, DAY)
    wrong = b"w" * 32
    assert gate.mailbox_read(wrong) is None
    assert gate.receipt_close(wrong) is False
    assert gate.mailbox_add(wrong, [make_part("addition")], DAY) is False
    # The hash, which a copied table shows, is no token.
    assert gate.mailbox_read(report.token_hash) is None


def test_receipt_is_closed_and_stays_closed(gate, report):
    gate.report_add(report, DAY)
    assert gate.receipt_close(TOKEN) is True
    assert gate.receipt_close(TOKEN) is True
    assert gate.mailbox_read(TOKEN).receipt_kept is True


def test_mailbox_without_items_is_still_a_mailbox(gate, report, make_part):
    gate.report_add(replace(report, parts=(make_part("account"),)), DAY)
    assert gate.mailbox_read(TOKEN).items == ()


def test_parts_are_added_once_and_by_day(gate, report, make_part):
    gate.report_add(report, DAY)
    later = DAY + timedelta(days=3)
    consent, addition = make_part("consent", mailbox=True), make_part("addition")
    assert gate.mailbox_add(TOKEN, [consent, addition], later) is True
    assert gate.mailbox_add(TOKEN, [consent, addition], later + timedelta(days=1)) is True
    items = gate.mailbox_read(TOKEN).items
    assert [(item.item, item.day) for item in items] == [
        (report.parts[2].item, DAY),
        (consent.item, later),
    ]


def test_items_and_tokens_of_another_report_are_refused(gate, engine, report, make_report):
    gate.report_add(report, DAY)
    stranger = make_report()
    with pytest.raises(Conflict):
        gate.report_add(replace(stranger, parts=report.parts), DAY)
    with pytest.raises(Conflict):
        gate.report_add(replace(stranger, token_hash=report.token_hash), DAY)
    other_token = b"o" * 32
    gate.report_add(make_report(sha256(other_token).digest()), DAY)
    with pytest.raises(Conflict):
        gate.mailbox_add(other_token, [report.parts[0]], DAY)
    assert count(engine, "inbox_report") == 2
    assert count(engine, "inbox_part") == 6


@pytest.mark.parametrize(
    "change",
    [
        {"id": b"short"},
        {"verifying_key": b""},
        {"mailbox_key": bytes(1215)},
        {"token_hash": bytes(33)},
    ],
)
def test_wrong_lengths_are_refused_and_leave_nothing(gate, engine, report, change):
    with pytest.raises(Refused):
        gate.report_add(replace(report, **change), DAY)
    assert count(engine, "inbox_report") == 0


@pytest.mark.parametrize(
    "change",
    [
        {"compartment": "card"},
        {"ciphertext": b"plain text"},
        {"ciphertext": bytes(10 * 1024 * 1024 + 18)},
        {"item": bytes(15)},
    ],
)
def test_wrong_part_refuses_the_whole_report(gate, engine, report, change):
    broken = replace(report, parts=(*report.parts[:2], replace(report.parts[2], **change)))
    with pytest.raises(Refused):
        gate.report_add(broken, DAY)
    for table in ("inbox_report", "inbox_part", "inbox_wrap"):
        assert count(engine, table) == 0


@pytest.mark.parametrize(
    "change",
    [{"circle": ""}, {"epoch": 0}, {"epoch": -1}, {"key_id": b"k"}, {"sealed": bytes(1168)}],
)
def test_wrong_wrap_refuses_the_whole_report(gate, engine, report, change):
    account = report.parts[0]
    wrap = replace(account.wraps[0], **change)
    with pytest.raises(Refused):
        gate.report_add(replace(report, parts=(replace(account, wraps=(wrap,)),)), DAY)
    assert count(engine, "inbox_report") == 0


def test_the_same_report_from_many_at_once_is_stored_once(gate, engine, report):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: gate.report_add(report, DAY), range(8)))
    assert sorted(answers) == ["repeated"] * 7 + ["stored"]
    assert count(engine, "inbox_part") == 3


def test_different_reports_from_many_at_once_are_all_stored(gate, engine, make_report):
    reports = [make_report() for _ in range(24)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: gate.report_add(one, DAY), reports))
    assert answers == ["stored"] * 24
    assert count(engine, "inbox_report") == 24


def test_throttle_takes_its_burst_and_fills_with_minutes(gate):
    def take(now):
        return gate.throttle_take("report", now, rate=2, burst=3)

    start = 1_000_000 * 60
    assert [take(start) for _ in range(4)] == [True, True, True, False]
    assert take(start + 59) is False
    assert [take(start + 60) for _ in range(3)] == [True, True, False]
    assert take(start - 540) is False
    assert [take(start + 6000) for _ in range(4)] == [True, True, True, False]


def test_throttle_goes_on_after_a_clock_was_set_back(gate):
    ahead, right = 50_000_000 * 60, 49_000_000 * 60
    assert [gate.throttle_take("return", ahead, 1, 2) for _ in range(3)] == [True, True, False]
    assert [gate.throttle_take("return", right, 1, 2) for _ in range(2)] == [True, False]
    assert [gate.throttle_take("return", right + 60, 1, 2) for _ in range(2)] == [True, False]


def test_throttle_counts_right_when_many_take_at_once(gate):
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: gate.throttle_take("all", 600, 1, 10), range(30)))
    assert taken.count(True) == 10


def test_throttle_buckets_are_apart_and_an_empty_burst_gives_nothing(gate):
    assert gate.throttle_take("one", 600, 1, 1) is True
    assert gate.throttle_take("one", 600, 1, 1) is False
    assert gate.throttle_take("two", 600, 1, 1) is True
    assert gate.throttle_take("three", 600, 1, 0) is False


def put(session, table, **values):
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)  # noqa: S608


def put_edition(session, number, edition, visible_from, status="live"):
    put(
        session,
        "edition",
        number=number,
        edition=edition,
        status=status,
        visible_from=int(visible_from.timestamp()),
        body=None if status == "recalled" else f"{number}/{edition}".encode(),
        author="ada",
        author_signature=bytes(64),
        approver="bea",
        approver_signature=bytes(64),
    )


def test_public_state_of_a_new_database_is_empty(gate):
    state = gate.public_read(NOW)
    assert (state.settings, state.recalls, state.editions) == (None, (), ())
    assert (state.manifest, state.roster, state.last_looked) == (None, None, None)


def test_public_state_has_the_newest_of_everything(gate, engine):
    with writing(engine) as session:
        put(session, "setting", name="title", value="Où et 'quand'")
        put(session, "setting", name="last_looked", value="2026-03-01")
        for sequence in (20_000_001, 20_000_003, 20_000_002):
            body = str(sequence).encode()
            for kind in ("manifest", "roster", "settings"):
                put(session, "signed_document", kind=kind, sequence=sequence, body=body,
                    signature=bytes(64))  # fmt: skip
    state = gate.public_read(NOW)
    assert (state.settings.kind, state.settings.body) == ("settings", b"20000003")
    assert state.last_looked == date(2026, 3, 1)
    assert (state.manifest.kind, state.manifest.sequence) == ("manifest", 20_000_003)
    assert (state.roster.body, state.roster.signature) == (b"20000003", bytes(64))


def test_public_editions_are_the_visible_ones(gate, engine):
    hour = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with writing(engine) as session:
        put_edition(session, 1, 1, hour - timedelta(days=9), "superseded")
        put_edition(session, 1, 2, hour - timedelta(days=8))
        put_edition(session, 2, 1, hour - timedelta(days=7), "recalled")
        put_edition(session, 3, 1, hour)
        put_edition(session, 4, 1, hour + timedelta(hours=1))
    editions = gate.public_read(NOW).editions
    assert [(e.number, e.edition, e.status, e.body) for e in editions] == [
        (3, 1, "live", b"3/1"),
        (2, 1, "recalled", None),
        (1, 2, "live", b"1/2"),
    ]
    assert editions[0].visible_from == hour
    assert (editions[0].author, editions[0].approver) == ("ada", "bea")


def test_a_stop_token_hides_its_edition_at_once(gate, engine):
    token = token_bytes(32)
    with writing(engine) as session:
        put_edition(session, 7, 1, NOW.replace(minute=0))
        put(session, "stop", token_hash=sha256(token).digest(), number=7, edition=1)
    assert gate.public_read(NOW).editions[0].body == b"7/1"
    assert gate.bulletin_stop(token_bytes(32)) is False
    assert gate.public_read(NOW).editions[0].body == b"7/1"
    assert gate.bulletin_stop(token) is True
    assert gate.public_read(NOW).editions[0].body is None
    assert gate.bulletin_stop(token) is True


def test_a_report_has_five_files_however_they_come(gate, engine, report, make_part, file_all):
    files = [make_part("file") for _ in range(MAX_FILES)]
    with pytest.raises(TooManyFiles):
        gate.report_add(replace(report, parts=(*report.parts, *files, make_part("file"))), DAY)
    assert gate.mailbox_read(TOKEN) is None
    gate.report_add(replace(report, parts=(*report.parts, *files[:2])), DAY)
    file_all()  # what is on file counts with what waits
    assert gate.mailbox_add(TOKEN, files[2:], DAY)
    with pytest.raises(TooManyFiles):
        gate.mailbox_add(TOKEN, [make_part("addition"), make_part("file")], DAY)
    assert gate.mailbox_add(TOKEN, [*files, make_part("addition")], DAY), "a repeat is no sixth"
    assert gate.mailbox_read(TOKEN).files == {part.item for part in files}
    assert count(engine, "inbox_part WHERE compartment = 'file'") == MAX_FILES - 2
    assert count(engine, "inbox_part WHERE compartment = 'addition'") == 1


def test_many_files_at_once_are_five(gate, engine, report, make_part):
    gate.report_add(report, DAY)

    def add(part):
        try:
            return gate.mailbox_add(TOKEN, [part], DAY)
        except TooManyFiles:
            return False

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(add, [make_part("file") for _ in range(12)]))
    assert sum(added) == MAX_FILES
    assert count(engine, "inbox_part WHERE compartment = 'file'") == MAX_FILES


def test_nobody_fills_a_report_without_end(gate, engine, report, make_part, file_all):
    """Whoever opens it, worker or advocate, reads all of it: anybody could add until none can."""
    gate.report_add(report, DAY)
    half = [make_part("message") for _ in range(MOST_SAID // 2)]
    assert gate.mailbox_add(TOKEN, half, DAY)
    file_all()  # what is on file counts with what waits
    rest = [make_part("addition") for _ in range(MOST_SAID // 2 - 1)]  # and one contact
    assert gate.mailbox_add(TOKEN, rest, DAY)
    for compartment in ("message", "addition", "contact"):
        with pytest.raises(ReportFull):
            gate.mailbox_add(TOKEN, [make_part(compartment)], DAY)
    assert gate.mailbox_add(TOKEN, half, DAY), "the same again is no more"
    assert gate.mailbox_add(TOKEN, [make_part("consent"), make_part("file")], DAY)
    assert count(engine, "inbox_part WHERE compartment <> 'file'") == len(rest) + 1


def test_a_new_code_can_take_back_a_yes_where_the_old_one_used_all_room(
    gate, engine, report, make_part
):
    gate.report_add(report, DAY)
    assert gate.mailbox_add(TOKEN, [make_part("consent") for _ in range(MOST_CONSENTS - 1)], DAY)
    with pytest.raises(ReportFull):
        gate.mailbox_add(TOKEN, [make_part("consent")], DAY)
    with writing(engine) as session:
        change = {"report": report.id, "version": 1, "statement": b"{}", "signature": bytes(64)}
        put(session, "code_change", **change)
    assert gate.mailbox_add(TOKEN, [make_part("consent")], DAY)
    assert gate.mailbox_add(
        TOKEN, [make_part("consent") for _ in range(CONSENTS_OF_A_CODE - 1)], DAY
    )
    with pytest.raises(ReportFull):
        gate.mailbox_add(TOKEN, [make_part("consent")], DAY)
