"""When events take place: each single time, in the wall-clock time of the city.

"Every Tuesday at 18:00" stays at 18:00 when summer time begins. A time that the change skips is
read by the offset before it, as RFC 5545 (3.3.5) has it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from konfluenz.events import rules
from konfluenz.events.models import Event, EventQuerySet, EventSkip, EventState

CHANGE = dt.timedelta(hours=2)
"""By how much a clock on the wall may differ from elapsed time around a change of the clocks."""

MOST = 1000
"""So many times of one event are counted at once, whatever its rule says."""


@dataclass(frozen=True)
class Occurrence:
    """One time at which an event takes place, or would: `cancelled`.

    `day` is the local day on which it begins. Moments are in the city's zone. `skip` is the
    cancelled day with its reason; None also when the whole event is cancelled.
    """

    event: Event
    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    cancelled: bool = False
    skip: EventSkip | None = None

    @property
    def last_day(self) -> dt.date:
        """The local day on which it ends; midnight belongs to the day before."""
        return (self.ends_at - dt.timedelta(microseconds=1)).date()

    @property
    def reason(self) -> str:
        """Why it is cancelled, "" while it is not."""
        if not self.cancelled:
            return ""
        return self.skip.reason if self.skip else self.event.cancelled_because


def between(events: Iterable[Event], since: dt.datetime, until: dt.datetime) -> list[Occurrence]:
    """Return the times of `events` that touch [since, until), by their beginning.

    One query for the cancelled days of all of them. A cancelled time is there and says so; a
    day that was left out without a reason is not there.
    """
    found = list(events)
    prefetch_related_objects(found, "skips")
    times = chain.from_iterable(
        islice(takewhile(lambda time: time.starts_at < until, from_(event, since)), MOST)
        for event in found
    )
    return sorted(times, key=lambda time: (time.starts_at, time.event.pk))


def from_(event: Event, since: dt.datetime) -> Iterator[Occurrence]:
    """Yield the times of `event` that end after `since`, one after the other, without end."""
    skips = {skip.on: skip for skip in event.skips.all()}
    first, lasting = _first(event), _lasting(event)
    for start in _starts(event, first, _local(since) - lasting - CHANGE):
        time = _time(event, start, lasting, skips.get(start.date()))
        if time is not None and time.ends_at > since:
            yield time


def next_of(events: Iterable[Event], since: dt.datetime | None = None) -> dict[int, Occurrence]:
    """Return for each of `events` the time that runs or comes next, by its key.

    Cancelled times are passed over; an event without any is left out.
    """
    since = since or timezone.now()
    found = list(events)
    prefetch_related_objects(found, "skips")
    coming = {
        event.pk: _next(event, since) for event in found if event.state != EventState.CANCELLED
    }
    return {pk: time for pk, time in coming.items() if time is not None}


def _next(event: Event, since: dt.datetime) -> Occurrence | None:
    return next((time for time in islice(from_(event, since), MOST) if not time.cancelled), None)


def last(event: Event) -> dt.date | None:
    """Return the local day on which the last time ends, None when there is none."""
    first, lasting = _first(event), _lasting(event)
    start: dt.datetime | None = first
    if event.rrule:
        start = rules.last(rules.read(event.rrule), first)
    return _end_day(start, lasting) if start else None


def _end_day(start: dt.datetime, lasting: dt.timedelta) -> dt.date:
    """Return the day on which something ends that begins at `start`."""
    return (start + lasting - dt.timedelta(microseconds=1)).date()


def from_day(rows: EventQuerySet, day: dt.date) -> EventQuerySet:
    """Return those of `rows` that are not over before `day`."""
    return rows.filter(Q(last_on__isnull=True) | Q(last_on__gte=day))


def find(event: Event, day: dt.date) -> Occurrence | None:
    """Return the time that begins on the local `day`, also a cancelled one, None for none."""
    start = _start_on(event, day)
    if start is None:
        return None
    skip = event.skips.filter(on=day).first()
    return _time(event, start, _lasting(event), skip)


def begins_on(event: Event, day: dt.date) -> bool:
    """Return whether a time begins on the local `day`, cancelled or left out as it may be."""
    return _start_on(event, day) is not None


def midnight(day: dt.date) -> dt.datetime:
    """Return the moment at which the local `day` begins."""
    return aware(dt.datetime.combine(day, dt.time()))


def aware(local: dt.datetime) -> dt.datetime:
    """Return a wall-clock time of the city as a moment that exists."""
    moment = local.replace(tzinfo=timezone.get_default_timezone())
    return moment.astimezone(dt.UTC).astimezone(timezone.get_default_timezone())


def _start_on(event: Event, day: dt.date) -> dt.datetime | None:
    first = _first(event)
    since = dt.datetime.combine(day, dt.time())
    start = next(_starts(event, first, since), None)
    return start if start and start.date() == day else None


def _starts(event: Event, first: dt.datetime, since: dt.datetime) -> Iterator[dt.datetime]:
    if event.rrule:
        return rules.times(rules.read(event.rrule), first, since)
    return iter([first] if first >= since else [])


def _time(
    event: Event, start: dt.datetime, lasting: dt.timedelta, skip: EventSkip | None
) -> Occurrence | None:
    """Return one time; None for a day that was left out without a reason."""
    if skip is not None and not skip.reason:
        return None
    cancelled = skip is not None or event.state == EventState.CANCELLED
    starts_at, ends_at = aware(start), aware(start + lasting)
    return Occurrence(event, start.date(), starts_at, max(starts_at, ends_at), cancelled, skip)


def _first(event: Event) -> dt.datetime:
    return _local(event.starts_at)


def _lasting(event: Event) -> dt.timedelta:
    """Return how long it lasts on the clock on the wall."""
    return _local(event.ends_at) - _local(event.starts_at)


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.make_naive(moment, timezone.get_default_timezone())
