"""Rule 2: what somebody could be reached or found by, and what the reports have about the person."""

import pytest

from reporting.domain.identifiers import Normal, email, handle, phone, plate, url
from reporting.domain.redaction_reach import (
    allowed_spans,
    check_reach,
    reachable,
    tells_no_more,
)

THEIRS = [
    phone("613-555-0142"),
    phone("0163", partial=True),
    plate("CKRW 518"),
    plate("B? 48 2?1"),
    plate("1234567"),
    handle("@oli.laval.sud"),
    email("bigsnow44@example.org"),
    url("https://example.org/u/snow"),
]
FOREIGN = """
Call 613-555-0199.
613-236-I234
six one three five five five zero one nine nine
٦١٣ ٥٥٥ ٠١٩٩
६१३-५५५-०१९९
六一三五五五零一九九
❻❶❸❺❺❺⓿❶❾❾
613~555~0199
613 • 555 • 0199
613 ....... 555 ....... 0199
"613" "555" "0199"
613, 555, 0199
613 then 555 then 0199
l'indicatif 613, suivi de 555, puis 0199
The number 613-555-0163 is new.
Ends in 0199.
Numéros finissant par 0199.
darkhorse@example.org
darkhorse (at) example (dot) org
dark.horse arobase example point org
darkhorse at example dot org
@dark_horse99
instagram: darkhorse
Telegram as dark_horse
On Snap he is dazza.ott
https://example.org/u/other
www.example.net
example.com
his page: darren point com
darkhorse_613
BXKT 294
plate bxkt294
plaque : bxkt 29?
B X K T 2 9 4
294 BXK
BA 48 291
CKRW 519
a grey civic, ckrw 519
bxkt-294
"""
FINE = """
Call 613-555-0142, or +1 (613) 555 0142.
613.555.0142 et 6135550142
Ends in 0142 or 0163.
Les numéros finissent par 0163 et 0142.
Two numbers: 613-555-0142 6135550142.
Plate CKRW 518, also CKRW518 and ckrw-518.
Plate CKRW 5?8 seen.
Plate B? 48 2?1.
Plate 1234567.
Uses @oli.laval.sud.
instagram: oli.laval.sud
bigsnow44@example.org
BIGSNOW44@EXAMPLE.ORG.
See example.org/u/snow.
A 4x4, an F150, a RAV4 and a 2019 van.
In his 40s, 5 ft 10, 180 lbs, 30e, 1er, 2nd.
Paid 200 of 350 dollars in 2026.
Owes 250, 2018 Civic.
He is 6'2" 190-200 lbs, seen 2019 & 2020.
A ford 150, then paid 200 on the hwy 417. Only 100.
Plate ckrw 518.
ckrw 518 was seen
Took 200$, 350$ and 1200$.
Call 911 for an overdose.
Reported at K1N, a few blocks away.
He waits at home. Then he texts on WhatsApp and asks.
A black SUV with US plates.
DANGEROUS. DO NOT GO.
Il n'a rien dit. Bon point. Comme toujours.
"""


@pytest.mark.parametrize("sentence", FOREIGN.strip().splitlines())
def test_what_is_not_the_persons_is_found(read, sentence):
    assert list(check_reach(read(sentence), THEIRS))


@pytest.mark.parametrize("sentence", FINE.strip().splitlines())
def test_what_is_the_persons_and_what_reaches_nobody_may_stay(read, sentence):
    assert [f.excerpt for f in check_reach(read(sentence), THEIRS)] == []


def test_a_text_may_say_less_than_the_report_and_never_more():
    assert tells_no_more(phone("0142", partial=True), phone("613-555-0142"))
    assert not tells_no_more(phone("613-555-0142"), phone("0142", partial=True))
    assert tells_no_more(plate("B? 48 ??1"), plate("B? 48 2?1"))
    assert not tells_no_more(plate("BA 48 2?1"), plate("B? 48 2?1"))
    assert not tells_no_more(Normal("plate", "ABC"), Normal("phone", "123"))
    assert tells_no_more(handle("snow"), url("example.org/u/snow"))


def test_spans_of_the_persons_identifiers_are_known(read):
    text = read("Call 613-555-0142 now")
    assert next(text.folded[slice(*span)] for span in allowed_spans(text, THEIRS)) == "613-555-0142"


def test_everything_reachable_is_named_with_its_kind(read):
    found = {
        r.normal.kind
        for r in reachable(
            read("a@example.org, @some_body, 613-555-0142, BXKT 294, http://example.net")
        )
    }
    assert found == {"email", "handle", "phone", "plate", "url"}
