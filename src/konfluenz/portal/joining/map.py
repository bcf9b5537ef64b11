"""A map of the city without tiles: where help is wanted, by district and elsewhere.

Nobody else is asked for anything.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konfluenz.directory import maps
from konfluenz.directory.maps import WIDTH
from konfluenz.directory.models import District

GRID = 24
"""Points nearer than this on the drawing are one dot."""


@dataclass(frozen=True)
class Cell:
    """A district on the drawing. `shade`: 0 (nothing wanted) to SHADES (most of all)."""

    part: maps.Part
    address: str
    count: int
    shade: int


@dataclass(frozen=True)
class Dot:
    """Opportunities at one point that belong to no district."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True)
class Drawing:
    """The whole map; `height` belongs to WIDTH."""

    height: int
    cells: list[Cell]
    dots: list[Dot]
    width: int = WIDTH


def draw(
    districts: Sequence[District],
    counts: Mapping[int, int],
    elsewhere: Iterable[tuple[Any, Any]],
    link: Callable[[District], str],
) -> Drawing | None:
    """Return the map, None where no place is known.

    `counts` by key of a district; `elsewhere` are (latitude, longitude) without a district.
    `link` returns where a district leads to.
    """
    city = maps.city(districts)
    places = [(float(north), float(east)) for north, east in elsewhere]
    if city is None and not places:
        return None
    frame = city.frame if city else maps.frame_of(places)
    most = max(counts.values(), default=0)
    cells = []
    for part in city.parts if city else ():
        count = counts.get(part.district.pk, 0)
        cells.append(Cell(part, link(part.district), count, maps.shade(count, most)))
    return Drawing(frame.height, cells, _dots(frame, places))


def _dots(frame: maps.Frame, places: Iterable[maps.Place]) -> list[Dot]:
    points = [frame.place(one) for one in places if frame.holds(one)]
    return [
        Dot(round(heap.x), round(heap.y), _radius(len(heap.members)))
        for heap in maps.heaps(points, GRID)
    ]


def _radius(count: int) -> int:
    return min(4 + round(math.sqrt(count) * 2), GRID // 2)
