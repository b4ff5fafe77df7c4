"""What a bulletin's reports say, sorted: hers, the person's, words, places."""

from reporting.domain.coarsening import Areas
from reporting.domain.identifiers import Normal
from reporting.domain.redaction_known import Context, Source, known
from reporting.domain.report import Account, Contact, Identifier

ACCOUNT = Account(
    {
        "what_happened": "one purple kangaroo sang loudly",
        "known_by": "three green parrots flew away",
        "weapon_detail": "some very long rusty pipe",
        "place_detail": "Olmstead Diner",
        "ad_handle": "horse_of_ottawa",
        "ad_site": "Backalley",
    },
    (
        {
            "person_name": "Doc",
            "person_gender": "trans_woman",
            "person_behaviour": "sings at the Ritz",
        },
    ),
    ({"vehicle_plate": "CKRW 518", "vehicle_make": "Audi"},),
    (Identifier("phone", "613-555-0142"),),
)
CONTACT = Contact({"contact_name": "Yevgenia", "your_gender": "trans_woman"})
ABOUT = known(
    [Source(ACCOUNT, CONTACT), Source(Account())],
    Context(areas=Areas({"east": "city"}, "city"), area_names=("East End",)),
)


def test_all_texts_that_are_not_published_count_as_copied():
    first = {run[1] for run in ABOUT.sources.copied}
    assert {"purple", "green", "very"} <= first


def test_identifiers_plates_and_the_name_in_the_ad_are_the_persons():
    assert set(ABOUT.identifiers) == {
        Normal("phone", "+16135550142"),
        Normal("plate", "CKRW518"),
        Normal("handle", "horse_of_ottawa"),
    }


def test_her_values_are_secret_but_for_what_fits_the_person_too():
    assert ABOUT.secrets.names == {"yevgenia"}
    assert ABOUT.secrets.phrases == ()


def test_names_may_have_a_capital_and_habits_name_no_place():
    assert {"doc", "audi", "backalley", "east"} <= ABOUT.places.allowed
    assert "ritz" not in ABOUT.places.allowed
    assert "olmstead" in ABOUT.places.secret
    assert "habits" not in ABOUT.names


def test_a_report_shows_nothing_in_repr():
    assert "kangaroo" not in repr(Source(ACCOUNT, CONTACT))
    assert "Yevgenia" not in repr(Source(ACCOUNT, CONTACT))
