"""Countings from the opportunities: filled, how soon, and those still open (V11, V12)."""

import datetime as dt
from collections import Counter

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from konfluenz.directory.models import District
from konfluenz.steering.counting.counted import Counted, begin, end, exact, middle, number, share
from konfluenz.volunteering.models import Opportunity, OpportunityState, Result


def fill_rate(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of the opportunities closed in the period that were filled (V11)."""
    rows = _closed(since, cut_off)
    return share(rows.filter(result=Result.FILLED).count(), rows.count())


def fill_days(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the median of days from release to the last place taken (V11)."""
    rows = _closed(since, cut_off).filter(result=Result.FILLED, published_at__isnull=False)
    moments = rows.order_by().values_list("published_at", "closed_at")
    return middle([(timezone.localdate(b) - timezone.localdate(a)).days for a, b in moments])


def unmet_needs(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the opportunities with places free on `cut_off`, in the city and by district (V12).

    A pause leaves no row: what is paused today counts as paused then.
    """
    ever = Opportunity.objects.filter(published_at__lt=end(cut_off))
    if not ever.exists():
        return []
    found = Counter(_with_room(ever, cut_off).order_by().values_list("district", flat=True))
    districts = District.objects.filter(pk__in=[key for key in found if key])
    parts = [Counted(exact(found[one.pk]), district=one) for one in districts]
    return [*number(sum(found.values())), *parts]


def _closed(since: dt.date, cut_off: dt.date) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(
        state=OpportunityState.CLOSED, closed_at__gte=begin(since), closed_at__lt=end(cut_off)
    )


def _with_room(rows: QuerySet[Opportunity], cut_off: dt.date) -> QuerySet[Opportunity]:
    """Return those of `rows` that were shown on `cut_off` and had fewer at work than wanted."""
    closed_later = Q(state=OpportunityState.CLOSED, closed_at__gte=end(cut_off))
    shown = rows.filter(Q(state=OpportunityState.PUBLISHED) | closed_later, expires_on__gt=cut_off)
    at_work = Q(placements__started_on__lte=cut_off) & (
        Q(placements__ended_on__isnull=True) | Q(placements__ended_on__gt=cut_off)
    )
    taken = shown.annotate(taken=Count("placements", filter=at_work))
    return taken.filter(taken__lt=F("wanted"))
