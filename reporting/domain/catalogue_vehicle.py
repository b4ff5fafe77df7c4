"""The questions about a vehicle."""

from reporting.domain.catalogue_field import Disclosure, Field, Option, with_unknown
from reporting.domain.labels import N_


def _line(name: str, label: str, hint: str = "", length: int = 100) -> Field:
    """Make one question about the vehicle that is answered in a line."""
    return Field(
        name=name,
        label=label,
        help=hint,
        part="vehicle",
        group="vehicle",
        disclosure=Disclosure.PUBLISH,
        max_length=length,
    )


VEHICLE = (
    _line(
        "vehicle_plate",
        N_("Plate"),
        N_("Put ? for each sign you don't know."),
        20,
    ),
    _line("vehicle_region", N_("Province or state on the plate")),
    _line("vehicle_make", N_("Make")),
    _line("vehicle_model", N_("Model")),
    Field(
        name="vehicle_type",
        label=N_("Type of vehicle"),
        part="vehicle",
        group="vehicle",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("car", N_("Car")),
                Option("suv", N_("SUV")),
                Option("pickup", N_("Pickup truck")),
                Option("van", N_("Van")),
                Option("minivan", N_("Minivan")),
                Option("truck", N_("Large truck")),
                Option("taxi", N_("Taxi or ride share")),
                Option("motorcycle", N_("Motorcycle")),
                Option("bicycle", N_("Bicycle")),
                Option("other", N_("Other")),
            )
        ),
    ),
    Field(
        name="vehicle_colour",
        label=N_("Colour"),
        part="vehicle",
        group="vehicle",
        kind="choice",
        disclosure=Disclosure.PUBLISH,
        options=with_unknown(
            (
                Option("black", N_("Black")),
                Option("white", N_("White")),
                Option("grey", N_("Grey or silver")),
                Option("red", N_("Red")),
                Option("blue", N_("Blue")),
                Option("green", N_("Green")),
                Option("brown", N_("Brown or beige")),
                Option("yellow", N_("Yellow or gold")),
                Option("orange", N_("Orange")),
                Option("purple", N_("Purple or pink")),
                Option("other", N_("Other")),
            )
        ),
    ),
    _line(
        "vehicle_detail",
        N_("Anything else about it"),
        N_("Dents, stickers, child seat, company sign."),
        500,
    ),
)
