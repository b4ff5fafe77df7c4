"""Rule 1: no value of the worker's own fields, however it is dressed."""

import pytest

from reporting.domain.redaction_worker import check_worker, secrets_of
from reporting.domain.report import Contact

CONTACT = Contact(
    {
        "contact_name": "Jessamyn",
        "contact_how": "text 613-555-0177, jessa.w@example.org, Signal lanhua_88",
        "contact_when_safe": "weekdays before four, never when Ray is home",
        "contact_say_we_are": "say you are calling from the dentist",
        "your_gender": "trans_woman",
        "your_work": "parlour",
        "your_language": "Tagalog",
    }
)
HERS = """
Ask Jessamyn.
jessamyn says so
JESSAMYN
Jessamyn's friend
jessamyn22 online
Jessamin has more
Jesamyn has more
Jessaymn has more
nymassej
J-e-s-s-a-m-y-n
J e s s a m y n
Jes samyn
Je$$amyn
J3ssamyn
Jessаmyn
ᴊᴇssᴀᴍʏɴ
🅹🅴🆂🆂🅰🅼🆈🅽
Jeessaamyynn
ask Jess
613-555-0177
(613) 555 0177
555-0177
0177
6l3 555 OI77
six one three five five five zero one seven seven
six un trois, triple cinq, zéro un double sept
٦١٣٥٥٥٠١٧٧
٠١٧٧
7710555316
613-555-0178
61 35 55 01 77
jessa.w@example.org
JESSA.W@EXAMPLE.ORG
jessa dot w at example dot org
jessa.w
lanhua_88
@lanhua88
lanhua 88
Ray knows
the dentist
le dentiste
a trans woman
une femme trans
speaks Tagalog
a Filipina worker
the massage parlour
un salon de massage
"""
NOT_HERS = """
He removed the condom and threatened a worker.
Call 613-555-0142 if you must.
Four women were warned at home.
She said that he was calling from a blocked number.
Text a friend before you go.
He is a raw and rude man on weekdays.
Transaction refused, transport offered, transfer never came.
Uses the name James or Jesse.
In 2026 he came back 10 times and paid 200.
"""


@pytest.fixture
def secrets():
    return secrets_of([CONTACT], frozenset())


@pytest.mark.parametrize("sentence", HERS.strip().splitlines())
def test_what_is_hers_is_found(read, secrets, sentence):
    assert list(check_worker(read(f"It was. {sentence}"), secrets, frozenset()))


@pytest.mark.parametrize("sentence", NOT_HERS.strip().splitlines())
def test_what_only_looks_like_it_may_stay(read, secrets, sentence):
    assert [f.excerpt for f in check_worker(read(sentence), secrets, frozenset())] == []


@pytest.mark.parametrize(
    ("name", "blocked", "fine"),
    [
        ("Will", "The worker, Will, left.", "Will not stop. He will shout."),
        ("Rose", "He asked for Rose.", "He rose and left."),
        ("Hope", "Hope told staff.", "No hope of payment."),
        ("Al", "He asked for Al.", "He called all of them."),
        ("Mei", "He asked for M-e-i.", "He may come. Mai et juin."),
        ("Kay", "kay told staff", "It is okay."),
        ("Marie", "He asked for Maria.", "Le marié est parti avec mari et femme."),
    ],
)
def test_a_name_that_is_a_word_is_found_as_a_name(read, name, blocked, fine):
    secrets = secrets_of([Contact({"contact_name": name})], frozenset())
    assert list(check_worker(read(blocked), secrets, frozenset()))
    assert [f.excerpt for f in check_worker(read(fine), secrets, frozenset())] == []


def test_a_persons_name_near_hers_may_stay_and_hers_may_not(read, secrets):
    person = frozenset({"jessamin"})
    assert list(check_worker(read("Calls himself Jessamin."), secrets, person)) == []
    assert list(check_worker(read("Calls himself Jessamyn."), secrets, frozenset({"jessamyn"})))


def test_words_that_fit_the_person_too_are_not_hers_alone(read):
    contact = Contact({"your_gender": "trans_woman", "your_language": "Russian"})
    secrets = secrets_of([contact], frozenset({"trans_woman", "russian"}))
    assert (
        list(check_worker(read("A trans woman with a Russian accent."), secrets, frozenset())) == []
    )


def test_no_contact_no_secrets(read):
    secrets = secrets_of([Contact({})], frozenset())
    assert (
        list(check_worker(read("Jessamyn, 613-555-0177, a@example.org"), secrets, frozenset()))
        == []
    )
