"""An indicator over the districts: map and table, and what other cities have."""

import datetime as dt
from decimal import Decimal
from typing import Any

from konfluenz.directory import maps
from konfluenz.directory.models import District
from konfluenz.ground import dates
from konfluenz.office.access import OfficeRequest
from konfluenz.steering import by_district
from konfluenz.steering.by_district import Table
from konfluenz.steering.measuring import figures, series
from konfluenz.steering.models import Indicator

FINE = 1000
"""Shades are told apart for values in thousandths too."""

DAYS = 12


def page(request: OfficeRequest, one: Indicator) -> dict[str, Any]:
    """Return table and map for the day asked for by ``?tag=``, or the newest."""
    table = by_district.of(one, _day(request.GET.get("tag", "")))
    return {
        "table": table,
        "day": dates.show(*table.day) if table else "",
        "days": [(day, dates.show(day, precision)) for day, precision in _days(table)],
        "map": _map(table),
        "index": _index(table),
        "cities": [(row, series.text(row)) for row in by_district.elsewhere(one)],
    }


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _days(table: Table | None) -> list[by_district.Day]:
    return list(table.days[:DAYS]) if table and len(table.days) > 1 else []


def _map(table: Table | None) -> dict[str, Any] | None:
    """Return the districts as cells with a shade; None where no district has a point."""
    if table is None:
        return None
    known = {row.district: row for row in table.rows if row.district}
    city = maps.city(list(known))
    if city is None:
        return None
    most = max((row.value.value for row in known.values() if row.value), default=Decimal(0))
    cells = [
        (part, _shade(known, part.district, most), known[part.district]) for part in city.parts
    ]
    return {"cells": cells, "width": maps.WIDTH, "height": city.frame.height}


def _shade(known: dict[District, by_district.Row], district: District, most: Decimal) -> int:
    value = known[district].value
    return maps.shade(max(int(value.value * FINE), 0), int(most * FINE)) if value else 0


def _index(table: Table | None) -> str:
    """Return the segregation index with two decimals; "" where there is none."""
    if table is None or table.segregation is None or table.segregation.value is None:
        return ""
    return figures.number(table.segregation.value.quantize(Decimal("0.01")))
