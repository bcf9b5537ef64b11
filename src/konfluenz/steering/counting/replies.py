"""How long people wait for the first reply, in working days of the city's Land (V8)."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.directory import municipality, workdays
from konfluenz.enquiries.models import Enquiry
from konfluenz.steering.counting.counted import Counted, begin, end, middle, nine_in_ten
from konfluenz.volunteering.models import Volunteer

MOST = "nine_in_ten"
LABELS = {MOST: _("nine in ten at most")}
ONE_DAY = dt.timedelta(days=1)
Moments = Iterable[tuple[dt.datetime, dt.datetime | None]]


def to_prospects(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return how long those waited who offered help in the period and were answered in it (V8).

    Who still waits on `cut_off` is not in it. Who left and came back counts from then: the row
    tells the last first contact alone.
    """
    rows = Volunteer.objects.filter(
        first_contact_at__gte=begin(since), answered_at__lt=end(cut_off)
    )
    return _waited(rows.values_list("first_contact_at", "answered_at"))


def to_enquiries(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return how long enquiries of the period waited that were answered in it (V8)."""
    rows = Enquiry.objects.filter(arrived_at__gte=begin(since), first_answer_at__lt=end(cut_off))
    return _waited(rows.order_by().values_list("arrived_at", "first_answer_at"))


def _waited(moments: Moments) -> list[Counted]:
    spans = [(timezone.localdate(a), timezone.localdate(b)) for a, b in moments if b]
    days = _workdays(spans)
    return [*middle(days), *nine_in_ten(days, MOST)]


def _workdays(spans: list[tuple[dt.date, dt.date]]) -> list[int]:
    """Return how many working days lie after the first day of each span, up to the last.

    Answered on the same day: 0. A weekend between Friday and Monday does not count.
    """
    if not spans:
        return []
    land, day = municipality.current().land, min(first for first, _last in spans)
    until = {day: 0}
    for _step in range((max(last for _first, last in spans) - day).days):
        following = day + ONE_DAY
        until[following] = until[day] + workdays.is_workday(following, land)
        day = following
    return [until[last] - until[first] for first, last in spans if last >= first]
