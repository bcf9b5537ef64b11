"""Where things lie on a drawing of the city, without tiles: plain geometry for all faces.

Of a district only the centre is known. What lies nearest to it is its part of the drawing:
that shows where something is, not where a district ends.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from konfluenz.directory.models import District

WIDTH = 640
MARGIN = 8
LEAST_KM = 0.1
CORNERS = 40
KM_A_DEGREE = 111.3
SHADES = 4
COVERED = 0.6
"""Heaps nearer than this share of a square become one."""

Place = tuple[float, float]
"""Latitude and longitude in degrees."""

Point = tuple[float, float]
"""On a plane in km, or on the drawing; the first number goes east, the second one south."""

Polygon = list[Point]


@dataclass(frozen=True)
class Plane:
    """A flat piece of the globe, true to scale around one latitude: enough for a country."""

    east: float

    @classmethod
    def around(cls, places: Sequence[Place]) -> "Plane":
        """Return the plane that is true in the middle of `places`."""
        middle = (min(north for north, _ in places) + max(north for north, _ in places)) / 2
        return cls(KM_A_DEGREE * math.cos(math.radians(middle)))

    def point(self, place: Place) -> Point:
        """Return where `place` lies, in km."""
        return place[1] * self.east, -place[0] * KM_A_DEGREE


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, `WIDTH` units wide; `scale` is units a km."""

    plane: Plane
    left: float
    top: float
    scale: float
    height: int
    margin: int

    def place(self, place: Place) -> Point:
        """Return where `place` lies on the drawing."""
        return self.put(self.plane.point(place))

    def put(self, point: Point) -> Point:
        """Return where a point of the plane lies on the drawing."""
        x, y = point
        return self.margin + (x - self.left) * self.scale, self.margin + (y - self.top) * self.scale

    def holds(self, place: Place) -> bool:
        """Return whether `place` is on the drawing."""
        x, y = self.place(place)
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def round_km(self, units: int) -> float:
        """Return the largest 1, 2 or 5 times a power of ten whose km fit into `units`."""
        longest = units / self.scale
        power = 10.0 ** math.floor(math.log10(longest))
        return max(times * power for times in (1, 2, 5) if times * power <= longest)


@dataclass(frozen=True)
class Part:
    """A district on the drawing: its `outline` as SVG writes points, its centre at `x`, `y`."""

    district: District
    outline: str
    x: int
    y: int


@dataclass(frozen=True)
class City:
    """The districts with a centre, and the frame that holds them."""

    frame: Frame
    parts: list[Part]


@dataclass(frozen=True)
class Heap:
    """What lies so near together that it is one dot; `members` are places in the list given."""

    x: float
    y: float
    members: tuple[int, ...]


def located(things: Iterable[Any]) -> list[Place]:
    """Return the places of those `things` that have one."""
    found = ((one.latitude, one.longitude) for one in things if one.latitude is not None)
    return [(float(north), float(east)) for north, east in found]


def city(districts: Iterable[District]) -> City | None:
    """Return the districts as they are drawn; None where the centre of none is known."""
    known = [one for one in districts if one.latitude is not None]
    if not known:
        return None
    places = located(known)
    plane = Plane.around(places)
    centres = tuple(map(plane.point, places))
    outlines = _outlines(centres)
    frame = _frame(plane, [corner for outline in outlines for corner in outline], MARGIN, LEAST_KM)
    parts = []
    for district, centre, outline in zip(known, centres, outlines, strict=True):
        x, y = frame.put(centre)
        path = " ".join("{:.0f},{:.0f}".format(*frame.put(corner)) for corner in outline)
        parts.append(Part(district, path, round(x), round(y)))
    return City(frame, parts)


def frame_of(places: Sequence[Place], *, margin: int = MARGIN, least: float = LEAST_KM) -> Frame:
    """Return the frame that holds all `places`, of which there is one; at least `least` km wide."""
    plane = Plane.around(places)
    return _frame(plane, [plane.point(one) for one in places], margin, least)


def heaps(points: Sequence[Point], grid: float) -> list[Heap]:
    """Return the `points` of a drawing as heaps: those in one square of the `grid` together.

    A heap lies in the middle of its members; what would cover a larger one belongs to it.
    """
    squares: dict[Point, list[int]] = {}
    for number, (x, y) in enumerate(points):
        squares.setdefault((x // grid, y // grid), []).append(number)
    kept: list[Heap] = []
    for members in sorted(squares.values(), key=len, reverse=True):
        own = _heap(points, members)
        at = next((n for n, one in enumerate(kept) if _distance(one, own) < grid * COVERED), None)
        if at is None:
            kept.append(own)
        else:
            kept[at] = _heap(points, [*kept[at].members, *members])
    return kept


def regions(places: Sequence[Place], km: float) -> list[list[int]]:
    """Return `places` by number, those apart that have at least `km` of nothing between them.

    The largest come first. What lies up to three times as far apart may still be together.
    """
    if not places:
        return []
    plane = Plane.around(places)
    squares: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(map(plane.point, places)):
        squares.setdefault((int(x // km), int(y // km)), []).append(number)
    found = []
    while squares:
        found.append(_joined(squares))
    return sorted(found, key=len, reverse=True)


def shade(count: int, most: int) -> int:
    """Return 0 (nothing) to SHADES (as much as anywhere)."""
    return math.ceil(SHADES * count / most) if most else 0


def _heap(points: Sequence[Point], members: list[int]) -> Heap:
    xs, ys = zip(*(points[one] for one in members), strict=True)
    return Heap(sum(xs) / len(xs), sum(ys) / len(ys), tuple(members))


def _joined(squares: dict[tuple[int, int], list[int]]) -> list[int]:
    """Take from `squares` one with all that it touches, and return what lies there."""
    edge, found = [next(iter(squares))], []
    while edge:
        column, row = edge.pop()
        found += squares.pop((column, row), [])
        around = product((column - 1, column, column + 1), (row - 1, row, row + 1))
        edge += [one for one in around if one in squares]
    return found


def _distance(one: Heap, other: Heap) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))


def _frame(plane: Plane, points: Sequence[Point], margin: int, least: float) -> Frame:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    high = max(ys) - min(ys)
    wide = max(max(xs) - min(xs), high / 1.5, least)
    scale = (WIDTH - 2 * margin) / wide
    left = (min(xs) + max(xs) - wide) / 2
    return Frame(plane, left, min(ys), scale, round(high * scale) + 2 * margin, margin)


@lru_cache(maxsize=8)
def _outlines(centres: tuple[Point, ...]) -> tuple[Polygon, ...]:
    """Return around each centre what is nearer to it than to any other, and not far away."""
    reach = _reach(centres)
    return tuple(_outline(centre, centres, reach) for centre in centres)


def _reach(centres: tuple[Point, ...]) -> float:
    """Return how far a district at the edge goes: as far as most have to their neighbour."""
    nearest = sorted(
        min((math.dist(one, other) for other in centres if other != one), default=1.0)
        for one in centres
    )
    return nearest[len(nearest) * 4 // 5] if nearest else 1.0


def _outline(centre: Point, centres: Iterable[Point], reach: float) -> Polygon:
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
    shape = [
        (centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)) for turn in turns
    ]
    for other in centres:
        if other != centre and math.dist(centre, other) < 2 * reach:
            shape = _nearer(shape, centre, other)
    return shape


def _nearer(shape: Polygon, centre: Point, other: Point) -> Polygon:
    """Return the part of `shape` that is nearer to `centre` than to `other`."""
    kept: Polygon = []
    for (a, b), (near_a, near_b) in zip(
        _edges(shape), _edges([_side(p, centre, other) for p in shape]), strict=True
    ):
        if near_a >= 0:
            kept.append(a)
        if near_a * near_b < 0:
            share = near_a / (near_a - near_b)
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept


def _edges(ring: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(ring, ring[1:] + ring[:1], strict=True))


def _side(point: Point, centre: Point, other: Point) -> float:
    """Return above 0 for a point nearer to `centre`: the difference of squared distances."""
    to_other = (point[0] - other[0]) ** 2 + (point[1] - other[1]) ** 2
    return to_other - (point[0] - centre[0]) ** 2 - (point[1] - centre[1]) ** 2
