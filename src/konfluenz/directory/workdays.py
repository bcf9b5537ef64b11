"""Working days: Monday to Friday without the public holidays of the city's Land.

The holidays are those that statute sets for a whole Land, as of 2026. What holds in some
municipalities only (Fronleichnam in parts of Saxony and Thuringia, the Friedensfest in
Augsburg) is left out: an answer comes a day earlier there, never later.
"""

import datetime as dt
from functools import lru_cache

from dateutil.easter import easter
from django.utils import timezone

from konfluenz.directory import municipality

SATURDAY = 5
EVERYWHERE_FIXED = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
EVERYWHERE_BY_EASTER = (-2, 1, 39, 50)
"""Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag: days after Easter Sunday."""

FIXED: dict[tuple[int, int], frozenset[str]] = {
    (1, 6): frozenset({"BW", "BY", "ST"}),
    (3, 8): frozenset({"BE", "MV"}),
    (8, 15): frozenset({"SL"}),
    (9, 20): frozenset({"TH"}),
    (10, 31): frozenset({"BB", "HB", "HH", "MV", "NI", "SH", "SN", "ST", "TH"}),
    (11, 1): frozenset({"BW", "BY", "NW", "RP", "SL"}),
}
"""Holidays of some Länder on a fixed (month, day)."""

BY_EASTER: dict[int, frozenset[str]] = {
    0: frozenset({"BB"}),
    49: frozenset({"BB"}),
    60: frozenset({"BW", "BY", "HE", "NW", "RP", "SL"}),
}
"""Easter Sunday, Whit Sunday, Fronleichnam: days after Easter Sunday."""


def after(moment: dt.datetime, days: int) -> dt.datetime:
    """Return the moment `days` working days after `moment`, at the same time on the clock.

    The day of `moment` does not count: two working days after a Friday, Saturday or Sunday
    are a Tuesday. The time is that of the city's clocks, also across the change to summer
    time. Raises ValueError for less than one day.
    """
    if days < 1:
        raise ValueError(days)
    here, land = timezone.localtime(moment), municipality.current().land
    day = here.date()
    while days:
        day += dt.timedelta(days=1)
        days -= is_workday(day, land)
    return timezone.make_aware(dt.datetime.combine(day, here.time()))


def is_workday(day: dt.date, land: str | None = None) -> bool:
    """Return whether offices in `land` (that of the city if None) work on `day`."""
    if day.weekday() >= SATURDAY:
        return False
    return day not in holidays(day.year, municipality.current().land if land is None else land)


@lru_cache(maxsize=256)
def holidays(year: int, land: str) -> frozenset[dt.date]:
    """Return the public holidays of `year` in `land` ("RP"); "": those that hold everywhere."""
    sunday = easter(year)
    fixed = [*EVERYWHERE_FIXED, *(day for day, where in FIXED.items() if land in where)]
    moving = [*EVERYWHERE_BY_EASTER, *(n for n, where in BY_EASTER.items() if land in where)]
    days = {dt.date(year, month, day) for month, day in fixed}
    days |= {sunday + dt.timedelta(days=n) for n in moving}
    if land == "SN":
        days.add(_day_of_repentance(year))
    return frozenset(days)


def _day_of_repentance(year: int) -> dt.date:
    """Return Buß- und Bettag: the Wednesday before the 23rd of November."""
    last = dt.date(year, 11, 22)
    return last - dt.timedelta(days=(last.weekday() - 2) % 7)
