"""Counts of "helpful" and "not helpful" by page, language and day; nobody is remembered."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from konfluenz.publishing.models import PageOpinion

KEPT = dt.timedelta(days=365)
LONGEST = 500


class Opinion(NamedTuple):
    """What readers of a page said, all languages together."""

    helpful: int
    unhelpful: int


@transaction.atomic
def count(address: str, locale: str, *, helpful: bool) -> None:
    """Count one opinion on the page at `address` behind the language.

    No audit record: nothing is decided, and the trail would tell the moment of each.
    """
    row, _is_new = PageOpinion.objects.get_or_create(
        address=address[:LONGEST], locale=locale, day=timezone.localdate()
    )
    said = "helpful" if helpful else "unhelpful"
    PageOpinion.objects.filter(pk=row.pk).update(**{said: F(said) + 1})


def of(addresses: Collection[str], since: dt.date) -> dict[str, Opinion]:
    """Return what was said of `addresses` from `since` on, in one query; none said: left out."""
    rows = PageOpinion.objects.filter(address__in=addresses, day__gte=since)
    sums = rows.values("address").annotate(yes=Sum("helpful"), no=Sum("unhelpful"))
    return {row["address"]: Opinion(row["yes"], row["no"]) for row in sums}


def sweep() -> int:
    """Forget counts that are a year old; return how many days of a page; daily."""
    day = timezone.localdate() - KEPT
    return PageOpinion.objects.filter(day__lte=day).delete()[0]
