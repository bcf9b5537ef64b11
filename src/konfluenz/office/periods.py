"""Since when and until when something holds, in the words of a colleague."""

import datetime as dt

from django.utils.translation import gettext as _

from konfluenz.directory.models.periods import Period
from konfluenz.ground import dates
from konfluenz.ground.dates import Precision


def in_words(row: Period) -> str:
    """Return "14.09.2015 to 30.06.2022", "since 2015", "until March 2022"; "" for neither."""
    start = dates.show(row.valid_from, row.valid_from_precision)
    end = last_day(row)
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("since %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else ""


def last_day(row: Period) -> str:
    """Return the last day it holds, as exactly as that is known; "" when it goes on.

    A month or year stands for itself: what ended "in 2022" is stored with the first day of 2022.
    """
    if row.valid_until is None:
        return ""
    exact = row.valid_until_precision == Precision.DAY
    day = row.valid_until - dt.timedelta(days=1) if exact else row.valid_until
    return dates.show(day, row.valid_until_precision)
