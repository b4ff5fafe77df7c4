"""The gate: who gets through, what answers a warning, and that nothing else makes a Redacted."""

import copy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.bulletin import BulletinBody, BulletinDraft, Quote, Reason
from reporting.domain.bulletin_facts import Facts
from reporting.domain.coarsening import Areas
from reporting.domain.errors import Blocked, Invalid
from reporting.domain.redaction import Context, Findings, Redacted, Source, check, redacted
from reporting.domain.redaction_finding import SMALL_PLACE, UNIQUE, Finding
from reporting.domain.report import Account, Contact, Identifier

ACCOUNT = Account(
    {
        "what_happened": "He grabbed my wrist behind the laundromat and the condom was gone.",
        "place_detail": "Olmstead Diner, Granville and Deschamps",
        "ad_handle": "horse_of_ottawa",
        "area": "east",
    },
    ({"person_name": "Doc", "person_gender": "man"},),
    ({"vehicle_plate": "CKR? 518", "vehicle_make": "Mercedes"},),
    (Identifier("phone", "613-555-0142"),),
)
CONTACT = Contact({"contact_name": "Mercedes", "contact_how": "613-555-0177"})
CONTEXT = Context(areas=Areas({"east": "city"}, "city"), area_names=("East",))
CLEAN = {"en": "Violent client. Calls himself Doc, 613-555-0142.", "fr": "Client violent."}


def draft(summary=CLEAN, facts=None, **changes):
    body = BulletinBody(facts=facts or Facts(), expires=date(2027, 1, 31), summary=summary)
    return BulletinDraft(replace(body, **changes))


def rules(result):
    assert isinstance(result, Findings), result
    return [(f.rule, f.where) for f in result.all]


def run(written, context=CONTEXT):
    return check(written, ACCOUNT, CONTACT, context)


def test_a_clean_draft_is_redacted_and_becomes_an_edition():
    result = run(draft())
    assert isinstance(result, Redacted)
    edition = result.as_edition(12, 1, date(2026, 11, 20))
    assert (edition.number, edition.edition, edition.body) == (12, 1, result.body)


@pytest.mark.parametrize(
    ("rule", "en", "fr"),
    [
        (1, "Ask Mercedes.", "Appelez le 613 555-0177."),
        (2, "Call 613-555-0199.", "Écrire à horse@example.org."),
        (3, "At half past two.", "À quinze heures."),
        (4, "On 12 March.", "Le 3 mai."),
        (5, "Near the Olmstead.", "Sur la rue Dalcourt."),
        (6, "He grabbed my wrist behind.", "Then the condom was gone."),
        (7, "He hit me.", "Il m'a frappée."),
    ],
)
def test_each_blocking_rule_stops_a_draft_in_both_languages(rule, en, fr):
    for language, text in (("en", en), ("fr", fr)):
        result = run(draft({language: f"Violent. {text}"}))
        assert isinstance(result, Findings)
        assert rule in {f.rule for f in result.blocks}
        for found in result.all:
            assert found.where == f"summary.{language}"
            assert found.language == language
            assert f"Violent. {text}"[found.start : found.end] == found.excerpt


def test_a_fact_in_words_is_read_as_carefully_as_the_summary():
    facts = Facts(persons=({"person_behaviour": "asks for Mercedes, comes at 3pm"},))
    where = "persons.1.person_behaviour"
    assert rules(run(draft({}, facts))) == [(1, where), (3, where)]


def test_a_make_that_is_also_her_name_may_stay_as_a_make():
    facts = Facts(vehicles=({"vehicle_make": "Mercedes"},))
    assert isinstance(run(draft({}, facts)), Redacted)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (Facts(identifiers=(Identifier("phone", "613-555-0199"),)), (2, "identifiers.1")),
        (Facts(identifiers=(Identifier("unknown", "?"),)), (2, "identifiers.1")),
        (Facts(vehicles=({"vehicle_plate": "CKRW 518"},)), (2, "vehicles.1.vehicle_plate")),
        (Facts(vehicles=({"vehicle_plate": "?"},)), (2, "vehicles.1.vehicle_plate")),
        (Facts({"ad_handle": "somebody_else"}), (2, "happening.ad_handle")),
        (Facts({"area": "behind the diner"}), (5, "happening.area")),
        (Facts({"region": "elsewhere"}), (5, "happening.region")),
        (Facts({"when": "this_week"}), (4, "happening.when")),
    ],
)
def test_a_fact_that_is_not_the_reports_is_found(facts, found):
    assert rules(run(draft({}, facts))) == [found]


def test_the_site_that_she_named_is_the_persons_and_no_other_is():
    account = replace(ACCOUNT, answers={**ACCOUNT.answers, "ad_site": "www.example.net"})
    for site, passes in (("www.example.net", True), ("other.example.net", False)):
        found = check(draft({}, Facts({"ad_site": site})), account, CONTACT, CONTEXT)
        assert isinstance(found, Redacted) == passes


def test_facts_of_the_report_pass_or_less_of_them():
    facts = Facts(
        {"ad_handle": "@Horse_of_Ottawa", "area": "east", "when": "this_week"},
        ({"person_name": "Doc"},),
        ({"vehicle_plate": "CKR? 51?"},),
        (Identifier("phone", "0142", partial=True),),
    )
    assert isinstance(run(draft({}, facts, urgent=True)), Redacted)
    region = Facts({"region": "city"})
    assert isinstance(run(draft({}, region)), Redacted)


def test_words_beside_a_number_of_the_person_are_read_too():
    facts = Facts(identifiers=(Identifier("phone", "613-555-0142, corner of Dunmore and Third"),))
    assert rules(run(draft({}, facts))) == [(5, "identifiers.1"), (6, "identifiers.1")]


@pytest.mark.parametrize(
    ("kind", "value", "rule"),
    [
        ("phone", "613-555-0142 or mine, 613-555-0188", 7),
        ("phone", "613-555-0142, 613-555-0188 and 343-555-0128", 2),
        ("phone", "613-555-0142 he texted somebody's cousin Ottiline", 6),
        ("phone", "613-555-0142 (she was pregnant)", 8),
        ("social", "snow44, he also knows where the sister lives", 6),
    ],
)
def test_what_she_wrote_beside_a_number_is_not_published_with_it(kind, value, rule):
    """Also where the report itself has it so: the box is hers to fill, in whatever words."""
    account = replace(ACCOUNT, identifiers=(Identifier(kind, value),))
    result = check(draft({}, Facts(identifiers=account.identifiers)), account, CONTACT, CONTEXT)
    assert (rule, "identifiers.1") in rules(result)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "613-555-0142 ext. 12"),
        ("phone", "+1 (613) 555-0142 text only"),
        ("social", "the snow man"),
        ("payment", "Snow and Sons Painting Services"),
        ("email", "big.snow.of.ottawa@example.org"),
    ],
)
def test_a_number_or_name_of_the_person_with_a_word_beside_it_may_stay(kind, value):
    account = replace(ACCOUNT, identifiers=(Identifier(kind, value),))
    result = check(draft({}, Facts(identifiers=account.identifiers)), account, CONTACT, CONTEXT)
    assert isinstance(result, Redacted), rules(result)


@pytest.mark.parametrize("plate", ["CKR? 518 河边", "CKR?518 الشارع"])
def test_a_plate_is_compared_with_every_sign_that_would_be_shown(plate):
    account = replace(ACCOUNT, vehicles=({"vehicle_plate": plate},))
    facts = Facts(vehicles=({"vehicle_plate": plate},))
    found = rules(check(draft({}, facts), account, CONTACT, CONTEXT))
    assert (2, "vehicles.1.vehicle_plate") in found


def test_her_own_number_is_blocked_even_when_it_was_put_down_as_the_persons():
    account = replace(ACCOUNT, identifiers=(Identifier("phone", "613-555-0177"),))
    facts = Facts(identifiers=account.identifiers)
    assert rules(check(draft({}, facts), account, CONTACT, CONTEXT)) == [(1, "identifiers.1")]


def test_every_report_behind_a_bulletin_is_read():
    other = Source(
        Account(
            {"what_happened": "The purple kangaroo sang very loudly."},
            identifiers=(Identifier("phone", "343-555-0128"),),
        ),
        Contact({"contact_name": "Yevgenia"}),
    )
    context = replace(CONTEXT, also=(other, Source(Account({"what_happened": "more"}))))
    assert isinstance(run(draft({"en": "Text from 343-555-0128."}), context), Redacted)
    leaks = run(draft({"en": "Yevgenia: the purple kangaroo sang."}), context)
    assert {rule for rule, _ in rules(leaks)} >= {1, 6}


def test_a_venue_that_the_organisation_knows_is_found():
    context = replace(CONTEXT, venues=("Copperfield",))
    assert rules(run(draft({"en": "Seen at copperfield."}), context)) == [(5, "summary.en")]


def test_a_warning_is_answered_by_a_reason_for_that_very_finding():
    written = draft({"en": "A pregnant woman was hurt."})
    first = run(written)
    assert isinstance(first, Findings)
    (warning,) = first.warnings
    reason = Reason(warning.rule, warning.where, warning.excerpt, "he says that he looks for them")
    passed = run(replace(written, reasons=(reason,)))
    assert isinstance(passed, Redacted)
    assert passed.answered == (warning,)
    elsewhere = replace(reason, where="summary.fr")
    assert isinstance(run(replace(written, reasons=(elsewhere,))), Findings)


def test_no_reason_answers_a_block():
    written = draft({"en": "He hit me."})
    reason = Reason(7, "summary.en", "me", "she wants it so")
    assert isinstance(run(replace(written, reasons=(reason,))), Findings)


def test_the_offenders_own_words_may_stand_when_marked():
    account = replace(
        ACCOUNT, answers={"what_happened": "and he said nobody will believe you ever"}
    )
    written = draft({"en": 'Says "nobody will believe you" and leaves.'})
    assert isinstance(check(written, account, CONTACT, CONTEXT), Findings)
    quote = Quote("nobody will believe you", "others know him by it")
    assert isinstance(check(replace(written, quotes=(quote,)), account, CONTACT, CONTEXT), Redacted)


def test_the_workers_approval_of_the_exact_wording_clears_the_small_place_rules():
    written = draft()
    further = tuple(Finding(rule, "happening.area", "east", 0, 4) for rule in (SMALL_PLACE, UNIQUE))
    context = replace(CONTEXT, further=further)
    assert rules(run(written, context)) == [(10, "happening.area"), (11, "happening.area")]
    approved = replace(context, approved=written.body.digest)
    assert isinstance(run(written, approved), Redacted)
    changed = draft({"en": "Violent client in a car."})
    assert isinstance(run(changed, approved), Findings)


def test_her_approval_clears_nothing_else():
    written = draft({"en": "A pregnant woman was hurt."})
    assert isinstance(run(written, replace(CONTEXT, approved=written.body.digest)), Findings)


def test_a_finding_from_all_reports_blocks_when_its_rule_does():
    context = replace(CONTEXT, further=(Finding(5, "happening.area", "east", 0, 4),))
    assert rules(run(draft(), context)) == [(5, "happening.area")]


def test_findings_can_be_raised():
    with pytest.raises(Blocked) as error:
        redacted(draft({"en": "He hit me."}), ACCOUNT, CONTACT, CONTEXT)
    assert [f.rule for f in error.value.findings] == [7]
    assert "hit" not in str(error.value)
    assert redacted(draft(), ACCOUNT, CONTACT, CONTEXT).body == draft().body


def test_nothing_but_the_check_makes_a_redacted():
    result = run(draft())
    assert isinstance(result, Redacted)
    with pytest.raises(TypeError):
        Redacted(result.body, (), object())
    with pytest.raises(TypeError):
        Redacted(result.body, ())  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="maker"):
        replace(result, body=draft({"en": "He hit me."}).body)
    with pytest.raises(AttributeError):
        result.body = draft({"en": "He hit me."}).body
    assert copy.copy(result).body == result.body


@given(
    st.lists(
        st.sampled_from(["", " ", "-", ".", " - ", "/", "\u00a0", " (", ")"]),
        min_size=9,
        max_size=9,
    )
)
def test_her_number_is_found_whatever_stands_between_its_digits(between):
    digits = "6135550177"
    written = digits[0] + "".join(
        gap + digit for gap, digit in zip(between, digits[1:], strict=True)
    )
    result = run(draft({"en": f"Violent. Call {written} now."}))
    assert isinstance(result, Findings)
    assert 1 in {f.rule for f in result.blocks}


@given(st.text(max_size=120), st.sampled_from(["en", "fr"]))
def test_any_text_is_checked_or_refused_and_nothing_else(text, language):
    try:
        written = draft({language: text})
    except Invalid:
        return
    result = run(written)
    for found in result.all if isinstance(result, Findings) else ():
        assert text[found.start : found.end] == found.excerpt


def test_a_race_that_is_not_on_the_list_is_read_as_words():
    looks = {
        "person_hair": "black",
        "person_appearance_race": "Mercedes, 613-555-0199, half past two",
    }
    facts = Facts(persons=(looks,))
    where = "persons.1.person_appearance_race"
    assert {(1, where), (2, where), (3, where)} <= set(rules(run(draft(facts=facts))))
    listed = replace(CONTEXT, races=frozenset({"black"}))
    plain = Facts(persons=({**looks, "person_appearance_race": "black"},))
    assert isinstance(run(draft(facts=plain), listed), Redacted)
