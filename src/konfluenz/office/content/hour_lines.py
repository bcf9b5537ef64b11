"""Opening hours as somebody types them, a span a line: "9-12", "14:00-17:30 nach Vereinbarung".

Behind commas: "in" a place of the service, "ab" and "bis" a day, and what is to be known of it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.hours import Open, Other
from konfluenz.directory.models import Place
from konfluenz.ground import dates, search

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:uhr)?\s*(?:-|–|bis)\s*{_CLOCK}\s*(?:uhr)?(.*)", re.IGNORECASE)
_DATE = r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
_DAYS = re.compile(rf"({_DATE})(?:\s*(?:-|–|bis)\s*({_DATE}))?\s*:?\s*(.*)", re.IGNORECASE)
_BOUND = re.compile(rf"(ab|bis vor|bis)\s+({_DATE})", re.IGNORECASE)
BY_APPOINTMENT = frozenset({"nach vereinbarung", "n v", "nur mit termin", "mit termin"})
CLOSED = frozenset({"", "geschlossen", "zu"})
DAY = dt.timedelta(days=1)
LAST_HOUR = 24
"""Typed for midnight at the end of a day, which is stored as 00:00."""

Places = Mapping[str, Place]
"""The places of the service by their folded names."""


class _LinesField(django_forms.CharField):
    """Lines that are read one by one; `places` is set by the form."""

    places: Places = {}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", django_forms.Textarea(attrs={"rows": 2, "class": "o-lines"}))
        super().__init__(max_length=5000, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return what the lines say; raises ValidationError with the line that cannot be read."""
        lines = re.split(r"[\n;]", super().clean(value))
        return [self.read(line.strip()) for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Return rows as somebody would type them."""
        return "\n".join(map(self.line, value)) if isinstance(value, list) else value

    def read(self, line: str) -> Any:
        """Return what `line` says."""
        raise NotImplementedError

    def line(self, row: Any) -> str:
        """Return `row` as a line."""
        raise NotImplementedError


class DayField(_LinesField):
    """The spans of one weekday; cleans to a list of `Open`."""

    def __init__(self, weekday: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.weekday = weekday

    def read(self, line: str) -> Open:
        """Return the span; raises ValidationError for what is none."""
        match = _SPAN.fullmatch(line.split(",")[0].strip())
        if match is None:
            raise _unread(line)
        opens, closes = _times(match, line)
        first = match[5].strip(" ()")
        rest = [first, *line.split(",")[1:]] if first else line.split(",")[1:]
        return Open(self.weekday, opens, closes, **_more(rest, self.places, line))

    def line(self, row: Open) -> str:
        """Return the span as a line."""
        mark = " " + _("by appointment") if row.by_appointment else ""
        since = f"ab {dates.show(row.valid_from)}" if row.valid_from else ""
        until = f"bis {dates.show(row.valid_until - DAY)}" if row.valid_until else ""
        place = f"in {row.place}" if row.place else ""
        parts = (f"{row.opens:%H:%M}–{row.closes:%H:%M}{mark}", place, since, until, row.note)
        return ", ".join(part for part in parts if part)


class OthersField(_LinesField):
    """Days with other hours; cleans to a list of `Other`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "A line for each: “24.12.2026-03.01.2027: geschlossen, Winterpause” or"
                " “31.10.2026: 10-14, Notdienst”. On public holidays it is closed anyway."
            ),
        )
        kwargs.setdefault("widget", django_forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def read(self, line: str) -> Other:
        """Return the days; raises ValidationError for what is none."""
        match = _DAYS.fullmatch(line)
        if match is None:
            raise _unread(line)
        first = _date(match[1], line)
        last = _date(match[2], line) if match[2] else first
        said, *rest = match[3].split(",")
        span = _SPAN.fullmatch(said.strip())
        if span is None and search.fold(said) not in CLOSED:
            raise _unread(line)
        opens, closes = _times(span, line) if span else (None, None)
        more = _more(rest, self.places, line)
        return Other(first, last, opens, closes, place=more["place"], reason=more["note"])

    def line(self, row: Other) -> str:
        """Return the days as a line."""
        days = dates.show(row.starts_on)
        if row.ends_on != row.starts_on:
            days += f"–{dates.show(row.ends_on)}"
        times = "geschlossen"
        if row.opens is not None and row.closes is not None:
            times = f"{row.opens:%H:%M}–{row.closes:%H:%M}"
        place = f"in {row.place}" if row.place else ""
        return f"{days}: " + ", ".join(part for part in (times, place, row.reason) if part)


def by_name(places: Iterable[Place]) -> Places:
    """Return `places` by their folded names."""
    return {search.fold(place.name): place for place in places}


def _more(parts: Iterable[str], places: Places, line: str) -> dict[str, Any]:
    """Return what stands behind the times."""
    found: dict[str, Any] = {"place": None, "note": ""}
    notes = []
    for part in (one.strip() for one in parts):
        if search.fold(part) in BY_APPOINTMENT:
            found["by_appointment"] = True
        elif bound := _BOUND.fullmatch(part):
            found |= _bound(bound, line)
        elif part.lower().startswith("in ") and search.fold(part[3:]) in places:
            found["place"] = places[search.fold(part[3:])]
        elif part:
            notes.append(part)
    return found | {"note": ", ".join(notes)}


def _bound(bound: re.Match[str], line: str) -> dict[str, dt.date]:
    day, word = _date(bound[2], line), bound[1].lower()
    if word == "ab":
        return {"valid_from": day}
    return {"valid_until": day if word == "bis vor" else day + DAY}


def _times(match: re.Match[str], line: str) -> tuple[dt.time, dt.time]:
    try:
        return _clock(match[1], match[2]), _clock(match[3], match[4])
    except ValueError:
        raise _unread(line) from None


def _clock(hour: str, minute: str | None) -> dt.time:
    return dt.time(0 if int(hour) == LAST_HOUR else int(hour), int(minute or 0))


def _date(text: str, line: str) -> dt.date:
    try:
        day, month, year = (int(part) for part in text.split("."))
        return dt.date(year, month, day)
    except ValueError:
        raise _unread(line) from None


def _unread(line: str) -> ValidationError:
    text = _("“%(line)s” cannot be read. Write it like “9-12” or “24.12.2026: geschlossen”.")
    return ValidationError(text % {"line": line[:80]})
