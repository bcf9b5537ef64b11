"""Municipality, topics, districts and places of the demo."""

from decimal import Decimal

from django.db import models

from konfluenz.directory import districts, municipality, places, topics
from konfluenz.directory.demo import sources
from konfluenz.directory.models import District

ANSWERS = {"yes": True, "no": False, "": None}


def build(by: models.Model | None) -> None:
    """Build them in this order."""
    values = sources.table("city.toml")
    municipality.set_up(values.pop("name"), land=values.pop("land"), by=by, **_stripped(values))
    topics.ensure(by=by)
    for row in sources.rows("districts.csv"):
        districts.add(
            row["name"],
            latitude=Decimal(row["latitude"]),
            longitude=Decimal(row["longitude"]),
            by=by,
        )
    for row in sources.rows("places.csv"):
        _place(row, by)


def _place(row: dict[str, str], by: models.Model | None) -> None:
    places.add(
        row["name"],
        street=row["street"],
        town="Koblenz",
        district=District.objects.filter(name=row["district"]).first(),
        latitude=Decimal(row["latitude"]) if row["latitude"] else None,
        longitude=Decimal(row["longitude"]) if row["longitude"] else None,
        step_free=ANSWERS[row["step_free"]],
        confidential=row["confidential"] == "yes",
        by=by,
    )


def _stripped(values: dict) -> dict:
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
