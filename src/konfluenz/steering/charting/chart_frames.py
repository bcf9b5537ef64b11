"""The frame of a drawing: its size, its axes, and where in it a text goes."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from konfluenz.steering.charting import chart_texts
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Unit

FONT = "'Fira Sans', 'Noto Sans Arabic', Arial, sans-serif"
TICK_YEARS = 5
NARROW = 500
"""Below this width names and notes take several lines."""

EDGE = 8
ROOM = 1.1
"""How much higher than the highest value the plot is."""


@dataclass(frozen=True)
class Scale:
    """From which year to which, up to which value of which unit a drawing goes."""

    first: int
    last: float
    top: Decimal
    unit: str


@dataclass(frozen=True)
class Frame:
    """Where things go. `first` and `last` are years, `top` and `step` units of the values.

    `size` is that of the letters in pixels, `characters` how long a name may be in one line;
    `label` and `note` stand above the plot, in lines that fit.
    """

    full_width: int
    height: int
    first: float
    last: float
    top: float
    step: float
    unit: str
    language: str
    size: int
    characters: int
    label: tuple[str, ...]
    note: tuple[str, ...]

    @classmethod
    def around(
        cls, full_width: int, scale: Scale, *, language: str, label: str, note: str
    ) -> "Frame":
        """Return the frame for `scale` with `label` above the plot and `note` above that."""
        narrow = full_width < NARROW
        size = 12 if narrow else 14
        room = int((full_width - EDGE) / chart_texts.width(["x"], size))
        peak = (float(scale.top) or 1.0) * ROOM
        step = _step(peak)
        top = math.ceil(peak / step) * step
        return cls(
            full_width=full_width,
            height=240 if narrow else 320,
            first=float(scale.first),
            last=max(scale.last, scale.first + 1.0),
            top=min(top, 100.0) if scale.unit == Unit.PERCENT else top,
            step=step,
            unit=scale.unit,
            language=language,
            size=size,
            characters=22 if narrow else 60,
            label=tuple(chart_texts.wrapped(label, room)),
            note=tuple(chart_texts.wrapped(note, room)),
        )

    @property
    def padding(self) -> dict[str, int]:
        """Return the pixels around the plot, for the labels of the axes and what stands above."""
        lines = len(self.label) + len(self.note)
        return {
            "left": self.size * 4,
            "right": EDGE,
            "top": round(self.size * 1.2 * lines) + EDGE + 4,
            "bottom": self.size * 2,
        }

    @property
    def width(self) -> int:
        """Return the width of the plot alone."""
        return self.full_width - self.padding["left"] - self.padding["right"]

    def pixels_up(self, units: Decimal | float) -> float:
        """Return how many pixels `units` of the values are high."""
        return float(units) / self.top * self.height

    def pixels_right(self, years: float) -> float:
        """Return how many pixels `years` are wide."""
        return years / (self.last - self.first) * self.width

    def head(self, ink: str, *, until: float) -> Iterator[dict[str, Any]]:
        """Yield the texts above the plot: the label, ending at the year `until`, and the note."""
        if self.label:
            wide = chart_texts.width(self.label, self.size)
            fits = self.pixels_right(until - self.first) + self.padding["left"] >= wide
            year, align = (until, "right") if fits else (self.first, "left")
            yield self.text(year, self.top, self.label, ink, align=align, dy=-4)
        if self.note:
            year, align = (self.first, "left")
            if chart_texts.runs_left(self.language):
                year, align = (self.last, "right")
            rise = 8 + len(self.label) * self.size * 1.2
            yield self.text(year, self.top, self.note, ink, align=align, dy=-rise)

    def x_axis(self) -> dict[str, Any]:
        """Return the axis of the years: the first, then every fifth that leaves room."""
        rounded = range(int(self.first) // TICK_YEARS * TICK_YEARS, int(self.last) + 1, TICK_YEARS)
        ticks = [int(self.first), *(year for year in rounded if year - self.first >= 2)]
        axis = {"values": ticks, "labelExpr": "'' + datum.value", "grid": False, "title": None}
        return {
            "type": "quantitative",
            "scale": {"domain": [self.first, self.last], "nice": False, "zero": False},
            "axis": axis,
        }

    def y_axis(self) -> dict[str, Any]:
        """Return the axis of the values, its labels as the language writes them."""
        count = round(self.top / self.step)
        ticks = [round(self.step * number, 6) for number in range(count + 1)]
        words = {f"{tick:.12g}": self._tick(tick) for tick in ticks}
        axis = {"values": ticks, "labelExpr": _lookup(words), "title": None, "domain": False}
        return {
            "type": "quantitative",
            "scale": {"domain": [0, self.top], "nice": False},
            "axis": axis,
        }

    def text(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        ink: str,
        *,
        align: str = "center",
        dy: float = 0,
        bold: bool = False,
    ) -> dict[str, Any]:
        """Return a layer with `text`, its foot at the year `x` and the value `y`."""
        lines = [text] if isinstance(text, str) else list(text)
        lines = [chart_texts.isolated(line, self.language) for line in lines]
        mark = {
            "type": "text",
            "text": lines,
            "fill": ink,
            "align": align,
            "baseline": "line-bottom",
            "dy": dy - (len(lines) - 1) * self.size * 1.2,
            "fontWeight": "bold" if bold else "normal",
        }
        return {
            "data": {"values": [{"x": x, "y": y}]},
            "mark": mark,
            "encoding": {
                "x": {"field": "x"} | self.x_axis(),
                "y": {"field": "y"} | self.y_axis(),
            },
        }

    def config(self, ink: str) -> dict[str, Any]:
        """Return fonts, sizes and colours of the whole drawing."""
        axis = {
            "labelColor": ink,
            "labelFontSize": self.size,
            "labelFont": FONT,
            "domainColor": ink,
            "tickColor": ink,
            "gridColor": ink,
            "gridOpacity": 0.15,
            "labelOverlap": False,
        }
        text = {"font": FONT, "fontSize": self.size, "lineHeight": self.size * 1.2}
        return {"axis": axis, "text": text, "view": {"stroke": None}}

    def _tick(self, tick: float) -> str:
        text = figures.show(Decimal(str(tick)), self.unit)
        return chart_texts.isolated(text, self.language)


def _step(top: float) -> float:
    """Return the greatest step of 1, 2 or 5 that gives the axis at least three parts."""
    power = 10.0 ** math.floor(math.log10(top))
    return next(step for part in (1, 2, 5, 10) if top / (step := power / part) >= 3)


def _lookup(words: dict[str, str]) -> str:
    """Return a Vega expression that gives a tick its words."""
    return f"({json.dumps(words)})['' + datum.value]"
