"""*Auf einen Blick*: the latest value of every indicator, its change and a small history."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from konfluenz.ground import dates
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.steering import indicator_tabs
from konfluenz.people.roles import Right
from konfluenz.steering import glances
from konfluenz.steering.glances import Glance
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Indicator, Layer


@dataclass(frozen=True)
class Row:
    """An indicator with its latest value in words; no value: not collected."""

    indicator: Indicator
    value: str
    day: str
    change: str
    path: str


@dataclass(frozen=True)
class Shelf:
    """One layer: what has a value, and what has none."""

    slug: str
    label: str
    rows: list[Row]
    missing: list[Row]


@requires(Right.READ_CONCEPT)
def glance(request: OfficeRequest) -> HttpResponse:
    """Show all indicators by layer."""
    found = groupby(glances.all_of_them(), key=lambda one: one.indicator.layer)
    context = {
        "shelves": [_shelf(layer, [_row(one) for one in ones]) for layer, ones in found],
        "size": (glances.WIDTH, glances.HEIGHT),
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
        **indicator_tabs.SHOWN,
    }
    return render(request, "office/indicators/glance.html", context)


def _shelf(layer: str, rows: list[Row]) -> Shelf:
    known = [row for row in rows if row.value]
    return Shelf(layer, str(Layer(layer).label), known, [row for row in rows if not row.value])


def _row(one: Glance) -> Row:
    last, what = one.last, one.indicator
    if last is None:
        return Row(what, "", "", "", "")
    value = figures.rounded(last.value, what.decimals)
    change = ""
    if one.change is not None:
        change = figures.change(figures.rounded(one.change, what.decimals), what.unit)
    return Row(
        what,
        figures.show(value, what.unit, last.approximate),
        dates.show(last.date, last.precision),
        change,
        one.path,
    )
