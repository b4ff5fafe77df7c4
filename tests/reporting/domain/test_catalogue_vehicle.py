"""The questions about a vehicle."""

from reporting.domain.catalogue_vehicle import VEHICLE


def test_a_vehicle_is_asked_plate_first():
    assert [field.name.removeprefix("vehicle_") for field in VEHICLE] == [
        "plate",
        "region",
        "make",
        "model",
        "type",
        "colour",
        "detail",
    ]
    assert {field.group for field in VEHICLE} == {"vehicle"}
