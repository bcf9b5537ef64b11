"""Countings that set volunteers beside those who arrive (V5)."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from konfluenz.ground.dates import Precision
from konfluenz.steering import days
from konfluenz.steering.counting import given_hours
from konfluenz.steering.counting.counted import HUNDRED, Counted, exact
from konfluenz.steering.models import Observation

ARRIVED = ("arrivals", "allocations")
"""Short names of the two series whose months are summed up (A7)."""

MONTHS = 12
LATEST_BACK = 3
"""So many months the reporting offices may be late before there is no value."""

ONE_MONTH = relativedelta(months=1)

Months = dict[dt.date, Decimal]


def helpers_per_100(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return how many active volunteers there were on `cut_off` to 100 who had arrived (V5).

    Counted under it are arrivals and allocations of twelve months in a row: the last that are
    over on `cut_off`, or up to three earlier ones while the latest are not on record yet. A
    month without a value of both series is not taken for zero: then there is no value.
    """
    active = given_hours.active_volunteers(since, cut_off)
    arrived = _arrived(cut_off)
    if not active or not arrived:
        return []
    return [Counted(exact(active[0].value * HUNDRED / arrived), exact(arrived))]


def _arrived(cut_off: dt.date) -> Decimal | None:
    series = [_months(slug, cut_off) for slug in ARRIVED]
    over = days.first(cut_off + dt.timedelta(days=1), Precision.MONTH)
    for back in range(1, LATEST_BACK + 2):
        wanted = [over - (back + month) * ONE_MONTH for month in range(MONTHS)]
        if all(month in known for known in series for month in wanted):
            return sum((known[month] for known in series for month in wanted), Decimal())
    return None


def _months(slug: str, cut_off: dt.date) -> Months:
    """Return the city's values by the first day of their month; those of a year are no month's.

    A month with several values is left out: nobody can know whether they are its parts.
    """
    rows = Observation.objects.filter(
        indicator__slug=slug, district=None, category="", elsewhere="", date__lte=cut_off
    ).exclude(precision=Precision.YEAR)
    found: dict[dt.date, list[Decimal]] = defaultdict(list)
    for date, value in rows.values_list("date", "value"):
        found[days.first(date, Precision.MONTH)].append(value)
    return {month: values[0] for month, values in found.items() if len(values) == 1}
