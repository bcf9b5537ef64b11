"""A series as a small line: an SVG path without axes, beside the numbers in words."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 120, 32, 3
"""The box of the drawing in its own units, and the margin that a thick line needs."""

Point = tuple[dt.date, Decimal]


def path(points: Sequence[Point]) -> str:
    """Return the line through `points` in order of their days; "" for fewer than two days."""
    days = [day.toordinal() for day, _value in points]
    values = [value for _day, value in points]
    if len(set(days)) < 2:
        return ""
    across = [_placed(day, min(days), max(days), WIDTH) for day in days]
    up = [HEIGHT - _placed(value, min(values), max(values), HEIGHT) for value in values]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in zip(across, up, strict=True))


def _placed(value: Decimal | int, least: Decimal | int, most: Decimal | int, room: int) -> float:
    """Return where `value` lies between the edges of `room`; the middle where all are equal."""
    if least == most:
        return room / 2
    return EDGE + float((value - least) / (most - least)) * (room - 2 * EDGE)
