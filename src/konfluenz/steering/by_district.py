"""A figure over the districts on one day: what is known, what is not, what stays in the office."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from konfluenz.directory.models import District
from konfluenz.steering import days
from konfluenz.steering.freezing import concealing
from konfluenz.steering.measuring import segregation, series
from konfluenz.steering.measuring.segregation import Segregation
from konfluenz.steering.models import Fact, Indicator, Observation, Unit

WHOLE = "population_total"
"""The indicator that counts everybody (A1), by its short name."""

Day = tuple[dt.date, str]
"""A date and how exactly it is known."""


@dataclass(frozen=True)
class Row:
    """A district, or the city itself without one. No `value`: not collected.

    `hidden` says why the public would not see the value; "" it would.
    """

    district: District | None
    value: Observation | None
    text: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Table:
    """The districts on `day`, all of them; `days` are those with values, the newest first."""

    day: Day
    days: Sequence[Day]
    city: Row
    rows: Sequence[Row]
    segregation: Segregation | None

    @property
    def missing(self) -> int:
        """Return for how many districts nothing was collected."""
        return sum(row.value is None for row in self.rows)


def of(indicator: Indicator, wanted: dt.date | None = None) -> Table | None:
    """Return the districts on the day that begins at `wanted`, else on the newest one.

    None while there are no values by district. At most eight queries.
    """
    own = Observation.objects.filter(indicator=indicator, elsewhere="", category="")
    with_values = own.filter(district__isnull=False).order_by("-date", "precision")
    known = list(with_values.values_list("date", "precision").distinct())
    if not known:
        return None
    day = next((one for one in known if one[0] == wanted), known[0])
    values = {row.district_id: row for row in own.filter(date=day[0], precision=day[1])}
    hidden = _hidden(indicator, list(values.values()))
    there = District.objects.on(days.last(*day)).order_by("name", "pk")
    rows = [_row(one, values.get(one.pk), hidden) for one in there]
    return Table(day, known, _row(None, values.get(None), hidden), rows, _index(indicator, day))


def elsewhere(indicator: Indicator) -> list[Observation]:
    """Return the newest value of each other city, by name. One query."""
    rows = Observation.objects.filter(indicator=indicator, category="").exclude(elsewhere="")
    ordered = rows.select_related("indicator").order_by("elsewhere", "-date", "-id")
    return [next(found) for _city, found in groupby(ordered, lambda row: row.elsewhere)]


def _row(district: District | None, value: Observation | None, hidden: dict[int, str]) -> Row:
    if value is None:
        return Row(district, None)
    return Row(district, value, series.text(value), hidden.get(value.pk, ""))


def _hidden(indicator: Indicator, values: Sequence[Observation]) -> dict[int, str]:
    """Return why values stay in the office, by key of the value; {} when it counts no persons."""
    if not indicator.few:
        return {}
    facts = {
        row.pk: Fact(
            date=row.date, district_id=row.district_id, category="", value=row.value, base=row.base
        )
        for row in values
    }
    concealing.conceal(facts.values(), indicator.unit)
    return {key: str(fact.get_hidden_display()) for key, fact in facts.items() if fact.hidden}


def _index(indicator: Indicator, day: Day) -> Segregation | None:
    """Return the segregation index where the figure is a part of something; None where not."""
    if indicator.unit == Unit.PERCENT:
        return segregation.of(indicator, None, *day)
    if indicator.unit != Unit.PERSONS or indicator.slug == WHOLE:
        return None
    whole = Indicator.objects.filter(slug=WHOLE, unit=Unit.PERSONS).first()
    return segregation.of(indicator, whole, *day) if whole else None
