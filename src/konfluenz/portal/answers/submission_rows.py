"""Rows of times and languages in the association's form: so many of each, empty ones left out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.people import languages
from konfluenz.portal.forms import Form
from konfluenz.volunteering.conditions import Wanted, When
from konfluenz.volunteering.models import Timing

DATES = 6
SPOKEN = 3
DAY_MINUTES = 24 * 60
SHORTEST = 15
NEEDED, USEFUL = "needed", "useful"
WITH_TIMES = (Timing.FIXED, Timing.WEEKLY)

Row = tuple[int | dt.date, dt.time | None, dt.time | None]


def day_field(**more: Any) -> forms.DateField:
    """Return a field for a date, shown by the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, **more)


class RowsForm(Form):
    """A form with a field `timing` and, below by number, its times and languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = {**type(self).base_fields, **_rows()}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        spoken = [("", "–"), *languages.names().items()]
        for row in range(SPOKEN):
            self.offer(f"language_{row}", spoken)

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let the field `name` choose among `choices`."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    @property
    def weekly(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The rows of the week: its day, from, until."""
        return [(str(name), *self._clocks(f"weekday_{day}")) for day, name in WEEKDAYS.items()]

    @property
    def dates(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows of fixed days: date, from, until."""
        return [(self[f"date_{row}"], *self._clocks(f"date_{row}")) for row in range(DATES)]

    @property
    def spoken(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows of languages: which, and whether it is needed."""
        return [(self[f"language_{row}"], self[f"language_{row}_is"]) for row in range(SPOKEN)]

    def clean(self) -> dict[str, Any]:
        """Ask for the other half of half a time, and for times where there must be some."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        rows = _wanted(said)
        if any((begin is None) != (end is None) for _day, begin, end in rows):
            self.add_error("timing", gettext("Give each time a beginning and an end."))
        elif said["timing"] in WITH_TIMES and not times(said):
            self.add_error("timing", gettext("Say when: a day, from when until when."))
        return said

    def _clocks(self, name: str) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"{name}_from"], self[f"{name}_until"]


def times(said: dict[str, Any]) -> list[When]:
    """Return the times of a checked form that count for its kind of times."""
    return [
        When(begin, end, **({"date": day} if isinstance(day, dt.date) else {"weekday": day}))
        for day, begin, end in _wanted(said)
        if begin is not None and end is not None
    ]


def minutes(said: dict[str, Any], wanted: Sequence[When]) -> int:
    """Return how long one visit takes: the shortest of the times, else what was chosen."""
    if wanted:
        return max(SHORTEST, min(_length(one) for one in wanted))
    return int(said["minutes"] or 60)


def spoken(said: dict[str, Any]) -> list[Wanted]:
    """Return the languages of a checked form."""
    return [
        Wanted(code, required=said[f"language_{row}_is"] != USEFUL)
        for row in range(SPOKEN)
        if (code := said[f"language_{row}"])
    ]


def _rows() -> dict[str, forms.Field]:
    rows: dict[str, forms.Field] = {}
    for day in WEEKDAYS:
        rows |= _clock_fields(f"weekday_{day}")
    for row in range(DATES):
        rows[f"date_{row}"] = day_field(label=_("Day"), required=False)
        rows |= _clock_fields(f"date_{row}")
    is_needed = [(NEEDED, _("is needed")), (USEFUL, _("is useful"))]
    for row in range(SPOKEN):
        rows[f"language_{row}"] = forms.ChoiceField(label=_("Language"), required=False)
        rows[f"language_{row}_is"] = forms.ChoiceField(
            label=_("How much"), choices=is_needed, required=False
        )
    return rows


def _clock_fields(name: str) -> dict[str, forms.Field]:
    return {f"{name}_from": _clock(_("from")), f"{name}_until": _clock(_("until"))}


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, required=False)


def _wanted(said: dict[str, Any]) -> list[Row]:
    """Return the rows that count for the chosen kind of times: the day, from, until."""
    if said["timing"] == Timing.FLEXIBLE:
        return []
    if said["timing"] != Timing.FIXED:
        return [(day, *_said(said, f"weekday_{day}")) for day in WEEKDAYS]
    days = {row: said[f"date_{row}"] for row in range(DATES)}
    return [(day, *_said(said, f"date_{row}")) for row, day in days.items() if day]


def _said(said: dict[str, Any], name: str) -> tuple[dt.time | None, dt.time | None]:
    return said[f"{name}_from"], said[f"{name}_until"]


def _length(one: When) -> int:
    begin = one.starts_at.hour * 60 + one.starts_at.minute
    end = (one.ends_at.hour * 60 + one.ends_at.minute) or DAY_MINUTES
    return end - begin if end > begin else DAY_MINUTES
