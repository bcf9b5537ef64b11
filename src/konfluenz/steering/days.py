"""Days known to the month or year: the first and last day that they may mean."""

import datetime as dt

from dateutil.relativedelta import relativedelta

from konfluenz.ground.dates import Precision

_LENGTH = {
    Precision.DAY: relativedelta(days=1),
    Precision.MONTH: relativedelta(months=1),
    Precision.YEAR: relativedelta(years=1),
}


def first(day: dt.date, precision: str = Precision.DAY) -> dt.date:
    """Return the day that stands for `day` in the tables: the first of its month or year."""
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day


def last(day: dt.date, precision: str = Precision.DAY) -> dt.date:
    """Return the last day that may be meant."""
    after: dt.date = first(day, precision) + _LENGTH[Precision(precision)]
    return after - dt.timedelta(days=1)


def surely_before(
    day: dt.date, precision: str, other: dt.date, other_precision: str = Precision.DAY
) -> bool:
    """Return whether `day` lies before `other` whatever days are meant.

    "2022" is not before "March 2022", "2021" is.
    """
    return last(day, precision) < first(other, other_precision)
