"""The drawing of open places and volunteers: the city, and what lies outside it apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import ngettext

from konfluenz.directory import maps
from konfluenz.directory.maps import Frame, Place
from konfluenz.directory.models import District

FEW = 5
"""Smaller numbers of volunteers are never told."""

GRID, FAR_GRID = 44, 64
"""Places nearer than this on the drawing are one dot, in the city and outside."""

RADIUS = (7, 13, 18, 24, 31)
"""Of a dot for one place, then by how many figures it holds."""

LISTED = 12
BAR = 160
"""The bar of the scale is at most so long."""

SCALE_HEIGHT = 36
FAR_MARGIN = 34
FAR_LEAST_KM = 4.0
APART_KM = 20.0
FRAMES = 3
"""So many regions outside the city get a frame, each with at least `FEW` opportunities."""


@dataclass(frozen=True)
class Wanted:
    """An opportunity with its free `places`; `district` is a key."""

    public_id: UUID
    title: str
    district: int | None
    place: Place | None
    places: int


@dataclass(frozen=True)
class Cell:
    """A district: `volunteers` is None where the number is not told."""

    part: maps.Part
    volunteers: int | None
    shade: int
    url: str


@dataclass(frozen=True)
class Dot:
    """Open places that lie together; `url` is "" when they lead to different lists."""

    x: int
    y: int
    radius: int
    places: int
    title: str
    url: str


@dataclass(frozen=True)
class Drawing:
    """A frame with what lies in it; below stands the scale: `bar` units are `km`."""

    height: int
    cells: list[Cell]
    dots: list[Dot]
    km: str
    bar: int
    width: int = maps.WIDTH

    @property
    def frame_height(self) -> int:
        """The height with the scale."""
        return self.height + SCALE_HEIGHT

    @property
    def bar_line(self) -> int:
        """Where the bar of the scale begins."""
        return self.height + SCALE_HEIGHT - 10


Placed = tuple[Wanted, Place]


def list_address(page: str, district: int | None, **more: str) -> str:
    """Return the list `page` narrowed to a district, None: to what has none."""
    query = {"district": "null" if district is None else district, **more}
    return f"{reverse(f'office:{page}')}?{urlencode(query)}"


def drawings(
    districts: Sequence[District], wanted: Sequence[Wanted], volunteers: Mapping[int, int]
) -> dict[str, Any]:
    """Return the `city`, the regions `far` from it, who stands `alone`, and the `steps` of shades.

    `volunteers` by key of a district, without the numbers that must not be told. Where no
    district has a point, every region is `far`.
    """
    placed = [(one, one.place) for one in wanted if one.place]
    city = maps.city(districts)
    near = [pair for pair in placed if city and city.frame.holds(pair[1])]
    far = [pair for pair in placed if not (city and city.frame.holds(pair[1]))]
    most = max(volunteers.values(), default=0)
    return {
        "city": _drawing(city.frame, _cells(city, volunteers, most), near) if city else None,
        **_regions(far),
        "far_places": sum(one.places for one, _place in far),
        "steps": _steps(most),
    }


def _regions(placed: Sequence[Placed]) -> dict[str, Any]:
    """Return a frame for each region where there is much, and what lies somewhere else."""
    regions = maps.regions([place for _one, place in placed], APART_KM)
    drawn = [region for region in regions[:FRAMES] if len(region) >= FEW]
    rest = [placed[at][0] for region in regions[len(drawn) :] for at in region]
    return {
        "far": [_around([placed[at] for at in region]) for region in drawn],
        "alone": [(one.title, _record(one)) for one in rest[:LISTED]],
        "alone_more": max(len(rest) - LISTED, 0),
    }


def _around(placed: Sequence[Placed]) -> Drawing:
    """Return a frame that fits what is in it."""
    places = [place for _one, place in placed]
    frame = maps.frame_of(places, margin=FAR_MARGIN, least=FAR_LEAST_KM)
    return _drawing(frame, [], placed, FAR_GRID)


def _drawing(
    frame: Frame, cells: list[Cell], placed: Sequence[Placed], grid: int = GRID
) -> Drawing:
    heaps = maps.heaps([frame.place(place) for _one, place in placed], grid)
    dots = [_dot(heap, [placed[at][0] for at in heap.members]) for heap in heaps]
    km = frame.round_km(BAR)
    said = number_format(km, 0 if km >= 1 else 1)
    return Drawing(frame.height, cells, dots, said, round(km * frame.scale))


def _cells(city: maps.City, volunteers: Mapping[int, int], most: int) -> list[Cell]:
    found = [(part, volunteers.get(part.district.pk)) for part in city.parts]
    return [
        Cell(part, count, maps.shade(count or 0, most), _volunteers(part)) for part, count in found
    ]


def _volunteers(part: maps.Part) -> str:
    return list_address("volunteers", part.district.pk, state="askable")


def _record(one: Wanted) -> str:
    return reverse("office:opportunity", args=[one.public_id])


def _dot(heap: maps.Heap, wanted: Sequence[Wanted]) -> Dot:
    places = sum(one.places for one in wanted)
    radius = RADIUS[min(len(str(places)), len(RADIUS) - 1) if places > 1 else 0]
    title = ngettext("%(n)s free place", "%(n)s free places", places) % {"n": number_format(places)}
    if len(wanted) == 1:
        title = f"{wanted[0].title}: {title}"
    return Dot(round(heap.x), round(heap.y), radius, places, title, _lead(wanted))


def _lead(wanted: Sequence[Wanted]) -> str:
    """Return where a dot leads: to its opportunity, or to the list of its district."""
    if len(wanted) == 1:
        return _record(wanted[0])
    districts = {one.district for one in wanted}
    district = districts.pop()
    if districts or district is None:
        return ""
    return list_address("opportunities", district, state="open", places="free")


def _steps(most: int) -> list[tuple[int, str]]:
    """Return each shade with the numbers it stands for; `most` are in one district."""
    ends = [most * shade // maps.SHADES for shade in range(maps.SHADES + 1)]
    spans = [(n, max(low + 1, FEW), high) for n, (low, high) in enumerate(pairwise(ends), 1)]
    return [(n, _span(low, high)) for n, low, high in spans if low <= high]


def _span(low: int, high: int) -> str:
    return number_format(low) if low == high else f"{number_format(low)}–{number_format(high)}"
