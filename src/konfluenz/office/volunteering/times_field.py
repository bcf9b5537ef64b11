"""Times as somebody types them, a line each: "Di 17-18", "21.11.2026, 10:00–12:00"."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import search
from konfluenz.volunteering import when
from konfluenz.volunteering.conditions import When

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_LINE = re.compile(
    rf"(?P<day>.*?)[\s,:]+(?:von )?{_CLOCK}(?: uhr)?\s*(?:-|–|bis)\s*{_CLOCK}(?: uhr)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:\w+\.?,?\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?|(\d{4})-(\d{2})-(\d{2})")
LAST_HOUR = 24
"""Typed for midnight at the end of a day, which is stored as 00:00."""

LONGEST = 80
"""Signs of a line that can still be a time."""


@dataclass(frozen=True)
class Times:
    """Times in their order, as a form takes and shows them."""

    rows: tuple[When, ...] = ()

    @property
    def lines(self) -> list[str]:
        """A line for each time."""
        return [when.line(row) for row in self.rows]

    def __str__(self) -> str:
        return "; ".join(self.lines)


class TimesField(django_forms.CharField):
    """Times on weekdays or dates, a line each; cleans to :class:`Times`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("A line for each: “Di 17-18” or “21.11.2026 10:00-12:00”")
        )
        kwargs.setdefault("widget", django_forms.Textarea(attrs={"rows": 3}))
        super().__init__(max_length=5000, **kwargs)

    def clean(self, value: Any) -> Times:
        """Return the times; raises ValidationError with the line that is none."""
        lines = re.split(r"[\n;]", super().clean(value))
        return Times(tuple(_read(line.strip()) for line in lines if line.strip()))

    def prepare_value(self, value: Any) -> Any:
        """Return times as somebody would type them."""
        return "\n".join(value.lines) if isinstance(value, Times) else value


def of(rows: Iterable[When]) -> Times:
    """Return `rows` as a form shows them."""
    return Times(tuple(rows))


def _read(line: str) -> When:
    match = _LINE.fullmatch(line[:LONGEST])
    day = _day(match["day"]) if match else None
    if match is None or day is None:
        raise _no_time(line)
    hours = match.groups()[1:]
    try:
        return When(_clock(*hours[:2]), _clock(*hours[2:]), **day)
    except ValueError:
        raise _no_time(line) from None


def _clock(hour: str, minute: str | None) -> dt.time:
    return dt.time(0 if int(hour) == LAST_HOUR else int(hour), int(minute or 0))


def _day(text: str) -> dict[str, Any] | None:
    """Return the weekday or the date that `text` names, None for neither."""
    typed = search.fold(text).strip(" .").removesuffix("s")
    for number, name in WEEKDAYS.items():
        if len(typed) > 1 and search.fold(str(name)).startswith(typed):
            return {"weekday": number}
    match = _DATE.fullmatch(text.strip())
    return {"date": _date(match)} if match else None


def _date(match: re.Match[str]) -> dt.date:
    """Return the date; without a year it is the next such day."""
    day, month, year, *iso = match.groups()
    today = timezone.localdate()
    try:
        if iso[0]:
            return dt.date(*map(int, iso))
        found = dt.date(int(year or today.year), int(month), int(day))
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        raise _no_time(match[0]) from None


def _no_time(line: str) -> ValidationError:
    text = _("“%(line)s” is no time. Write it like “Di 17-18” or “21.11.2026 10:00-12:00”.")
    return ValidationError(text % {"line": line})
