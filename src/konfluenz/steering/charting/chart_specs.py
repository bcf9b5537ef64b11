"""Lines over the years as a Vega-Lite specification: plain dicts, put into words already.

Text, axes and shade take the colour of the text around the drawing (``currentColor``), so
that one drawing fits light and dark pages. Every position is computed here: the drawing has
direct labels and no legend, and stays readable 340 pixels wide.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.steering.charting import chart_texts
from konfluenz.steering.charting.bands import Band
from konfluenz.steering.charting.chart_frames import Frame, Scale
from konfluenz.steering.measuring import figures
from konfluenz.steering.measuring.series import Series
from konfluenz.steering.models import Observation

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
INK = "currentColor"
COLOURS = ("#c2611f", "#3b82c4")
"""At least 3:1 on white and on the dark page; lines differ by their points as well."""

SHAPES = ("square", "circle")
SURE_YEARS = 2.0
"""Between values further apart than this the line is a guess, and dashed."""


@dataclass(frozen=True)
class Line:
    """A series with its name in the language of the drawing."""

    name: str
    series: Series


@dataclass(frozen=True)
class Picture:
    """What a drawing shows, in words of one language. `label` says what the shade means."""

    lines: Sequence[Line]
    bands: Sequence[Band]
    label: str
    language: str


def spec(picture: Picture, width: int) -> dict[str, Any]:
    """Return the specification of `picture`, `width` CSS pixels wide, for the active language."""
    frame = _frame(picture, width)
    layers = [
        *_shade(picture, frame),
        *(
            layer
            for number, line in enumerate(picture.lines)
            for layer in _line(line, number, frame)
        ),
    ]
    return {
        "$schema": SCHEMA,
        "width": frame.width,
        "height": frame.height,
        "padding": frame.padding,
        "autosize": {"type": "none"},
        "background": None,
        "config": frame.config(INK),
        "layer": layers,
    }


def years(day: dt.date) -> float:
    """Return `day` as a year with its fraction: 2024-07-01 is 2024.497."""
    start = dt.date(day.year, 1, 1)
    return round(day.year + (day - start).days / 366, 3)


def _frame(picture: Picture, width: int) -> Frame:
    points = [point for line in picture.lines for point in line.series.points]
    scale = Scale(
        first=min(point.date.year for point in points),
        last=years(timezone.localdate().replace(day=1)) + 0.1,
        top=max(point.value for point in points),
        unit=points[0].unit,
    )
    segments = [part for line in picture.lines for part in _segments(line.series.points)]
    guessed = any(dashed for _pair, dashed in segments)
    notes = [_("Dashed: no values are known in between.")] if guessed else []
    if any(point.breaks for point in points):
        notes.append(_("Gap: counted in another way from then on."))
    note = " ".join(notes)
    return Frame.around(width, scale, language=picture.language, label=picture.label, note=note)


def _shade(picture: Picture, frame: Frame) -> Iterator[dict[str, Any]]:
    end = frame.last
    for band in picture.bands:
        start, end = years(band.start), frame.last if band.end is None else years(band.end)
        yield _layer(
            [{"x": max(start, frame.first), "x2": end, "y": 0, "y2": frame.top}],
            {"type": "rect", "fill": INK, "opacity": 0.12},
            ["x", "x2", "y", "y2"],
            frame,
        )
    yield from frame.head(INK, until=end)


def _line(line: Line, number: int, frame: Frame) -> Iterator[dict[str, Any]]:
    colour = COLOURS[number % len(COLOURS)]
    shape = SHAPES[number % len(SHAPES)]
    points = line.series.points
    for pair, dashed in _segments(points):
        dash = {"strokeDash": [6, 4]} if dashed else {}
        yield _layer(
            [_at(point) for point in pair],
            {"type": "line", "stroke": colour, "strokeWidth": 2.5, **dash},
            ["x", "y"],
            frame,
        )
    yield _layer(
        [_at(point) for point in points],
        {
            "type": "point",
            "shape": shape,
            "fill": colour,
            "stroke": colour,
            "size": 55,
            "opacity": 1,
        },
        ["x", "y"],
        frame,
    )
    yield from _values(points, frame)
    yield _name(line, frame)


def _segments(points: Sequence[Observation]) -> Iterator[tuple[tuple[Observation, ...], bool]]:
    """Yield the pieces of a line; none where it was counted in another way from then on."""
    for pair in pairwise(points):
        if pair[1].breaks:
            continue
        yield pair, years(pair[1].date) - years(pair[0].date) > SURE_YEARS


def _at(point: Observation) -> dict[str, float]:
    return {"x": years(point.date), "y": float(point.value)}


def _values(points: Sequence[Observation], frame: Frame) -> Iterator[dict[str, Any]]:
    """Yield the values above the first and the last point, above all where there are few."""
    shown = points if len(points) <= 4 else (points[0], points[-1])
    for point in shown:
        text = figures.show(point.value, point.unit, point.approximate)
        at = _at(point)
        at_axis = at["x"] - frame.first < 1
        rise = chart_texts.width([text], frame.size) * _slope(points, frame) if at_axis else 4
        yield frame.text(
            at["x"],
            at["y"],
            text,
            INK,
            align="left" if at_axis else "center",
            dy=-6 - max(rise, 4),
            bold=True,
        )


def _name(line: Line, frame: Frame) -> dict[str, Any]:
    """Return the name above the middle of its line, high enough for the slope of the line."""
    first, last = line.series.points[0], line.series.points[-1]
    words = chart_texts.wrapped(line.name, frame.characters)
    x = (years(first.date) + years(last.date)) / 2
    y = float((first.value + last.value) / 2)
    rise = chart_texts.width(words, frame.size) / 2 * abs(_slope(line.series.points, frame))
    return frame.text(x, y, words, INK, dy=-8 - rise)


def _slope(points: Sequence[Observation], frame: Frame) -> float:
    """Return how many pixels the line rises with each pixel to the right, first to last."""
    right = frame.pixels_right(years(points[-1].date) - years(points[0].date))
    return frame.pixels_up(points[-1].value - points[0].value) / max(right, 1.0)


def _layer(
    rows: list[dict[str, float]], mark: dict[str, Any], names: list[str], frame: Frame
) -> dict[str, Any]:
    encoding: dict[str, Any] = {name: {"field": name} for name in names}
    encoding["x"] |= frame.x_axis()
    encoding["y"] |= frame.y_axis()
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
