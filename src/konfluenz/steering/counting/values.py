"""Countings of the figures themselves: how many are up to date and have a source (Q1, Q2)."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db.models import OuterRef, Subquery

from konfluenz.steering import days
from konfluenz.steering.counting.counted import Counted, share
from konfluenz.steering.models import Cycle, Indicator, Observation

CYCLES = {
    Cycle.MONTH: relativedelta(months=1),
    Cycle.QUARTER: relativedelta(months=3),
    Cycle.YEAR: relativedelta(years=1),
}
"""How old a value may be; what comes irregularly is never late."""


def up_to_date(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of indicators whose latest value is not older than their cycle (Q1).

    Those that are entered or read in. The age counts from the last day that a value may mean:
    one for 2023 is a year old when 2024 is over.
    """
    latest = Observation.objects.filter(indicator=OuterRef("pk"), date__lte=cut_off, elsewhere="")
    latest = latest.order_by("-date", "-id")
    rows = Indicator.objects.filter(query="", cycle__in=list(CYCLES)).annotate(
        last=Subquery(latest.values("date")[:1]), exact=Subquery(latest.values("precision")[:1])
    )
    asked = list(rows.values_list("cycle", "last", "exact"))
    fresh = [
        last is not None and days.last(last, exact) + CYCLES[Cycle(cycle)] >= cut_off
        for cycle, last, exact in asked
    ]
    return share(sum(fresh), len(fresh))


def with_source(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of the values up to `cut_off` that say where they come from (Q2)."""
    rows = Observation.objects.filter(date__lte=cut_off)
    return share(rows.exclude(source="").count(), rows.count())
