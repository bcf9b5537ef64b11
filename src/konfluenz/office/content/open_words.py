"""Whether a service is open, as a colleague would say it."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from konfluenz.directory.opening import OpenNow, Reason
from konfluenz.ground import dates


def now(said: OpenNow) -> str:
    """Return the answer in one line."""
    if said.reason == Reason.PAUSED:
        return _("Paused at the moment")
    if said.reason == Reason.UNKNOWN:
        return _("Nobody has entered opening hours.")
    if not said.open:
        return _closed(said)
    if said.until is None:
        return _("Open around the clock")
    if said.by_appointment:
        return _("By appointment until %(time)s") % {"time": _when(said.until)}
    return _("Open now until %(time)s") % {"time": _when(said.until)}


def _closed(said: OpenNow) -> str:
    why = _("Public holiday") if said.reason == Reason.HOLIDAY else said.because
    if said.opens_at is None:
        text = _("Closed now")
    else:
        text = _("Closed now, opens %(time)s") % {"time": _when(said.opens_at)}
    return f"{text} · {why}" if why else text


def _when(moment: dt.datetime) -> str:
    here = timezone.localtime(moment)
    time = f"{here:%H:%M}"
    if here.date() == timezone.localdate():
        return time
    return f"{date_format(here, 'D')}, {dates.show(here.date())}, {time}"
