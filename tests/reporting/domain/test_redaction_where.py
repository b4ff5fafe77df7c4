"""Rule 5: exact places in both languages, and what may be said of a place."""

import pytest

from reporting.domain.redaction_where import check_place, places_of

PLACES = places_of(
    ["behind the Olmstead Diner, Bank and Deschamps"],
    ["Copperfield Spa"],
    ["Vanier", "Montreal Road area", "Greg"],
)
EXACT = """
at 123 Wellbury Street
at 45 Cannerly.
lives at 123 wellbury st
in apartment 4
in room two fourteen
rm 214
Apt. #4
unit 12B
near K1N 5X7
near KIN-5X7
postal code k1n5x7
the corner of Wellbury and Third
at Wellbury & Third
at Wellbury & 5th
near 5th and Wellbury
at Wellbury/Third
near Wellbury and Dunmore
on Bank near Gladstone
at Hotel Fairmeadow
at the Fairmeadow Inn
the fairmeadow inn
on Wellbury Road
on bank street
behind the olmstead place
near Deschamp
in the Tim Hortons
on the 12th floor
Highway 417
at #305
at Fairmeadow Park
seen near Gladstone
seen on Bank in the evening
opposite copperfield
at Main Street
au 123, rue Dalcourt
sur la rue dalcourt
à l'appartement 4
à la chambre 214
app. 12
au coin de Dalcourt et Principale
coin Bank et Somerset
à l'angle de Dalcourt et Larivée
entre Dalcourt et Larivée
au motel Beaupré
au bar Le Chaudron
au parc Beaupré
sur le chemin Larivée
boul. Larivée
au 12e étage
chez Couche-Tard
loge au Fairmeadow
"""
COARSE = """
Seen in Vanier and on Montreal Road.
At a hotel, in a park, at his place.
Near his place. He then left.
In the bar, on the street, behind the seats.
Dans la rue, au bar, à l'hôtel, au parc.
Un bar, un motel ou une chambre d'hôtel.
Reports from K1N and nearby.
He and Greg wait.
Around two workers and three clients.
Found on Instagram and on Facebook.
Quebec plates, from Ontario.
A dark street, a quiet road, the back lane.
Son chemin, la route est longue.
The hotel refused. Parc de voitures.
He paid 200 dollars for one hour.
Uses two names and a fake badge.
Cheap motel rooms.
Seen on Fridays, never on Sundays.
"""


@pytest.mark.parametrize("sentence", EXACT.strip().splitlines())
def test_an_exact_place_is_found(read, sentence):
    assert list(check_place(read(f"He was {sentence}"), PLACES))


@pytest.mark.parametrize("sentence", COARSE.strip().splitlines())
def test_an_area_and_a_kind_of_place_may_stay(read, sentence):
    assert [f.excerpt for f in check_place(read(sentence), PLACES)] == []


def test_words_of_the_exact_place_are_gathered_without_those_of_listed_areas():
    found = places_of(["Olmstead Diner, Vanier Street"], [], ["Vanier"])
    assert "olmstead" in found.secret
    assert not {"vanier", "street"} & (found.secret | found.details)
