"""Public indicators with their values, small numbers hidden as everywhere in public (section 8)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import F, Max, Min
from django.utils.translation import gettext_lazy as _

from konfluenz.council.open_data import Data
from konfluenz.directory.models import District
from konfluenz.exchange.open_data.tables import DATE, Column, Period, Table
from konfluenz.steering.freezing import concealing
from konfluenz.steering.models import Fact, Indicator, Observation, ObservationState

CHUNK = 2_000
Row = tuple[Any, ...]
Names = Mapping[int, str]
"""Districts by their keys."""


def _rows() -> Iterator[Row]:
    """Yield the values, indicator by indicator; four queries.

    What the program counts is read from frozen figures that are public, all else from the
    observations, as the portal does.
    """
    facts = list(_facts())
    counted = {fact.indicator.indicator_id or 0 for fact in facts}
    shown = Indicator.objects.filter(public=True).exclude(pk__in=counted).in_bulk()
    districts = dict(District.objects.values_list("pk", "name"))
    for place, group in groupby(_observations().iterator(chunk_size=CHUNK), _table):
        if place[0] in shown:
            yield from _observed(shown[place[0]], list(group), districts)
    for _day, found in groupby(facts, lambda one: (one.indicator.indicator_id, one.date)):
        yield from _frozen(list(found), districts)


def _observations() -> models.QuerySet[Observation]:
    return Observation.objects.filter(indicator__public=True).order_by(
        "indicator__slug",
        "elsewhere",
        "date",
        "precision",
        F("district__name").asc(nulls_first=True),
        "category",
        "id",
    )


def _table(one: Observation) -> tuple[int, str, dt.date, str]:
    """Return which table of districts and parts a value stands in."""
    return one.indicator_id, one.elsewhere, one.date, one.precision


def _facts() -> models.QuerySet[Fact]:
    rows = Fact.objects.filter(
        indicator__indicator__public=True,
        indicator__snapshot__public=True,
        date__isnull=False,
        value__isnull=False,
    ).exclude(indicator__query="")
    return rows.select_related("indicator__snapshot", "indicator__indicator").order_by(
        "indicator__indicator__slug",
        "date",
        "-indicator__snapshot__id",
        F("district__name").asc(nulls_first=True),
        "category",
        "id",
    )


def _observed(indicator: Indicator, values: list[Observation], districts: Names) -> Iterator[Row]:
    hidden = _hidden(indicator, values) if indicator.few else frozenset()
    for one in values:
        yield _row(
            indicator,
            one,
            districts,
            hidden=one.pk in hidden,
            elsewhere=one.elsewhere,
            breaks=one.breaks,
            provisional=one.state == ObservationState.PROVISIONAL,
        )


def _hidden(indicator: Indicator, values: list[Observation]) -> frozenset[int]:
    """Return the keys of those of one table that must not be shown."""
    facts = {
        one.pk: Fact(
            date=one.date,
            district_id=one.district_id,
            category=one.category,
            value=one.value,
            base=one.base,
        )
        for one in values
    }
    concealing.conceal(facts.values(), indicator.unit)
    return frozenset(key for key, fact in facts.items() if fact.hidden)


def _frozen(facts: list[Fact], districts: Names) -> Iterator[Row]:
    """Yield one day's facts of an indicator: those frozen last, as a whole.

    Cells of two tables side by side could be calculated from one another.
    """
    snapshot = facts[0].indicator.snapshot
    mine = [one for one in facts if one.indicator.snapshot == snapshot]
    indicator = facts[0].indicator.indicator
    if indicator is None:
        return
    if indicator.few:
        concealing.conceal(mine, indicator.unit)
    for one in mine:
        yield _row(indicator, one, districts, hidden=bool(one.hidden), since=snapshot.since)


def _row(
    indicator: Indicator,
    one: Observation | Fact,
    districts: Names,
    *,
    hidden: bool,
    since: dt.date | None = None,
    elsewhere: str = "",
    breaks: bool = False,
    provisional: bool = False,
) -> Row:
    value: Decimal | None = None if hidden else one.value
    return (
        indicator.slug,
        indicator.name,
        indicator.unit,
        one.date,
        one.precision,
        since,
        districts[one.district_id] if one.district_id else "",
        one.category,
        elsewhere,
        value,
        hidden,
        one.approximate,
        breaks,
        provisional,
        one.source,
        one.method,
    )


def _period() -> Period:
    found = Observation.objects.filter(indicator__public=True).aggregate(
        first=Min("date"), last=Max("date")
    )
    return found["first"], found["last"]


def _definitions() -> Iterable[Row]:
    for one in Indicator.objects.filter(public=True).order_by("slug"):
        yield (
            one.slug,
            one.code,
            one.name,
            one.layer,
            one.definition,
            one.numerator,
            one.denominator,
            one.unit,
            one.get_unit_display(),
            one.direction,
            one.cycle,
            one.source,
            one.method,
            one.few,
        )


_INDICATOR = Column("indicator", _("short name of the indicator"))
_UNIT = Column("unit", _("what it counts, as a word of the program"))

TABLE = Table(
    Data.FIGURES,
    Data.FIGURES.label,
    _(
        "Figures of integration work with their source: for the city, by district and by part,"
        " as far as they were collected. Counts of fewer than five persons are hidden."
    ),
    [_("integration"), _("migration"), _("population"), _("indicators")],
    ["SOCI", "GOVE"],
    [
        _INDICATOR,
        Column("name", _("name of the indicator")),
        _UNIT,
        Column("date", _("day or end of the period that the value holds for"), DATE),
        Column("precision", _("how exactly the date is known: day, month or year")),
        Column("since", _("first day of the period that was counted; empty for a day"), DATE),
        Column("district", _("district; empty for the whole city")),
        Column("category", _("part that was counted; empty for all")),
        Column("elsewhere", _("another city, for comparison; empty for this one")),
        Column("value", _("value; empty where it is hidden"), "decimal"),
        Column("hidden", _("whether the value is hidden to protect persons"), "boolean"),
        Column("approximate", _("whether the source says “about”"), "boolean"),
        Column("breaks", _("whether it was counted in another way than before"), "boolean"),
        Column("provisional", _("whether the value may still change"), "boolean"),
        Column("source", _("source")),
        Column("method", _("how it was counted")),
    ],
    _rows,
    _period,
)

DEFINITIONS = Table(
    Data.DEFINITIONS,
    Data.DEFINITIONS.label,
    _("What each indicator means: definition, numerator, denominator, unit and usual source."),
    [_("integration"), _("indicators"), _("definitions")],
    ["SOCI", "GOVE"],
    [
        _INDICATOR,
        Column("code", _("sign in the catalogue of the program")),
        Column("name", _("name of the indicator")),
        Column("layer", _("state (of society), activity or quality (of the data)")),
        Column("definition", _("definition")),
        Column("numerator", _("what is counted")),
        Column("denominator", _("out of what")),
        _UNIT,
        Column("unit_name", _("what it counts, in German")),
        Column("direction", _("whether more (up) or less (down) is better, or neither")),
        Column("cycle", _("how often a new value is expected")),
        Column("source", _("usual source")),
        Column("method", _("how it is counted")),
        Column("few", _("whether small numbers of persons are hidden"), "boolean"),
    ],
    _definitions,
    lambda: (None, None),
)
