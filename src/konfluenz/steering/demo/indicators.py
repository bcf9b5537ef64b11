"""Indicators of the demo and their values, F-01 to F-04."""

from typing import Any

from django.db import models

from konfluenz.ground import translations
from konfluenz.steering.demo.sources import day
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Indicator

_PARTS = ("names", "observations")


def build(entry: dict[str, Any], by: models.Model | None) -> Indicator:
    """Build one indicator with its values."""
    values = {name: value for name, value in entry.items() if name not in _PARTS}
    indicator = indicators.add(values.pop("slug"), values.pop("name"), public=True, by=by, **values)
    translations.put_all(indicator, "name", entry["names"], machine=True, by=by)
    for observation in entry["observations"]:
        date, precision = day(observation["date"])
        said = observation | {"date": date, "precision": precision}
        observations.add(indicator, said.pop("value"), by=by, **said)
    return indicator
