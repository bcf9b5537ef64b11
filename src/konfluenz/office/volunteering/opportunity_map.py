"""Open places and volunteers who can be asked, by district: drawn, and as a table beside it.

Volunteers are numbers by district, and a number below FEW is never told: nobody's address
can be read off the map.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfluenz.directory import districts
from konfluenz.directory.models import District
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.volunteering import opportunity_drawing, opportunity_lists
from konfluenz.office.volunteering.opportunity_drawing import FEW, Wanted, list_address
from konfluenz.people.roles import Right
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.models import Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE

FIELDS = ("public_id", "title", "district_id", "latitude", "longitude", "wanted", "placed")


@dataclass(frozen=True)
class Row:
    """A district, or (None) what has none: its numbers in words, each with where it leads."""

    district: District | None
    places: int
    volunteers: str
    ratio: str
    places_url: str
    volunteers_url: str


@requires(Right.READ_VOLUNTEERS)
@requires(Right.READ_OPPORTUNITIES)
@require_safe
def opportunity_map(request: OfficeRequest) -> HttpResponse:
    """Show both sides on one page."""
    wanted, volunteers = _wanted(), _volunteers()
    used = {one.district for one in wanted if one.district} | {key for key in volunteers if key}
    there = list(districts.on_map(used))
    places: Counter[int | None] = Counter()
    for one in wanted:
        places[one.district] += one.places
    context = {
        "rows": _rows(there, places, volunteers),
        "few": FEW,
        "count": len(wanted),
        "places": places.total(),
        "nowhere": sum(one.places for one in wanted if one.place is None),
        **opportunity_drawing.drawings(there, wanted, _told(volunteers)),
    }
    return render(request, "office/opportunities/map.html", context)


def _wanted() -> list[Wanted]:
    """Return the open opportunities that have a free place."""
    rows = opportunity_lists.with_places(opportunities.open_on()).order_by("pk")
    found = (_read(row) for row in rows.values_list(*FIELDS, named=True))
    return [one for one in found if one.places]


def _read(row: Any) -> Wanted:
    places = max(row.wanted - row.placed, 0)
    known = row.latitude is not None
    place = (float(row.latitude), float(row.longitude)) if known else None
    return Wanted(row.public_id, row.title, row.district_id, place, places)


def _volunteers() -> dict[int | None, int]:
    """Return how many can be asked, by the key of their district."""
    askable = Volunteer.objects.filter(state__in=ASKABLE).order_by()
    return dict(askable.values_list("district").annotate(Count("pk")))


def _told(volunteers: Mapping[int | None, int]) -> dict[int, int]:
    """Return the numbers that may be told, of districts."""
    return {key: count for key, count in volunteers.items() if key and count >= FEW}


def _rows(
    districts: Sequence[District],
    places: Mapping[int | None, int],
    volunteers: Mapping[int | None, int],
) -> list[Row]:
    """Return the districts, where it is tightest first; what has none stands last."""

    def tightness(district: District) -> tuple[float, int]:
        key = district.pk
        return -_ratio(places[key], volunteers.get(key, 0)), -places[key]

    order: Iterable[District | None] = [*sorted(districts, key=tightness), None]
    return [_row(one, places, volunteers) for one in order]


def _row(
    district: District | None,
    places: Mapping[int | None, int],
    volunteers: Mapping[int | None, int],
) -> Row:
    key = district.pk if district else None
    wanted, count = places[key], volunteers.get(key, 0)
    return Row(
        district,
        wanted,
        number_format(count) if count >= FEW else _("fewer than %(few)d") % {"few": FEW},
        _ratio_in_words(wanted, count),
        list_address("opportunities", key, state="open", places="free"),
        list_address("volunteers", key, state="askable"),
    )


def _ratio(places: int, volunteers: int) -> float:
    """Return the places for one volunteer, at least: a number that is not told counts as most."""
    return places / max(volunteers, FEW - 1)


def _ratio_in_words(places: int, volunteers: int) -> str:
    if not places:
        return "–"
    ratio = _ratio(places, volunteers)
    if volunteers >= FEW:
        return number_format(round(ratio, 1), 1)
    return _("at least %(ratio)s") % {"ratio": number_format(math.floor(10 * ratio) / 10, 1)}
