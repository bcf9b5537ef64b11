"""Countings from the hours that volunteers gave (V1, V2, V4, V7, V14, Q5).

All go by the day on which the time was given. That it was confirmed only later is not held
against it: hours of December that are confirmed in January belong to December. Retention erases
the rows of a placement ten years after its end.
"""

import datetime as dt
from math import ceil

from dateutil.relativedelta import relativedelta
from django.db.models import Min, QuerySet, Sum

from konfluenz.steering.counting.counted import Counted, exact, number, share
from konfluenz.volunteering.models import Hours, HoursState

ACTIVE_DAYS = dt.timedelta(days=90)
"""Active is who was at work within so many days (V1)."""

TENTH = 10
HOUR = 60


def active_volunteers(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count who gave confirmed time in the 90 days that end with `cut_off` (V1)."""
    rows = _confirmed(cut_off)
    if not rows.exists():
        return []
    recent = rows.filter(date__gt=cut_off - ACTIVE_DAYS)
    return number(recent.values("placement__volunteer").distinct().count())


def new_volunteers(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count whose first confirmed time lies in the period (V2)."""
    days = _first_days(cut_off)
    return number(sum(day >= since for day in days.values())) if days else []


def retention(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return how many of those whose first day had its first anniversary in the period stayed.

    Who stayed gave confirmed time in the 90 days that end with the anniversary (V4).
    """
    firsts = _first_days(cut_off)
    years = {who: day + relativedelta(years=1) for who, day in firsts.items()}
    turned = {who: day for who, day in years.items() if since <= day <= cut_off}
    rows = _confirmed(cut_off).filter(date__gt=since - ACTIVE_DAYS)
    stayed = {
        who
        for who, day in rows.values_list("placement__volunteer", "date")
        if who in turned and turned[who] - ACTIVE_DAYS < day <= turned[who]
    }
    return share(len(stayed), len(turned))


def volunteer_hours(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Sum up the confirmed hours of the period (V7)."""
    if not Hours.objects.filter(date__lte=cut_off).exists():
        return []
    rows = _confirmed(cut_off).filter(date__gte=since)
    return number(exact(rows.aggregate(all=Sum("minutes"))["all"] or 0) / HOUR)


def load_concentration(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of the busiest tenth in the confirmed hours (V14); none below ten people."""
    rows = _confirmed(cut_off).filter(date__gte=since).order_by()
    sums = rows.values_list("placement__volunteer").annotate(all=Sum("minutes"))
    minutes = sorted((found for _who, found in sums), reverse=True)
    if len(minutes) < TENTH:
        return []
    busiest = sum(minutes[: ceil(len(minutes) / TENTH)])
    return share(exact(busiest) / HOUR, exact(sum(minutes)) / HOUR)


def hours_confirmed(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of the period's reported time that the other side has confirmed (Q5)."""
    rows = Hours.objects.filter(date__gte=since, date__lte=cut_off).order_by()
    sums = dict(rows.values_list("state").annotate(all=Sum("minutes")))
    confirmed = sums.get(HoursState.CONFIRMED, 0)
    return share(exact(confirmed) / HOUR, exact(sum(sums.values())) / HOUR)


def _confirmed(cut_off: dt.date) -> QuerySet[Hours]:
    return Hours.objects.filter(state=HoursState.CONFIRMED, date__lte=cut_off)


def _first_days(cut_off: dt.date) -> dict[int, dt.date]:
    """Return by volunteer the first day on which they gave confirmed time."""
    rows = _confirmed(cut_off).order_by().values_list("placement__volunteer")
    return dict(rows.annotate(first=Min("date")))
