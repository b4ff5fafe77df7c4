from reporting.domain.bulletin_facts import HAPPENING_ORDER, PERSON_ORDER, VEHICLE_ORDER
from reporting.domain.short_names import SHORT_NAMES
from reporting.domain.views import COARSE_FOR_POLICE, TO_POLICE


def test_whatever_may_be_published_or_go_to_police_has_a_short_name() -> None:
    printed = {*HAPPENING_ORDER, *PERSON_ORDER, *VEHICLE_ORDER, *(TO_POLICE - COARSE_FOR_POLICE)}
    identifiers = {name for name in printed if name.startswith("identifiers_")}
    assert printed - identifiers <= set(SHORT_NAMES)
