"""A series as a small line: an SVG path without axes, beside the numbers in words."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 120, 32, 3
"""The box of the drawing in its own units, and the margin that a thick line needs."""

Point = tuple[dt.date, Decimal]


@dataclass(frozen=True)
class Spark:
    """What is drawn: the line, and upright strokes where the series breaks. "" for nothing."""

    line: str
    breaks: str


def spark(points: Sequence[Point], breaks: Collection[dt.date] = ()) -> Spark:
    """Return the drawing of `points` in order of their days; of fewer than two days nothing.

    The line begins anew on each day of `breaks`: values before and after it do not compare.
    """
    days = [day.toordinal() for day, _value in points]
    values = [value for _day, value in points]
    if len(set(days)) < 2:
        return Spark("", "")
    across = [_placed(day, min(days), max(days), WIDTH) for day in days]
    up = [HEIGHT - _placed(value, min(values), max(values), HEIGHT) for value in values]
    anew = [place == 0 or day in breaks for place, (day, _value) in enumerate(points)]
    line = "".join(
        f"{'M' if new else 'L'}{x:.1f} {y:.1f}" for new, x, y in zip(anew, across, up, strict=True)
    )
    strokes = [x for new, x in zip(anew[1:], across[1:], strict=True) if new]
    return Spark(line, "".join(f"M{x:.1f} 1V{HEIGHT - 1}" for x in strokes))


def _placed(value: Decimal | int, least: Decimal | int, most: Decimal | int, room: int) -> float:
    """Return where `value` lies between the edges of `room`; the middle where all are equal."""
    if least == most:
        return room / 2
    return EDGE + float((value - least) / (most - least)) * (room - 2 * EDGE)
