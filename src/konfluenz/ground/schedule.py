"""When something is due: rules for ``settings.SCHEDULE``, in the wall-clock time of the city.

::

    SCHEDULE = {
        "erase-old-messages": daily("03:15", runs="konfluenz.ground.delivery.erase_old"),
        "free-throttle": every(minutes=30, runs="konfluenz.ground.throttle.sweep"),
    }

A time that the change to summer time skips is taken right after the gap; one that the change
back repeats is taken the first time only. `ground/jobs.py` does the work; this module knows
no tables, so that settings may import it.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Rule(Protocol):
    """When a job is due, and the dotted path of the function that it calls."""

    @property
    def runs(self) -> str:
        """The dotted path of a function that takes nothing."""

    def next_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return the first due moment later than `moment`, in UTC."""


@dataclass(frozen=True)
class Every:
    """Each so many minutes, counted from the epoch, so that all workers mean the same moments."""

    minutes: int
    runs: str

    def next_after(self, moment: datetime, zone: tzinfo) -> datetime:  # noqa: ARG002
        """Return the first due moment later than `moment`, in UTC."""
        period = self.minutes * 60
        return datetime.fromtimestamp((int(moment.timestamp()) // period + 1) * period, UTC)


@dataclass(frozen=True)
class OnDays:
    """At a time of day on each day, on one weekday (0 is Monday), or on one day of the month.

    In a month that is too short, the day of the month is its last one.
    """

    at: time
    runs: str
    weekday: int | None = None
    day: int | None = None

    def next_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return the first due moment later than `moment`, in UTC."""
        today = moment.astimezone(zone).date()
        for days in range(63):
            day = today + timedelta(days=days)
            due = datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)
            if self._falls_on(day) and due > moment:
                return due
        raise ValueError(self)

    def _falls_on(self, day: date) -> bool:
        if self.weekday is not None:
            return day.weekday() == self.weekday
        if self.day is not None:
            return day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])
        return True


def every(*, minutes: int, runs: str) -> Rule:
    """Return the rule for each so many minutes; raises ValueError for none."""
    if minutes < 1:
        raise ValueError("A job cannot run more often than each minute.")
    return Every(minutes, runs)


def daily(at: str, *, runs: str) -> Rule:
    """Return the rule for each day at a time such as "03:15"."""
    return OnDays(time.fromisoformat(at), runs)


def weekly(weekday: str, at: str, *, runs: str) -> Rule:
    """Return the rule for a weekday ("mon" … "sun") at a time; raises ValueError for another."""
    return OnDays(time.fromisoformat(at), runs, weekday=WEEKDAYS.index(weekday))


def monthly(day: int, at: str, *, runs: str) -> Rule:
    """Return the rule for a day of the month (1 … 31) at a time; raises ValueError for another."""
    if not 1 <= day <= 31:
        raise ValueError(f"A month has no day {day}.")
    return OnDays(time.fromisoformat(at), runs, day=day)
