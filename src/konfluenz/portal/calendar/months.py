"""A month as a sheet on the wall: weeks from Monday, in each day what begins then."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from konfluenz.portal.calendar import words
from konfluenz.portal.calendar.cards import Time

AHEAD = 18
"""So many months can be turned over."""

MOST = 3
"""So many titles stand in a day; the rest is in the list below."""


@dataclass(frozen=True)
class Day:
    """A day on the sheet; empty before the first and after the last."""

    date: dt.date
    inside: bool
    today: bool
    some: list[Time]
    count: int

    @property
    def more(self) -> int:
        """How many titles do not stand in the day."""
        return self.count - len(self.some)


@dataclass(frozen=True)
class Month:
    """A month with the way to its neighbours ("2026-04"), "" where there is none."""

    first: dt.date
    name: str
    weeks: list[list[Day]]
    before: str
    after: str

    @property
    def key(self) -> str:
        """The month as it stands in an address."""
        return f"{self.first:%Y-%m}"


def read(text: str) -> dt.date:
    """Return the first day of the month asked for; this month for none, the past and the far."""
    this = timezone.localdate().replace(day=1)
    try:
        asked = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        return this
    return asked if this <= asked <= _shifted(this, AHEAD) else this


def end(first: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return _shifted(first, 1)


def draw(first: dt.date, found: Iterable[Time]) -> Month:
    """Return the sheet of the month that begins at `first`."""
    today = timezone.localdate()
    on: dict[dt.date, list[Time]] = defaultdict(list)
    for time in found:
        on[max(time.time.day, first)].append(time)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    this = today.replace(day=1)
    return Month(
        first,
        words.month(first),
        [[_day(date, first, today, on.get(date, [])) for date in week] for week in weeks],
        f"{_shifted(first, -1):%Y-%m}" if first > this else "",
        f"{_shifted(first, 1):%Y-%m}" if first < _shifted(this, AHEAD) else "",
    )


def _day(date: dt.date, first: dt.date, today: dt.date, times: list[Time]) -> Day:
    inside = date.month == first.month
    times = times if inside else []
    return Day(date, inside, date == today, times[:MOST], len(times))


def _shifted(first: dt.date, months: int) -> dt.date:
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)
