"""Short names of the questions: the form asks "Were you hurt?", a bulletin says "Injuries"."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.domain.labels import N_

SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "report_kind": N_("About"),
        "told_by": N_("Told by"),
        "danger_now": N_("In danger when reporting"),
        "incident_types": N_("Kind of harm"),
        "severity": N_("How serious"),
        "completed": N_("How far it went"),
        "weapon": N_("Weapon"),
        "weapon_detail": N_("Weapon, more"),
        "injuries": N_("Injuries"),
        "injuries_detail": N_("Injuries, more"),
        "drugs": N_("Drugs or alcohol"),
        "drugs_detail": N_("Drugs or alcohol, more"),
        "part_of_day": N_("Part of the day"),
        "happened_before": N_("Before this"),
        "when": N_("When"),
        "area": N_("Area"),
        "region": N_("Region"),
        "place": N_("Kind of place"),
        "first_contact": N_("First contact"),
        "ad_site": N_("Site or app"),
        "ad_handle": N_("Name used there"),
        "person_role": N_("Role"),
        "person_name": N_("Name used"),
        "person_gender": N_("Gender"),
        "person_age": N_("Age"),
        "person_appearance_race": N_("Appearance"),
        "person_height": N_("Height"),
        "person_build": N_("Build"),
        "person_hair": N_("Hair"),
        "person_hair_length": N_("Hair length"),
        "person_facial_hair": N_("Facial hair"),
        "person_eyes": N_("Eyes"),
        "person_glasses": N_("Glasses"),
        "person_clothing": N_("Clothes"),
        "person_marks": N_("Marks"),
        "person_smell": N_("Smell"),
        "person_accent": N_("Accent"),
        "person_behaviour": N_("Habits"),
        "vehicle_plate": N_("Plate"),
        "vehicle_region": N_("Plate of"),
        "vehicle_make": N_("Make"),
        "vehicle_model": N_("Model"),
        "vehicle_type": N_("Type"),
        "vehicle_colour": N_("Colour"),
        "vehicle_detail": N_("Details"),
    }
)
