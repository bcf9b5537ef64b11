"""Rows of a table of figures as values: what each counts, where, when, and how many."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import dates
from konfluenz.ground.dates import Precision
from konfluenz.ground.imports import cells
from konfluenz.ground.imports.cells import CellRefused
from konfluenz.ground.imports.kinds import Content
from konfluenz.ground.imports.many import Split
from konfluenz.ground.imports.tables import Line
from konfluenz.ground.models import Import
from konfluenz.steering.importing import figure_cells, figure_layout
from konfluenz.steering.importing.figure_layout import Layout, Raw
from konfluenz.steering.importing.meanings import Meanings, PlaceMeaning, RowMeaning
from konfluenz.steering.measuring import district_spans, observations
from konfluenz.steering.measuring.observations import ObservationRefused
from konfluenz.steering.models import Indicator, Unit

LONGEST_PART, LONGEST_NOTE = 80, 300


class FigureLines:
    """Reads the rows of one list against what its words mean here."""

    def __init__(self, taken: Import, meanings: Meanings) -> None:
        self.options: Mapping[str, str] = taken.options
        self.meanings = meanings
        self.in_sheet = bool(taken.asked.get("sheet"))
        self.source = (taken.source or taken.name)[:300]
        self.only = _only(self.options.get("indicator", ""))
        self.objections: dict[tuple[int, str, str], str] = {}
        mapping = {int(at): name for at, name in taken.mapping.items()}
        self.layout = Layout(taken.headings, mapping, one_indicator=self.only is not None)

    def split(self, line: Line) -> Split:
        """Return what a row says. Changes nothing."""
        contents, refused, absent, skipped = [], [], 0, 0
        title = ""
        for raw in self.layout.values(line):
            title = title or _title(raw)
            if figure_cells.absent(raw.value, exact=raw.exact):
                absent += 1
                continue
            try:
                content = self._content(raw)
            except (CellRefused, ObservationRefused) as refusal:
                refused.append(str(refusal))
                continue
            skipped += content is None
            contents += [content] if content is not None else []
        return Split(title, contents, refused, absent, skipped)

    def words(self, line: Line) -> Iterator[Raw]:
        """Yield the values of a row whose words need a meaning."""
        for raw in self.layout.values(line):
            if not figure_cells.absent(raw.value, exact=raw.exact):
                yield raw

    def _content(self, raw: Raw) -> Content | None:
        """Return a value, None when its words are left out by choice."""
        row, place = self._row(raw), self.meanings.place(raw.place_code, raw.place)
        indicator = row.indicator
        if indicator is None or place.skipped:
            return None
        values = self._where(raw, row, place) | self._when(raw) | self._what(raw, indicator)
        if why := self._objection(place, values):
            raise CellRefused(f"{_title(raw)}: {why}")
        names = ("indicator", "category", "district", "date", "precision", "elsewhere")
        key = tuple(str(values[name] or "") for name in names)
        return Content(key, _title(raw), values)

    def _objection(self, place: PlaceMeaning, values: Mapping[str, Any]) -> str:
        """Return why there is no value of a district on a day; asked once for each of both."""
        if place.district is None:
            return ""
        key = place.district.pk, values["date"], values["precision"]
        if key not in self.objections:
            date = dt.date.fromisoformat(values["date"])
            found = district_spans.objection(place.district, date, values["precision"])
            self.objections[key] = found
        return self.objections[key]

    def _row(self, raw: Raw) -> RowMeaning:
        if self.only is not None and not raw.row:
            return RowMeaning(self.only)
        if not raw.row:
            raise CellRefused(_("The row does not say which indicator it is of."))
        return self.meanings.row(raw.row)

    def _where(self, raw: Raw, row: RowMeaning, place: PlaceMeaning) -> dict[str, Any]:
        assert row.indicator is not None  # A row without indicator is left out.
        elsewhere = place.elsewhere or raw.elsewhere
        if self.meanings.own_city(elsewhere):
            elsewhere = ""
        if elsewhere and place.district is not None:
            raise CellRefused(_("Of other cities only values of the whole city are kept."))
        category = figure_layout.joined([row.category, raw.part])
        if len(category) > LONGEST_PART:
            raise CellRefused(_("The part “%s” is too long: 80 signs at most.") % category)
        return {
            "indicator": row.indicator.pk,
            "category": category,
            "district": place.district.pk if place.district else None,
            "elsewhere": elsewhere[:80],
        }

    def _when(self, raw: Raw) -> dict[str, Any]:
        if not raw.date:
            raise CellRefused(_("The row does not say for when it holds."))
        date, precision = figure_cells.period(raw.date, self.options.get("years", "year"))
        if date > timezone.localdate():
            raise CellRefused(_("%s lies ahead. Values are what was observed.") % raw.date)
        return {
            "date": date.isoformat(),
            "precision": precision,
            "breaks": self._breaks(raw, date, precision),
        }

    def _breaks(self, raw: Raw, date: dt.date, precision: str) -> bool:
        """Return whether the series breaks here: told by the row, or for a year of all rows."""
        first = precision != Precision.MONTH or date.month == 1
        in_year = self.options.get("breaks") == str(date.year) and first
        return bool(in_year or cells.yes(raw.breaks))

    def _what(self, raw: Raw, indicator: Indicator) -> dict[str, Any]:
        value, approximate = figure_cells.number(
            raw.value, indicator.unit, exact=raw.exact, point=self.in_sheet
        )
        if indicator.unit == Unit.PERCENT and self.options.get("shares") == "fraction":
            value *= 100
        try:
            observations.refuse_value(value, indicator.unit)
        except ObservationRefused as refusal:
            raise CellRefused(f"{_title(raw)}: {refusal}") from None
        base = "" if figure_cells.absent(raw.base) else raw.base
        return {
            "unit": indicator.unit,
            "value": plain(value),
            "base": plain(figure_cells.number(base, Unit.PERSONS)[0]) if base else "",
            "approximate": approximate,
            "source": (raw.source or self.source)[:300],
            "method": raw.note[:LONGEST_NOTE],
        }


def plain(value: Any) -> str:
    """Return a number as it is kept in JSON and compared: "17.7"; "" for none."""
    return "" if value is None else f"{value.normalize():f}"


def _title(raw: Raw) -> str:
    if figure_cells.is_period(raw.date) and raw.date:
        day = dates.show(*figure_cells.period(raw.date))
    else:
        day = raw.date
    return ", ".join(filter(None, (raw.row, raw.part, raw.place_text, raw.elsewhere, day)))


def _only(slug: str) -> Indicator | None:
    return Indicator.objects.filter(slug=slug).first() if slug else None
