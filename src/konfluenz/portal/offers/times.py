"""Times of opening in the words of the reader's language; clocks as they hang in Germany."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_skeleton, get_day_names
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import timetable
from konfluenz.directory.models import OpeningHours
from konfluenz.directory.opening import OpenNow, Reason, Rules
from konfluenz.ground import dates
from konfluenz.portal import numbers
from konfluenz.portal.language import SOURCE
from konfluenz.portal.texts import Text

MIDNIGHT = dt.time(0)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Now:
    """Whether it is open at this moment. `kind`: open, appointment, closed, paused or unknown.

    `because` says why it is closed today, in words of an exception.
    """

    kind: str
    text: str
    because: Text | None = None


@dataclass(frozen=True)
class Hours:
    """One line of a day: "09:00–12:00", what is to be known of it."""

    time: str
    by_appointment: bool
    note: Text


@dataclass(frozen=True)
class Week:
    """A week as a table: the places it holds for, from when, and each day with its hours."""

    places: list[str]
    begins: str
    days: list[tuple[str, list[Hours]]]


@dataclass(frozen=True)
class Differing:
    """Days on which other hours hold."""

    days: str
    times: list[str]
    places: list[str]
    holiday: bool
    reason: Text


Notes = Mapping[str, str]
"""Notes of the hours by their German."""


def now(said: OpenNow, notes: Notes) -> Now:
    """Return the answer of `directory.opening` in words."""
    if said.reason == Reason.PAUSED:
        return Now("paused", _("Paused at the moment"))
    if said.reason == Reason.UNKNOWN:
        return Now("unknown", _("Please ask for the opening hours."))
    if not said.open:
        return Now("closed", _closed(said), _because(said, notes))
    if said.until is None:
        return Now("open", _("Open around the clock"))
    if said.by_appointment:
        return Now("appointment", _("By appointment until %(time)s") % {"time": _when(said.until)})
    return Now("open", _("Open now until %(time)s") % {"time": _when(said.until)})


def weeks(rules: Rules, names: Mapping[int, str], notes: Notes) -> list[Week]:
    """Return the weeks of a service as tables; `names` are those of its places by key."""
    day_names = get_day_names("wide", context="stand-alone", locale=numbers.locale())
    return [
        Week(
            [names[key] for key in table.places if key in names],
            dates.show(table.begins),
            [
                (day_names[number], [_hours(row, notes) for row in rows])
                for number, rows in enumerate(table.week)
            ],
        )
        for table in timetable.tables(rules, timezone.localdate())
    ]


def differing(rules: Rules, names: Mapping[int, str], notes: Notes) -> list[Differing]:
    """Return the days ahead on which other hours hold."""
    return [
        Differing(
            span(one.first, one.last),
            [between(*times) for times in one.times],
            [names[key] for key in one.places if key in names],
            one.holiday,
            noted(one.reason, notes),
        )
        for one in timetable.ahead(rules, timezone.localdate())
    ]


def clock(time: dt.time) -> str:
    """Return a time of the day: "18:00"."""
    return str(format_skeleton("Hm", time, locale=numbers.locale()))


def between(opens: dt.time, closes: dt.time) -> str:
    """Return a span of the day; midnight at its end is 24:00."""
    if opens == closes:
        return _("around the clock")
    return f"{clock(opens)}–{'24:00' if closes == MIDNIGHT else clock(closes)}"


def day(date: dt.date) -> str:
    """Return a day with its name: "Mo., 23. Nov."."""
    return str(format_skeleton("MMMEd", date, locale=numbers.locale()))


def span(first: dt.date, last: dt.date) -> str:
    """Return days from `first` to `last`, both included."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def noted(note: str, notes: Notes) -> Text:
    """Return a note in the reader's language, else in German and marked so."""
    language = numbers.locale().language
    return Text(notes.get(note, note), "" if not note or note in notes else _foreign(language))


def _foreign(language: str) -> str:
    return "" if language == SOURCE else SOURCE


def _hours(row: OpeningHours, notes: Notes) -> Hours:
    return Hours(between(row.opens, row.closes), row.by_appointment, noted(row.note, notes))


def _closed(said: OpenNow) -> str:
    if said.opens_at is None:
        return _("Closed now")
    return _("Closed now, opens %(time)s") % {"time": _when(said.opens_at)}


def _because(said: OpenNow, notes: Notes) -> Text | None:
    if said.reason == Reason.HOLIDAY:
        return Text(_("Public holiday"))
    return noted(said.because, notes) if said.because else None


def _when(moment: dt.datetime) -> str:
    """Return the time, with its day unless it comes within the next hours of today or the night."""
    here = timezone.localtime(moment)
    today = timezone.localdate()
    soon = here.date() == today or (here.date() == today + DAY and here.hour < 6)
    time = clock(here.time())
    return time if soon and here.time() != MIDNIGHT else _dated(here, time)


def _dated(here: dt.datetime, time: str) -> str:
    if here.time() == MIDNIGHT:
        return f"{day(here.date() - DAY)}, 24:00"
    return f"{day(here.date())}, {time}"
