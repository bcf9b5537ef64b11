"""When a service is open: plain calculation on hours, exceptions and public holidays.

Hours are wall-clock times of the city: "9:00" stays 9:00 across the change to summer time.
A day on which an exception holds has the hours of the exception alone; the exception that is
narrowest wins (of one place before all places, then the shorter period). On public holidays of
the Land everything is closed unless an exception opens it, or it is open around the clock.
A span belongs to the day on which it begins, also when it ends on the next.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from konfluenz.directory import municipality, workdays
from konfluenz.directory.models import (
    Appointment,
    HoursException,
    OpeningHours,
    Service,
    ServiceState,
)

HORIZON = 90
"""So many days are looked ahead for the next opening; what is open for as long never closes."""

DAY = dt.timedelta(days=1)


class Reason(StrEnum):
    """Why a service is closed. "hours": simply not now. "unknown": nobody has told its hours."""

    NONE = ""
    HOURS = "hours"
    HOLIDAY = "holiday"
    EXCEPTION = "exception"
    PAUSED = "paused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rules:
    """All that decides when a service is open. `places` are keys; `land` is like "RP"."""

    hours: tuple[OpeningHours, ...] = ()
    exceptions: tuple[HoursException, ...] = ()
    places: tuple[int, ...] = ()
    land: str = ""
    paused: bool = False
    by_appointment: bool = False

    @property
    def everywhere(self) -> tuple[int | None, ...]:
        """The places, or (None) where there is none."""
        return self.places or (None,)


@dataclass(frozen=True, order=True)
class Span:
    """A time of being open: from `opens` to before `closes`, moments in UTC."""

    opens: dt.datetime
    closes: dt.datetime
    by_appointment: bool = False

    def holds(self, moment: dt.datetime) -> bool:
        """Return whether `moment` lies in it."""
        return self.opens <= moment < self.closes


@dataclass(frozen=True)
class OpenNow:
    """The answer at one moment.

    Open: `until` is when that ends (None: never), `by_appointment` whether one needs an
    appointment. Closed: `opens_at` is the next opening within `HORIZON` days, `reason` why,
    `because` what an exception says. `true_until` is when the answer changes.
    """

    open: bool
    until: dt.datetime | None = None
    opens_at: dt.datetime | None = None
    by_appointment: bool = False
    reason: Reason = Reason.NONE
    because: str = ""
    true_until: dt.datetime | None = None


def rules(service: Service, land: str | None = None) -> Rules:
    """Return the rules of `service`; no query where `services.with_parts` read it.

    `land` is that of the city if None.
    """
    return Rules(
        hours=tuple(service.hours.all()),
        exceptions=tuple(service.exceptions.all()),
        places=tuple(place.pk for place in service.places.all()),
        land=municipality.current().land if land is None else land,
        paused=service.state == ServiceState.PAUSED,
        by_appointment=service.appointment == Appointment.REQUIRED,
    )


def now(service: Service, moment: dt.datetime, place: int | None = None) -> OpenNow:
    """Return whether `service` is open at `moment`, at one place or (None) at any."""
    return at(rules(service), moment, place)


def at(given: Rules, moment: dt.datetime, place: int | None = None) -> OpenNow:
    """Return whether what has the rules `given` is open at `moment`."""
    if given.paused:
        return OpenNow(open=False, reason=Reason.PAUSED)
    today = timezone.localtime(moment).date()
    there = _holding(given, today, moment, place)
    if not there:
        return _closed(given, moment, today, place)
    free = [span for span in there if not span.by_appointment]
    until = _end(given, today, free or there, place)
    if not free:
        coming = next(_openings(given, moment, today, place, free=True), None)
        until = min(filter(None, (until, coming)), default=None)
    return OpenNow(open=True, until=until, by_appointment=not free, true_until=until)


def day_spans(given: Rules, day: dt.date, place: int | None = None) -> list[Span]:
    """Return when it is open that begins on `day`, at one place or (None) at any, in order."""
    places = given.everywhere if place is None else (place,)
    return sorted({span for one in places for span in _spans(given, day, one)})


def exception_on(given: Rules, day: dt.date, place: int | None) -> list[HoursException]:
    """Return the exceptions that decide on `day` at `place`; [] where none holds."""
    found = [
        one
        for one in given.exceptions
        if one.starts_on <= day <= one.ends_on and one.place_id in (None, place)
    ]
    narrowest = min(map(_breadth, found), default=None)
    return [one for one in found if _breadth(one) == narrowest]


def is_holiday(given: Rules, day: dt.date) -> bool:
    """Return whether `day` is a public holiday of the Land."""
    return day in workdays.holidays(day.year, given.land)


def pattern(given: Rules, day: dt.date, place: int | None) -> list[OpeningHours]:
    """Return the hours of the week as they hold on `day` at `place`, in order."""
    rows = [one for one in given.hours if one.place_id in (None, place) and _valid(one, day)]
    return sorted(rows, key=lambda one: (one.weekday, one.opens))


def midnight(day: dt.date) -> dt.datetime:
    """Return when `day` begins in the city, in UTC."""
    return _moment(day, dt.time(0))


def _spans(given: Rules, day: dt.date, place: int | None) -> Iterator[Span]:
    decided = exception_on(given, day, place)
    if decided:
        for one in decided:
            if one.opens is not None and one.closes is not None:
                yield _span(day, one.opens, one.closes, given.by_appointment)
        return
    holiday = is_holiday(given, day)
    for row in given.hours:
        fits = row.weekday == day.weekday() and row.place_id in (None, place)
        if fits and _valid(row, day) and not (holiday and row.opens != row.closes):
            yield _span(day, row.opens, row.closes, row.by_appointment or given.by_appointment)


def _breadth(one: HoursException) -> tuple[bool, dt.timedelta]:
    return one.place_id is None, one.ends_on - one.starts_on


def _valid(row: OpeningHours, day: dt.date) -> bool:
    begun = row.valid_from is None or row.valid_from <= day
    return begun and (row.valid_until is None or day < row.valid_until)


def _span(day: dt.date, opens: dt.time, closes: dt.time, by_appointment: bool) -> Span:
    last = day if closes > opens else day + DAY
    return Span(_moment(day, opens), _moment(last, closes), by_appointment)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    """Return a time on the city's clocks in UTC: two moments of one zone compare by the clock."""
    return timezone.make_aware(dt.datetime.combine(day, time)).astimezone(dt.UTC)


def _holding(given: Rules, today: dt.date, moment: dt.datetime, place: int | None) -> list[Span]:
    begun = (*day_spans(given, today - DAY, place), *day_spans(given, today, place))
    return [span for span in begun if span.holds(moment)]


def _end(
    given: Rules, today: dt.date, there: Iterable[Span], place: int | None
) -> dt.datetime | None:
    """Return when the run of spans that follow one another without a gap ends; None: never."""
    spans = list(there)
    free, end = not spans[0].by_appointment, max(span.closes for span in spans)
    for number in range(HORIZON):
        day = today + number * DAY
        if midnight(day) > end:
            return end
        for span in day_spans(given, day, place):
            if span.by_appointment == free:
                continue
            if span.opens <= end < span.closes:
                end = span.closes
    return None


def _closed(given: Rules, moment: dt.datetime, today: dt.date, place: int | None) -> OpenNow:
    opens_at = next(_openings(given, moment, today, place), None) if _any(given) else None
    reason, because = _why(given, today, place)
    if reason == Reason.HOURS and not _any(given):
        reason = Reason.UNKNOWN
    until = opens_at
    if reason in (Reason.HOLIDAY, Reason.EXCEPTION):
        end_of_day = midnight(today + DAY)
        until = min(opens_at or end_of_day, end_of_day)
    return OpenNow(open=False, opens_at=opens_at, reason=reason, because=because, true_until=until)


def _any(given: Rules) -> bool:
    """Return whether anybody has told hours."""
    return bool(given.hours) or any(one.opens is not None for one in given.exceptions)


def _openings(
    given: Rules, moment: dt.datetime, today: dt.date, place: int | None, *, free: bool = False
) -> Iterator[dt.datetime]:
    """Yield the openings after `moment` in order; `free`: those without an appointment alone."""
    for number in range(HORIZON):
        for span in day_spans(given, today + number * DAY, place):
            if span.opens > moment and not (free and span.by_appointment):
                yield span.opens


def _why(given: Rules, day: dt.date, place: int | None) -> tuple[Reason, str]:
    """Return why it is closed on `day`: a reason only where it holds for all places."""
    places = given.everywhere if place is None else (place,)
    found = [why for one in places if (why := _why_at(given, day, one)) is not None]
    plain = (Reason.HOURS, "")
    return plain if not found or plain in found else found[0]


def _why_at(given: Rules, day: dt.date, place: int | None) -> tuple[Reason, str] | None:
    """Return why it is closed at `place` on `day`; None where it never is open on such a day."""
    decided = exception_on(given, day, place)
    if decided:
        closed = all(one.opens is None for one in decided)
        return (Reason.EXCEPTION, decided[0].reason) if closed else (Reason.HOURS, "")
    if not any(row.weekday == day.weekday() for row in pattern(given, day, place)):
        return None
    return (Reason.HOLIDAY, "") if is_holiday(given, day) else (Reason.HOURS, "")
