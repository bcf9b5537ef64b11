"""Values of indicators that everybody may see: observed, or counted and frozen in public."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from konfluenz.steering.counting import register
from konfluenz.steering.freezing import suppression
from konfluenz.steering.measuring import series
from konfluenz.steering.measuring.series import Series
from konfluenz.steering.models import Fact, Indicator


@dataclass(frozen=True)
class Reading:
    """A value of the whole city. `breaks`: it was counted in another way than those before."""

    date: dt.date
    precision: str
    value: Decimal
    approximate: bool
    source: str
    breaks: bool = False


def of(indicators: Iterable[Indicator]) -> dict[int, list[Reading]]:
    """Return by primary key the values of `indicators`, the oldest first; two queries.

    What the program counts is read from frozen figures that are public, all else from the
    observations. An indicator without a value that may be shown is not among them.
    """
    rows = list(indicators)
    found = {one.indicator.pk: _observed(one) for one in series.of(rows)} | _counted(rows)
    return {pk: values for pk, values in found.items() if values}


def _observed(found: Series) -> list[Reading]:
    few = found.indicator.few
    return [
        Reading(one.date, one.precision, one.value, one.approximate, one.source, one.breaks)
        for one in found.points
        if not (few and suppression.small(one.value))
    ]


def _counted(rows: list[Indicator]) -> dict[int, list[Reading]]:
    """Return what public frozen figures say; of one day frozen twice, the later."""
    headlines = {row.pk: register.headline(row.query) for row in rows if row.query}
    facts = Fact.objects.filter(
        indicator__indicator__in=headlines,
        indicator__snapshot__public=True,
        district=None,
        hidden="",
        value__isnull=False,
        date__isnull=False,
    ).select_related("indicator")
    found: dict[int, dict[dt.date, Reading]] = defaultdict(dict)
    for fact in facts.order_by("date", "indicator__snapshot"):
        pk = fact.indicator.indicator_id
        if pk and fact.date and fact.value is not None and fact.category == headlines[pk]:
            found[pk][fact.date] = Reading(
                fact.date, fact.precision, fact.value, fact.approximate, fact.source
            )
    return {pk: list(values.values()) for pk, values in found.items()}
