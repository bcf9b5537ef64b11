"""Days, hours and kinds of events in every language of the portal."""

import datetime as dt

from babel.dates import format_date, format_skeleton, get_day_names
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from konfluenz.events import rules
from konfluenz.events.models import EventKind
from konfluenz.events.occurrences import Occurrence
from konfluenz.people import languages
from konfluenz.portal import numbers

KINDS: dict[str, Promise] = {
    EventKind.MEETUP: gettext_lazy("Get-together"),
    EventKind.COURSE: gettext_lazy("Course"),
    EventKind.LECTURE: gettext_lazy("Lecture"),
    EventKind.WORKSHOP: gettext_lazy("Workshop"),
    EventKind.FESTIVAL: gettext_lazy("Festival"),
    EventKind.INFO: gettext_lazy("Information evening"),
    EventKind.SPORT: gettext_lazy("Sport"),
    EventKind.OTHER: gettext_lazy("Other"),
}
OFTEN: dict[tuple[str, int], Promise] = {
    ("DAILY", 1): gettext_lazy("Every day"),
    ("WEEKLY", 1): gettext_lazy("Every week"),
    ("WEEKLY", 2): gettext_lazy("Every two weeks"),
    ("MONTHLY", 1): gettext_lazy("Every month"),
    ("YEARLY", 1): gettext_lazy("Every year"),
}


ONE_LETTER = ("ar", "fa")
"""Languages in which one letter tells the days of the week apart, and short names are long."""


def day(date: dt.date) -> str:
    """Return a day with its weekday: "Dienstag, 24. März 2026"."""
    return format_date(date, "full", locale=numbers.locale())


def short_day(date: dt.date) -> str:
    """Return a day with its weekday, short: "Di., 24. März"."""
    return format_skeleton("MMMEd", date, locale=numbers.locale())


def month(date: dt.date) -> str:
    """Return month and year: "März 2026"."""
    return format_skeleton("yMMMM", date, locale=numbers.locale())


def weekdays() -> list[tuple[str, str]]:
    """Return the days of the week from Monday, short and whole."""
    locale = numbers.locale()
    one_letter = locale.language in ONE_LETTER
    short = get_day_names("narrow" if one_letter else "short", "stand-alone", locale)
    wide = get_day_names("wide", "stand-alone", locale)
    return [(short[number], wide[number]) for number in range(7)]


def hours(time: Occurrence) -> str:
    """Return from when until when, "" for whole days. Runs from left to right everywhere."""
    if time.event.all_day:
        return ""
    return f"{time.starts_at:%H:%M}–{time.ends_at:%H:%M}"


def until(time: Occurrence) -> str:
    """Return the last day of a time that goes on for several, "" for the others."""
    overnight = dt.timedelta(hours=12)
    if time.last_day == time.day or time.ends_at - time.starts_at < overnight:
        return ""
    return day(time.last_day)


def often(rule: str) -> str:
    """Return how often, without inflecting weekdays: "Jede Woche: Dienstag"."""
    if not rule:
        return ""
    read = rules.read(rule)
    text = OFTEN.get((read.freq, read.interval))
    if text is None or read.months or read.positions:
        return gettext("On several days")
    if read.freq != "WEEKLY" or not read.days:
        return str(text)
    names = get_day_names("wide", "stand-alone", numbers.locale())
    return f"{text}: {', '.join(names[number] for _nth, number in read.days)}"


def spoken(codes: list[str]) -> list[str]:
    """Return the names of languages."""
    return [languages.name(code) for code in codes]
