"""What goes to police, what never does, and that both are recorded."""

import io
from dataclasses import replace

import pypdf
import pytest
from sqlalchemy import delete, select, update

from reporting.casework import forwarding, forwardings
from reporting.casework.errors import Excluded, NotFiledYet, NotThere
from reporting.casework.record import read as read_record
from reporting.casework.reported import open_reported
from reporting.domain.consent import Choices, Witness
from reporting.domain.errors import ConsentMissing, Invalid
from reporting.domain.settings_values import Listed, Text
from reporting.domain.views import PoliceRecipientRefused
from reporting.sealed.errors import StatementRefused
from reporting.store.engine import reading, writing
from reporting.store.models.filed import FiledPart

from ..group import CLEAR, police_order

YES = Choices(consent_police_report=True, police_own_words=True)
TOLD = {"place_detail": "12 Invented Street", "clock_time": "9:30"}
HERS = {"contact_name": "Rosalind", "contact_how": "604 555-0177", "your_age_19": "yes"}


@pytest.fixture
def worker(group, desks):
    made = group.report(TOLD, YES, contact=HERS, vehicles=({"vehicle_plate": "CKB 018"},))
    desks.file()
    return made


def order(worker, **changes):
    return police_order(worker, **{"jurisdiction": "City", "hours": "Monday to Friday", **changes})


def pass_on(group, wanted, handle="ada", open_=open_reported):
    return forwarding.forward(group.engine, group.desk(handle), wanted, open_)


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def acts(group):
    with reading(group.engine) as session:
        return [
            (act.action, act.about.get("what", ""))
            for act in read_record(session, group.desk()).acts
        ]


def kept(group):
    with reading(group.engine) as session:
        return forwardings.read_all(session, group.desk("bo"))


def put_forces(group, *slugs):
    from reporting.domain.settings import PublicSettings

    forces = tuple(Listed(slug, Text({"en": slug.title()})) for slug in slugs)
    rows = PublicSettings(police_forces=forces).to_mapping()
    group.sign({"police_forces": rows["police_forces"]})


def test_a_package_says_what_she_allowed_and_not_who_she_is(group, worker):
    made = pass_on(group, order(worker))
    text = text_of(made.pdf)
    for said in ("CKB 018", "He would not stop when I said stop.", made.record.number, "City"):
        assert said in text
    for hidden in ("Rosalind", "0177", "Invented Street", "9:30", worker.report.hex()[:8]):
        assert hidden not in text
    (record,), closed = kept(group)
    assert record == made.record
    assert closed == 0
    assert (record.kind, record.force, record.by, record.consent_version) == (
        "report",
        "city",
        "ada",
        1,
    )
    assert acts(group)[0] == ("police_package_made", "report")


def test_a_no_that_nobody_has_filed_yet_is_a_no(group, desks, worker):
    """After a flood more may wait than one look at the cases files."""
    group.says(worker, Choices())
    with pytest.raises(NotFiledYet):
        pass_on(group, order(worker))
    assert kept(group) == ((), 0)
    desks.file()
    with pytest.raises(ConsentMissing):
        pass_on(group, order(worker))


def test_pressing_twice_makes_one_package(group, worker):
    wanted = order(worker)
    first, second = pass_on(group, wanted), pass_on(group, wanted)
    assert first == second
    assert len(kept(group)[0]) == 1


def test_an_old_button_makes_no_second_package_that_nobody_would_be_told_of(group, desks, worker):
    wanted = order(worker)
    pass_on(group, wanted)
    group.add_to(worker, {"incident_types": ("robbery",)})
    group.says(worker, YES)
    desks.file()
    with pytest.raises(NotThere):
        pass_on(group, wanted)
    group.later(days=1)
    with pytest.raises(NotThere):
        pass_on(group, wanted)
    assert pass_on(group, order(worker)).record.day == group.today
    assert [what for what, _ in acts(group)].count("police_package_made") == 2


def test_a_yes_that_came_with_the_report_is_asked_for_once_more(group, desks, worker):
    with pytest.raises(Invalid) as unasked:
        pass_on(group, order(worker, asked_again=False))
    assert [problem.field for problem in unasked.value.problems] == ["asked_again"]
    assert kept(group) == ((), 0)
    group.later(days=1)
    group.says(worker, YES)
    desks.file()
    group.later(days=4)  # what says more than she said before waits
    assert pass_on(group, order(worker, asked_again=False)).record.force == "city"


# --- without her yes ---------------------------------------------------------------------------


def test_without_her_yes_nothing_is_made_and_that_is_recorded(group, desks):
    silent = group.report(choices=Choices())
    desks.file()
    for kind in ("report", "information"):
        with pytest.raises(ConsentMissing):
            pass_on(group, order(silent, kind=kind))
    assert kept(group) == ((), 0)
    assert [what for what, _ in acts(group)[:2]] == ["police_package_refused"] * 2


def test_one_use_is_not_another(group, desks):
    only_information = group.report(choices=Choices(consent_police_information=True))
    desks.file()
    with pytest.raises(ConsentMissing):
        pass_on(group, order(only_information))
    made = pass_on(group, order(only_information, kind="information"))
    assert "He would not stop" not in text_of(made.pdf)


def test_forces_that_she_left_out_and_the_one_that_she_named_are_honoured(group, desks):
    put_forces(group, "city", "provincial", "port")
    left_out = group.report(choices=replace(YES, police_leave_out=frozenset({"city"})))
    named = group.report(choices=replace(YES, police_force="port", consent_police_information=True))
    desks.file()
    for worker, force in ((left_out, "city"), (named, "city")):
        with pytest.raises(ConsentMissing):
            pass_on(group, order(worker, force=force))
    with pytest.raises(Invalid):
        pass_on(group, order(named, force="elsewhere"))


def test_with_no_force_left_nothing_may_be_passed_on(group, desks):
    worker = group.report(choices=replace(YES, police_leave_out=frozenset({"city"})))
    desks.file()
    with pytest.raises(ConsentMissing, match="no force"):
        pass_on(group, order(worker))


@pytest.mark.parametrize(
    ("staff", "days", "switched_on", "enough"),
    [
        (("ada", "bo"), 1, True, True),
        (("ada", "bo"), 0, True, False),
        (("ada",), 1, True, False),
        (("ada", "ada"), 1, True, False),
        (("ada", "bo"), 1, False, False),
    ],
)
def test_a_witnessed_yes_counts_only_where_it_was_switched_on(
    group, worker, staff, days, switched_on, enough
):
    from datetime import timedelta

    def opened(session, desk, report):
        found = open_reported(session, desk, report)
        day = desk.today - timedelta(days=days)
        witness = Witness(staff, "spoken", "May we?", "en", day, YES)
        return replace(found, consent=replace(found.consent, witness=witness))

    group.sign({"witnessed_police": "true" if switched_on else "false"})
    if enough:
        assert pass_on(group, order(worker), open_=opened).record.witnessed
        return
    with pytest.raises(ConsentMissing, match="only witnessed"):
        pass_on(group, order(worker), open_=opened)
    assert acts(group)[0] == (
        "police_package_refused",
        "consent_police_report: only witnessed",
    )


# --- attacks -----------------------------------------------------------------------------------


def test_a_yes_that_was_taken_back_is_a_no(group, desks, worker):
    group.says(worker, Choices())
    desks.file()
    with pytest.raises(ConsentMissing):
        pass_on(group, order(worker))


def test_a_wider_yes_waits(group, desks):
    worker = group.report(choices=Choices())
    desks.file()
    group.later(days=1)
    group.says(worker, YES)
    desks.file()
    with pytest.raises(ConsentMissing):
        pass_on(group, order(worker))
    group.later(days=3)
    assert pass_on(group, order(worker)).record.consent_version == 2


def test_a_consent_signed_by_another_code_is_none(group, desks, worker):
    """Somebody who can write to the database puts another report's yes under this one."""
    silent = group.report(choices=Choices())
    desks.file()
    with writing(group.engine) as session:
        hers = session.execute(
            select(FiledPart.ciphertext).where(
                FiledPart.report == worker.report, FiledPart.compartment == "consent"
            )
        ).scalar_one()
        session.execute(
            update(FiledPart)
            .where(FiledPart.report == silent.report, FiledPart.compartment == "consent")
            .values(ciphertext=hers)
        )
    with pytest.raises(StatementRefused):
        pass_on(group, order(silent))
    assert acts(group)[0] == ("police_package_refused", "the consent does not verify")


def test_a_consent_that_is_gone_is_none(group, worker):
    with writing(group.engine) as session:
        session.execute(delete(FiledPart).where(FiledPart.compartment == "consent"))
    with pytest.raises(StatementRefused):
        pass_on(group, order(worker))


# --- exclusions and police ---------------------------------------------------------------------


@pytest.mark.parametrize("question", ["danger_now", "child", "partner", "police_offender"])
def test_each_exclusion_stops_it_and_must_have_been_asked(group, worker, question):
    with pytest.raises(Excluded) as excluded:
        pass_on(group, order(worker, exclusions=replace(CLEAR, **{question: True})))
    assert excluded.value.standing == (question,)
    assert acts(group)[0][0] == "police_package_refused"
    with pytest.raises(Invalid) as invalid:
        pass_on(group, order(worker, exclusions=replace(CLEAR, **{question: None})))
    assert [problem.field for problem in invalid.value.problems] == [question]


@pytest.mark.parametrize(
    "told",
    [
        {"answers": {"incident_types": ("abuse_police",)}},
        {"persons": ({"person_role": "police"},)},
    ],
)
def test_a_report_about_police_goes_to_no_force_whatever_was_answered(group, desks, told):
    told = dict(told)  # shared by every database that this runs on
    worker = group.report(told.pop("answers", None), YES, **told)
    desks.file()
    with pytest.raises(PoliceRecipientRefused):
        pass_on(group, order(worker))
    assert acts(group)[0] == ("police_package_refused", "police_offender")


def test_police_named_in_an_addition_or_by_staff_count_too(group, desks, worker):
    group.add_to(worker, {}, persons=({"person_role": "police"},))
    desks.file()
    with pytest.raises(PoliceRecipientRefused):
        pass_on(group, order(worker))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": " "}, "phone"),
        ({"hours": "x" * 201}, "hours"),
        ({"jurisdiction": "x" * 201}, "jurisdiction"),
    ],
)
def test_lines_that_cannot_be_printed_are_named(group, worker, changes, field):
    with pytest.raises(Invalid) as invalid:
        pass_on(group, order(worker, **changes))
    assert [problem.field for problem in invalid.value.problems] == [field]


def test_an_addition_about_police_keeps_the_whole_report_from_police(group, desks):
    worker = group.report({"danger_now": "no"}, YES)
    group.add_to(worker, {"incident_types": ("abuse_police",), "danger_now": "yes"})
    desks.file()
    with pytest.raises(PoliceRecipientRefused):
        pass_on(group, order(worker))
    assert acts(group)[0] == ("police_package_refused", "police_offender")


def test_once_under_19_is_never_adult_by_a_later_word(group, desks):
    worker = group.report({}, YES, contact={"your_age_19": "no"})
    group.add_contact(worker, {"your_age_19": "yes"})
    desks.file()
    assert "dult" not in text_of(pass_on(group, order(worker)).pdf)
