"""Counts of "helpful" and "not helpful" by page, language and day; nobody is remembered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from konfluenz.publishing.models import PageOpinion

KEPT = dt.timedelta(days=365)
LONGEST = 500


class Opinion(NamedTuple):
    """What readers of a page said, all languages together."""

    helpful: int
    unhelpful: int


class Judged(NamedTuple):
    """What readers said of the page at `address`: all together, and by month (its first day)."""

    address: str
    whole: Opinion
    months: dict[dt.date, Opinion]


def count(address: str, locale: str, *, helpful: bool) -> None:
    """Count one opinion of today on the page at `address` behind the language."""
    add(address, locale, timezone.localdate(), helpful=int(helpful), unhelpful=int(not helpful))


@transaction.atomic
def add(address: str, locale: str, day: dt.date, *, helpful: int, unhelpful: int) -> None:
    """Count so many opinions of `day` on the page at `address` behind the language.

    No audit record: nothing is decided, and the trail would tell the moment of each.
    """
    row, _is_new = PageOpinion.objects.get_or_create(
        address=address[:LONGEST], locale=locale, day=day
    )
    PageOpinion.objects.filter(pk=row.pk).update(
        helpful=F("helpful") + helpful, unhelpful=F("unhelpful") + unhelpful
    )


def of(addresses: Collection[str], since: dt.date) -> dict[str, Opinion]:
    """Return what was said of `addresses` from `since` on, in one query; none said: left out."""
    rows = PageOpinion.objects.filter(address__in=addresses, day__gte=since)
    sums = rows.values("address").annotate(yes=Sum("helpful"), no=Sum("unhelpful"))
    return {row["address"]: Opinion(row["yes"], row["no"]) for row in sums}


def by_page(months: int = 6) -> tuple[list[dt.date], list[Judged]]:
    """Return the last `months` (the running one last) and what was said of each page in them.

    One query; the page with most "no" comes first.
    """
    shown = _last_months(months)
    rows = PageOpinion.objects.filter(day__gte=shown[0]).values("address")
    sums = rows.annotate(month=TruncMonth("day"), yes=Sum("helpful"), no=Sum("unhelpful"))
    said: dict[str, dict[dt.date, Opinion]] = defaultdict(dict)
    for row in sums.order_by():
        said[row["address"]][row["month"]] = Opinion(row["yes"], row["no"])
    judged = [
        Judged(address, Opinion(*map(sum, zip(*found.values(), strict=True))), found)
        for address, found in said.items()
    ]
    return shown, sorted(judged, key=lambda one: (-one.whole.unhelpful, one.whole.helpful, one[0]))


def _last_months(count: int) -> list[dt.date]:
    first = timezone.localdate().replace(day=1)
    found = [first]
    while len(found) < count:
        found.append((found[-1] - dt.timedelta(days=1)).replace(day=1))
    return found[::-1]


def sweep() -> int:
    """Forget counts that are a year old; return how many days of a page; daily."""
    day = timezone.localdate() - KEPT
    return PageOpinion.objects.filter(day__lte=day).delete()[0]
