"""What keeping the portal true costs and what it comes to: two figures (T-01, N-12)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from konfluenz.directory.models import Review
from konfluenz.ground.models import Entry

GOAL_PERCENT = 90
"""So many of the entries are confirmed within their cycle (T-01)."""

GOAL_MINUTES = 120
"""So much editorial work a week at most (N-12)."""

PAUSE = dt.timedelta(minutes=10)
"""After a longer pause somebody did something else in between."""

LEAD_IN = dt.timedelta(minutes=3)
"""What is read before the first act of a stretch of work leaves no trace."""

WEEK = dt.timedelta(days=7)
EDITORIAL = (
    "service.",
    "event.",
    "page.",
    "programme.",
    "goods.",
    "resource.",
    "translation.",
    "review.confirmed",
    "link.",
)
ACCOUNT = "people.account"


@dataclass(frozen=True)
class Share:
    """How many of `all` entries somebody has confirmed within their cycle."""

    confirmed: int
    all: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down; None without entries."""
        return self.confirmed * 100 // self.all if self.all else None


def share() -> Share:
    """Return how many entries are confirmed within their cycle, in one query."""
    rows = Review.objects.values_list("confirmed_at", "cycle_days")
    now = timezone.now()
    fresh = [at is not None and at + dt.timedelta(days=days) > now for at, days in rows]
    return Share(sum(fresh), len(fresh))


def minutes(since: dt.datetime | None = None) -> int:
    """Return the editorial work from `since` on (a week) in minutes, estimated from the trail.

    The time between two acts of one account counts when it is ten minutes at most; each
    stretch of work has three minutes before its first act. In one query.
    """
    acts = Q()
    for start in EDITORIAL:
        acts |= Q(action__startswith=start)
    rows = Entry.objects.filter(
        acts, by_label=ACCOUNT, at__gte=since or timezone.now() - WEEK
    ).order_by("at")
    by_account: dict[str, list[dt.datetime]] = defaultdict(list)
    for account, at in rows.values_list("by_id", "at"):
        by_account[account].append(at)
    worked = sum((_worked(moments) for moments in by_account.values()), dt.timedelta())
    return round(worked.total_seconds() / 60)


def _worked(moments: Iterable[dt.datetime]) -> dt.timedelta:
    """Return how long somebody worked who acted at `moments`, in order."""
    worked, before = dt.timedelta(), None
    for moment in moments:
        pause = moment - before if before is not None else None
        worked += pause if pause is not None and pause <= PAUSE else LEAD_IN
        before = moment
    return worked
