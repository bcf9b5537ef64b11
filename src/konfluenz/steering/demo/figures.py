"""The demo's frozen figures: last year's, and the last twelve months'.

Taken when everything else is built, for the program counts in all rooms.
"""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.steering.freezing import snapshots


def freeze(*, by: models.Model | None = None) -> None:
    """Freeze last year, and the twelve months that end today."""
    today = timezone.localdate()
    year = today.year - 1
    title = _("Annual report %(year)s") % {"year": year}
    snapshots.take(title, dt.date(year, 1, 1), dt.date(year, 12, 31), by=by)
    since = today - dt.timedelta(days=364)
    snapshots.take(_("The last twelve months"), since, today, by=by)
