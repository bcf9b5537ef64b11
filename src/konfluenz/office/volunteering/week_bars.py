"""The times of a week as seven bars from six in the morning to midnight."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise

from konfluenz.volunteering import availability
from konfluenz.volunteering.availability import Timed

FIRST_HOUR = 6
HOUR = 10
"""Length of an hour in the drawing."""


@dataclass(frozen=True)
class Day:
    """One day: its name, its times in words, and (x, width) of each in the drawing."""

    name: Promise | str
    short: Promise | str
    times: list[str]
    bars: list[tuple[int, int]]


def of(times: Iterable[Timed]) -> list[Day]:
    """Return the seven days from Monday on; none where no time is noted at all."""
    rows = availability.slots(times)
    if not rows:
        return []
    return [_day(number, [row for row in rows if row.weekday == number]) for number in WEEKDAYS]


def _day(number: int, rows: list[availability.Slot]) -> Day:
    said = [f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}" for row in rows]
    spans = availability.spans(rows)
    return Day(WEEKDAYS[number], WEEKDAYS_ABBR[number], said, [_bar(*span[1:]) for span in spans])


def _bar(start: int, end: int) -> tuple[int, int]:
    """Return where a time begins and how long it is; what lies before six is cut."""
    first = FIRST_HOUR * 60
    begin = max(start, first)
    return (begin - first) * HOUR // 60, max(end - begin, 0) * HOUR // 60
