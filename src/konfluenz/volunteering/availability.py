"""When somebody can: times of the week on the clock of the city's wall.

A time keeps its hour when the clocks change: Tuesday 17:00 is Tuesday 17:00 in January and in
July. Only when it becomes a moment does the zone count (:func:`moments`).
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions
from konfluenz.planning import week
from konfluenz.planning.problem import Bits
from konfluenz.volunteering.models import Availability, Volunteer

DAY_MINUTES = 1440
MIDNIGHT = dt.time(0)
MOST = 50
"""Times of one person; nobody's week has more."""


class AvailabilityRefused(Exception):
    """These times cannot be kept; the message says how to mend them."""


class Slot(NamedTuple):
    """A time of the week. `weekday` 0 is Monday; `ends_at` 00:00 is midnight at its end."""

    weekday: int
    starts_at: dt.time
    ends_at: dt.time


class Timed(Protocol):
    """What has a time of the week: a Slot or a row of Availability."""

    @property
    def weekday(self) -> int:
        """Return the day, 0 is Monday."""

    @property
    def starts_at(self) -> dt.time:
        """Return when it begins."""

    @property
    def ends_at(self) -> dt.time:
        """Return when it ends."""


@transaction.atomic
def put(
    volunteer: Volunteer,
    times: Iterable[tuple[int, dt.time, dt.time]],
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> list[Slot]:
    """Give `volunteer` these times instead of those noted before; return them tidied.

    Raises AvailabilityRefused for a day or hours that are none, or Stale.
    """
    wanted = tidied(times)
    current = revisions.claim(volunteer, seen=seen)
    before = slots(current.times.all())
    if before != wanted:
        write(current, wanted)
        current.save(update_fields=["revision"])
        changes = {"times": (shown(before), shown(wanted))}
        audit.record(
            "volunteer.times", about=current, by=by, changes=changes, also=[current.person]
        )
    return wanted


def write(volunteer: Volunteer, wanted: Iterable[Slot]) -> None:
    """Store tidied times as the only ones of `volunteer`; the caller records it."""
    volunteer.times.all().delete()
    Availability.objects.bulk_create(
        Availability(volunteer=volunteer, **slot._asdict()) for slot in wanted
    )


def tidied(times: Iterable[tuple[int, dt.time, dt.time]]) -> list[Slot]:
    """Return the times in order, one that runs past midnight as two, touching ones as one.

    Raises AvailabilityRefused.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted(span for slot in times for span in _week_minutes(*slot)):
        if spans and start <= spans[-1][1] and start % DAY_MINUTES:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    if len(spans) > MOST:
        raise AvailabilityRefused(_("These are too many times. Write down fewer, longer ones."))
    return [_slot(start, end) for start, end in spans]


def slots(rows: Iterable[Timed]) -> list[Slot]:
    """Return stored rows as slots, in order."""
    return sorted(Slot(row.weekday, row.starts_at, row.ends_at) for row in rows)


def spans(times: Iterable[Timed]) -> list[tuple[int, int, int]]:
    """Return (weekday, first minute, last minute) of each, as `planning.week.bits` takes them."""
    return [
        (one.weekday, _minute(one.starts_at), _minute(one.ends_at) or DAY_MINUTES) for one in times
    ]


def bits(times: Iterable[Timed]) -> Bits:
    """Return the 336 half hours of the week in which all of the half hour is free."""
    return week.bits(spans(times))


def moments(day: dt.date, starts_at: dt.time, ends_at: dt.time) -> tuple[dt.datetime, dt.datetime]:
    """Return when a wall-clock time on `day` begins and ends, in UTC.

    An hour that the clocks skip in March is taken as the one after it; of the hour they
    repeat in October the first counts for a beginning and the second for an end.
    """
    last = day if ends_at > starts_at else day + dt.timedelta(days=1)
    return _moment(day, starts_at, fold=0), _moment(last, ends_at, fold=1)


def shown(times: Iterable[Timed]) -> list[str]:
    """Return each as the trail keeps it: "1 17:00-18:00", Monday is 0."""
    return [f"{one.weekday} {one.starts_at:%H:%M}-{one.ends_at:%H:%M}" for one in times]


def _moment(day: dt.date, time: dt.time, *, fold: int) -> dt.datetime:
    zone = ZoneInfo(settings.TIME_ZONE)
    return dt.datetime.combine(day, time, zone).replace(fold=fold).astimezone(dt.UTC)


def _week_minutes(weekday: int, starts_at: dt.time, ends_at: dt.time) -> list[tuple[int, int]]:
    """Return the time as minutes of the week, cut at midnight; Sunday night goes on on Monday."""
    if weekday not in range(7) or starts_at == ends_at != MIDNIGHT:
        raise AvailabilityRefused(_("Choose a weekday, and an end that is after the beginning."))
    start, end = _minute(starts_at), _minute(ends_at)
    base, following = weekday * DAY_MINUTES, (weekday + 1) % 7 * DAY_MINUTES
    if start < end or end == 0:
        return [(base + start, base + (end or DAY_MINUTES))]
    return [(base + start, base + DAY_MINUTES), (following, following + end)]


def _slot(start: int, end: int) -> Slot:
    weekday, begin = divmod(start, DAY_MINUTES)
    return Slot(weekday, _time(begin), _time((end - weekday * DAY_MINUTES) % DAY_MINUTES))


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _time(minute: int) -> dt.time:
    return dt.time(*divmod(minute, 60))
