"""The one pattern for the fields of a form; `office/sheets.py` says what happens with it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Form as BaseForm
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import dates
from konfluenz.ground.dates import Precision
from konfluenz.office import widgets

Text = str | Promise

INPUT = "kern-form-input__input"
CLASSES: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "kern-form-check__checkbox",
    forms.CheckboxSelectMultiple: "kern-form-check__checkbox",
    forms.RadioSelect: "kern-form-check__radio",
    forms.Select: "kern-form-input__select",
    forms.SelectMultiple: f"{INPUT} k-select-multiple",
}


@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together; `legend` is empty for those that need no heading."""

    legend: Text
    fields: list[BoundField]


class Form(BaseForm):
    """A form under KERN's classes.

    `groups` puts fields under headings: ((heading, ("name", "language")), …); fields that
    it does not name come first.
    """

    groups: tuple[tuple[Text, tuple[str, ...]], ...] = ()
    default_renderer = widgets.Renderer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field.widget)
            field.error_messages["required"] = _("Please fill in “%(label)s”.") % {
                "label": field.label or name
            }

    def grouped(self) -> Iterator[FieldGroup]:
        """Yield the visible fields under their headings."""
        under_heading = {name for _legend, names in self.groups for name in names}
        loose = [field for field in self.visible_fields() if field.name not in under_heading]
        if loose:
            yield FieldGroup("", loose)
        for legend, names in self.groups:
            if shown := [self[name] for name in names if name in self.fields]:
                yield FieldGroup(legend, shown)


def dress(widget: forms.Widget) -> None:
    """Give `widget` KERN's class."""
    name = next((CLASSES[kind] for kind in type(widget).__mro__ if kind in CLASSES), INPUT)
    widget.attrs["class"] = f"{name} {widget.attrs.get('class', '')}".strip()


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time in the city's zone, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        )
        super().__init__(**kwargs)


@dataclass(frozen=True)
class KnownDate:
    """A date and how exactly it is known; the first day stands for its month or year."""

    day: dt.date
    precision: str

    def __str__(self) -> str:
        return dates.show(self.day, self.precision)


class KnownDateField(forms.CharField):
    """A date known to the day, the month or the year: "12.03.2015", "03.2015", "2015".

    Cleans to a :class:`KnownDate`, or to None when it may stay empty.
    """

    FORMS = (
        (re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"), Precision.DAY),
        (re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"), Precision.DAY),
        (re.compile(r"(?P<month>\d{1,2})[./]\s?(?P<year>\d{4})"), Precision.MONTH),
        (re.compile(r"(?P<year>\d{4})"), Precision.YEAR),
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("As exactly as you know: 12.03.2015, 03.2015 or 2015")
        )
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: Any) -> KnownDate | None:
        """Return the date; raises ValidationError for what is none."""
        text = super().clean(value)
        if not text:
            return None
        for form, precision in self.FORMS:
            if match := form.fullmatch(text):
                return KnownDate(_day(match.groupdict()), precision)
        raise ValidationError(_NOT_A_DATE)

    def prepare_value(self, value: Any) -> Any:
        """Return a date as somebody would type it."""
        if not isinstance(value, KnownDate):
            return value
        style = {Precision.YEAR: "%Y", Precision.MONTH: "%m.%Y"}.get(
            Precision(value.precision), "%d.%m.%Y"
        )
        return value.day.strftime(style)


_NOT_A_DATE = gettext_lazy("This is no date. Write it like 12.03.2015, 03.2015 or 2015.")


def known(day: dt.date | None, precision: str) -> KnownDate | None:
    """Return what a :class:`KnownDateField` shows for a stored day."""
    return KnownDate(day, precision) if day else None


def in_words(field: forms.Field, value: Any) -> str:
    """Return how a reader would say the value of a form field."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return dates.show(value)
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        return ", ".join(in_words(field, one) for one in value)
    return _label(field, value) or str(value)


def _label(field: forms.Field, value: Any) -> str:
    """Return what a field with choices calls `value`."""
    key = str(getattr(value, "pk", value))
    choices = getattr(field, "choices", ())
    return next((str(label) for known_value, label in choices if str(known_value) == key), "")


def _day(parts: dict[str, str]) -> dt.date:
    try:
        return dt.date(int(parts["year"]), int(parts.get("month", 1)), int(parts.get("day", 1)))
    except ValueError:
        raise ValidationError(_NOT_A_DATE) from None
