"""How the opening hours of a service are told: the week as tables, and the days that differ."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from konfluenz.directory import opening
from konfluenz.directory.models import OpeningHours
from konfluenz.directory.opening import DAY, Rules

AHEAD = 60
"""So many days are looked ahead for days that differ."""

Week = tuple[tuple[OpeningHours, ...], ...]
"""The hours of Monday to Sunday."""


@dataclass(frozen=True)
class Table:
    """The week at `places` (keys; empty: no place, or all of them), from a day on (None: now)."""

    places: tuple[int, ...]
    week: Week
    begins: dt.date | None = None


@dataclass(frozen=True)
class Differing:
    """Days, both included, on which other hours hold; no `times`: closed.

    `places` are those concerned, empty: all. `reason` is what an exception says, in German.
    """

    first: dt.date
    last: dt.date
    times: tuple[tuple[dt.time, dt.time], ...] = ()
    places: tuple[int, ...] = ()
    reason: str = ""
    holiday: bool = False


def tables(given: Rules, day: dt.date) -> list[Table]:
    """Return the weeks as they hold on `day` and after the next change, alike places together."""
    found = list(_tables(given, day, None))
    change = _next_change(given, day)
    if change is not None:
        found += _tables(given, change, change)
    return found


def ahead(given: Rules, day: dt.date) -> list[Differing]:
    """Return the exceptions and holidays of the next days, in order."""
    found = [*_exceptions(given, day), *_holidays(given, day)]
    return sorted(found, key=attrgetter("first", "last"))


def _tables(given: Rules, day: dt.date, begins: dt.date | None) -> Iterator[Table]:
    alike: dict[tuple[object, ...], list[int | None]] = {}
    weeks: dict[tuple[object, ...], Week] = {}
    for place in given.everywhere:
        week = _week(given, day, place)
        key = tuple(_said(row) for rows in week for row in rows)
        alike.setdefault(key, []).append(place)
        weeks[key] = week
    for said, places in alike.items():
        if said:
            keys = tuple(place for place in places if place is not None)
            yield Table(keys if len(alike) > 1 else (), weeks[said], begins)


def _week(given: Rules, day: dt.date, place: int | None) -> Week:
    rows = opening.pattern(given, day, place)
    by_day = {number: tuple(some) for number, some in groupby(rows, attrgetter("weekday"))}
    return tuple(by_day.get(number, ()) for number in range(7))


def _said(row: OpeningHours) -> tuple[object, ...]:
    return row.weekday, row.opens, row.closes, row.by_appointment, row.note


def _next_change(given: Rules, day: dt.date) -> dt.date | None:
    """Return when within the days ahead hours of the week begin or end to hold next."""
    bounds = {bound for row in given.hours for bound in (row.valid_from, row.valid_until)}
    coming = [one for one in bounds if one is not None and day < one <= day + AHEAD * DAY]
    return min(coming, default=None)


def _exceptions(given: Rules, day: dt.date) -> Iterator[Differing]:
    """Yield the exceptions that are not over; those of one period and reason together."""
    last = day + AHEAD * DAY
    rows = [one for one in given.exceptions if one.ends_on >= day and one.starts_on <= last]
    rows.sort(key=lambda one: (one.starts_on, one.ends_on, one.reason, one.place_id or 0))
    for (first, end, reason, place), some in groupby(
        rows, attrgetter("starts_on", "ends_on", "reason", "place_id")
    ):
        times = sorted((row.opens, row.closes) for row in some if row.opens and row.closes)
        places = (place,) if place is not None and len(given.places) > 1 else ()
        yield Differing(first, end, tuple(times), places, reason)


def _holidays(given: Rules, day: dt.date) -> Iterator[Differing]:
    """Yield the holidays on which it is closed and would be open otherwise."""
    for number in range(AHEAD + 1):
        one = day + number * DAY
        if opening.is_holiday(given, one) and _closed_for_it(given, one):
            yield Differing(one, one, holiday=True)


def _closed_for_it(given: Rules, day: dt.date) -> bool:
    decided = any(opening.exception_on(given, day, place) for place in given.everywhere)
    usual = any(
        row.weekday == day.weekday()
        for place in given.everywhere
        for row in opening.pattern(given, day, place)
    )
    return usual and not decided and not opening.day_spans(given, day)
