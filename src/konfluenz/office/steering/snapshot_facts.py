"""The facts of frozen figures in words: on the page, and all of them in the export."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import dates
from konfluenz.office import lists
from konfluenz.steering.counting import register
from konfluenz.steering.freezing import snapshots
from konfluenz.steering.freezing.snapshots import Change
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import Fact, FrozenIndicator, Layer, Snapshot


@dataclass(frozen=True)
class Row:
    """A fact in words. `first`: the first of its indicator."""

    indicator: FrozenIndicator
    part: str
    value: str
    base: str
    day: str
    hidden: str
    first: bool
    districts: int


@dataclass(frozen=True)
class Changed:
    """A change in words; `note` says why there is no difference."""

    indicator: FrozenIndicator
    part: str
    before: str
    after: str
    difference: str
    note: str


class FactTable(lists.Table):
    """All facts of frozen figures, for the export. Numbers are as exact as they were frozen."""

    code = tables.Column(gettext_lazy("Sign"), accessor="indicator__code")
    name = tables.Column(gettext_lazy("Name"), accessor="indicator__name")
    layer = tables.Column(gettext_lazy("Layer"), accessor="indicator__layer")
    district = tables.Column(gettext_lazy("District"), accessor="district")
    category = tables.Column(gettext_lazy("Part"))
    date = tables.Column(gettext_lazy("Date"))
    value = tables.Column(gettext_lazy("Value"))
    unit = tables.Column(gettext_lazy("Counted in"), accessor="indicator__unit")
    base = tables.Column(gettext_lazy("Counted under it"))
    hidden = tables.Column(gettext_lazy("Hidden from the public"))
    source = tables.Column(gettext_lazy("Source"))
    method = tables.Column(gettext_lazy("Method note"))

    def value_layer(self, record: Fact) -> str:
        """Return the layer in words."""
        return record.indicator.get_layer_display()

    def value_category(self, record: Fact) -> str:
        """Return the part in words."""
        return register.label(record.indicator.query, record.category)

    def value_date(self, record: Fact) -> str:
        """Return the day as exactly as it is known."""
        return dates.show(record.date, record.precision)

    def value_value(self, record: Fact) -> str:
        """Return the number alone, as Germans write it."""
        return "" if record.value is None else figures.number(record.value)

    def value_base(self, record: Fact) -> str:
        """Return what was counted under it, as Germans write it."""
        return "" if record.base is None else figures.number(record.base)

    def value_unit(self, record: Fact) -> str:
        """Return the unit in words."""
        return record.indicator.get_unit_display()

    def value_hidden(self, record: Fact) -> str:
        """Say why the public does not see it."""
        return record.get_hidden_display()

    def value_source(self, record: Fact) -> str:
        """Return where the value comes from."""
        return record.source or record.indicator.source

    def value_method(self, record: Fact) -> str:
        """Return how it was made."""
        return record.method or record.indicator.method


def by_layer(snapshot: Snapshot) -> list[tuple[str, list[Row]]]:
    """Return the facts of the whole city by layer; how many there are by district beside them."""
    found = groupby(snapshots.facts_of(snapshot), key=lambda fact: fact.indicator_id)
    rows = [row for _key, facts in found for row in _of_indicator(list(facts))]
    shelves = groupby(rows, key=lambda row: row.indicator.layer)
    return [(str(Layer(layer).label), list(ones)) for layer, ones in shelves]


def changed(found: Iterable[Change]) -> list[Changed]:
    """Return the changes of the whole city in words."""
    return [_changed(one) for one in found if one.district is None]


def said(fact: Fact | None) -> str:
    """Return a value as a reader writes it, "–" for none."""
    if fact is None or fact.value is None:
        return "–"
    value = figures.rounded(fact.value, fact.indicator.decimals)
    return figures.show(value, fact.indicator.unit, fact.approximate)


def _of_indicator(facts: list[Fact]) -> list[Row]:
    city = [fact for fact in facts if fact.district_id is None]
    districts = len(facts) - len(city)
    rows = [_row(fact, districts, first=not place) for place, fact in enumerate(city)]
    alone = Row(facts[0].indicator, "", "–", "", "", "", first=True, districts=districts)
    return rows or [alone]


def _row(fact: Fact, districts: int, *, first: bool) -> Row:
    return Row(
        fact.indicator,
        register.label(fact.indicator.query, fact.category) if fact.category else "",
        said(fact),
        "" if fact.base is None else figures.number(figures.rounded(fact.base, 1).normalize()),
        dates.show(fact.date, fact.precision),
        fact.get_hidden_display(),
        first=first,
        districts=districts if first else 0,
    )


def _changed(one: Change) -> Changed:
    difference = ""
    if one.difference is not None:
        rounded = figures.rounded(one.difference, one.indicator.decimals)
        difference = figures.change(rounded, one.indicator.unit)
    part = register.label(one.indicator.query, one.category) if one.category else ""
    return Changed(one.indicator, part, said(one.before), said(one.after), difference, _note(one))


def _note(one: Change) -> str:
    notes: dict[str, Any] = {"new": one.new, "gone": one.gone, "redefined": one.redefined}
    words = {
        "new": _("new"),
        "gone": _("no longer collected"),
        "redefined": _("defined anew"),
    }
    return next((words[name] for name, true in notes.items() if true), "")
