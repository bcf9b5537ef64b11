"""How many of the meetups that were announced took place (V16, D-25)."""

import datetime as dt

from konfluenz.events import occurrences
from konfluenz.events.models import Event, EventKind, EventState
from konfluenz.steering.counting.counted import Counted, begin, end, number


def held(since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the meetups of the period that were not cancelled, out of those announced.

    A day that was left out without a reason was never announced.
    """
    kind = Event.objects.filter(kind=EventKind.MEETUP, starts_at__lt=end(cut_off))
    rows = occurrences.from_day(kind.exclude(state=EventState.DRAFT), since)
    times = [
        time
        for time in occurrences.between(rows, begin(since), end(cut_off))
        if since <= time.day <= cut_off
    ]
    return number(sum(not time.cancelled for time in times), len(times)) if times else []
