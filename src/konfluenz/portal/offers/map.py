"""Where services are, on a drawing of the city without tiles; nobody else is asked for anything."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from konfluenz.directory import maps
from konfluenz.directory.maps import WIDTH
from konfluenz.directory.models import District, Place

GRID = 40
"""Places nearer than this on the drawing are one dot."""


@dataclass(frozen=True)
class Dot:
    """Places near together; `count` is how many services are there, `title` names them."""

    x: int
    y: int
    radius: int
    count: int
    address: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """The map: outlines of the districts with their names, and dots; `height` belongs to WIDTH."""

    height: int
    parts: list[tuple[str, str]]
    dots: list[Dot]
    width: int = WIDTH


def draw(
    districts: Iterable[District],
    counts: Mapping[Place, int],
    link: Callable[[Sequence[Place]], str],
) -> Drawing | None:
    """Return the map with the places of `counts`; None where no place is known.

    `link` returns where the places of a dot lead to.
    """
    known = [place for place in counts if place.latitude is not None]
    where = maps.located(known)
    city = maps.city(districts)
    if not where or (city is None and not where):
        return None
    frame = city.frame if city else maps.frame_of(where)
    shown = [(place, at) for place, at in zip(known, where, strict=True) if frame.holds(at)]
    heaps = maps.heaps([frame.place(at) for _place, at in shown], GRID)
    dots = [_dot(heap, [shown[one][0] for one in heap.members], counts, link) for heap in heaps]
    parts = [(part.district.name, part.outline) for part in city.parts] if city else []
    return Drawing(frame.height, parts, dots)


def _dot(
    heap: maps.Heap,
    places: Sequence[Place],
    counts: Mapping[Place, int],
    link: Callable[[Sequence[Place]], str],
) -> Dot:
    count = sum(counts[place] for place in places)
    radius = min(11 + round(math.sqrt(count) * 2), GRID // 2)
    title = ", ".join(place.name for place in places)
    return Dot(round(heap.x), round(heap.y), radius, count, link(places), title)
