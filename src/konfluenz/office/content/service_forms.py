"""Forms of services: what they are, and when they are open."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import hours
from konfluenz.directory.models import Appointment, OrgUnit, Place, Service, Topic
from konfluenz.office import forms, searched
from konfluenz.office.content.hour_lines import DayField, OthersField, by_name
from konfluenz.office.language_field import LanguagesField

FIELDS = (
    "name",
    "summary",
    "description",
    "audience",
    "eligibility",
    "documents",
    "how",
    "appointment",
    "cost",
    "free",
    "languages",
    "accessibility",
    "unit",
    "phone",
    "mail",
    "url",
    "example",
)
PLACES = "places"


class ItemsField(django_forms.CharField):
    """A list, an item a line; cleans to a list."""

    widget = django_forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[str]:
        """Return the items."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Return the items as lines."""
        return "\n".join(value) if isinstance(value, list) else value


def long_text(label: Any, rows: int = 4, **more: Any) -> django_forms.CharField:
    """Return a field for a text of several lines that may stay empty."""
    widget = django_forms.Textarea(attrs={"rows": rows})
    return django_forms.CharField(label=label, required=False, widget=widget, **more)


def line(label: Any, length: int = 300, **more: Any) -> django_forms.CharField:
    """Return a field for one line that may stay empty."""
    return django_forms.CharField(label=label, max_length=length, required=False, **more)


def topics_field() -> django_forms.ModelMultipleChoiceField:
    """Return the field for topics."""
    return django_forms.ModelMultipleChoiceField(
        Topic.objects.filter(active=True),
        label=gettext_lazy("Topics"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )


class ServiceForm(searched.SearchedForm):
    """What is offered, by whom, where, for whom."""

    looked_up = {"organization": searched.ORGANISATION}

    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=160)
    summary = line(gettext_lazy("In one sentence"), help_text=gettext_lazy("Needed to publish it."))
    description = long_text(gettext_lazy("Description"), 8)
    organization = line(
        gettext_lazy("Organisation"),
        200,
        help_text=gettext_lazy("Name or a part of it. Either an organisation or an office."),
    )
    unit = django_forms.ModelChoiceField(
        OrgUnit.objects.none(),
        label=gettext_lazy("Office that offers it"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    topics = topics_field()
    audience = line(gettext_lazy("For whom"))
    eligibility = long_text(gettext_lazy("Who may come"), 2)
    documents = ItemsField(
        label=gettext_lazy("What to bring"),
        required=False,
        help_text=gettext_lazy("One thing a line"),
    )
    how = long_text(gettext_lazy("How it works"), 3)
    appointment = django_forms.ChoiceField(
        label=gettext_lazy("Appointment"), choices=Appointment.choices, initial=Appointment.NONE
    )
    cost = line(gettext_lazy("What it costs"))
    free = django_forms.BooleanField(label=gettext_lazy("Free of charge"), required=False)
    languages = LanguagesField(label=gettext_lazy("Languages"), required=False)
    places = django_forms.ModelMultipleChoiceField(
        Place.objects.public(),
        label=gettext_lazy("Places"),
        required=False,
        widget=django_forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Several with Ctrl or Cmd. A new one is added under “Places”."),
    )
    accessibility = long_text(gettext_lazy("Accessibility"), 2)
    phone = line(gettext_lazy("Phone"), 40)
    mail = django_forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("The organisation's own, never somebody's private address."),
    )
    url = django_forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https"
    )
    example = django_forms.BooleanField(
        label=gettext_lazy("Example hours"),
        required=False,
        help_text=gettext_lazy("The hours are invented, for a demonstration."),
    )

    groups = (
        (
            gettext_lazy("Who offers it"),
            ("organization", f"organization{searched.PICKED}", "unit", "topics"),
        ),
        (
            gettext_lazy("What one has to know"),
            (
                "audience",
                "eligibility",
                "documents",
                "how",
                "appointment",
                "cost",
                "free",
                "languages",
            ),
        ),
        (gettext_lazy("Where it is"), (PLACES, "accessibility")),
        (gettext_lazy("How it is reached"), ("phone", "mail", "url", "example")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = OrgUnit.objects.on(timezone.localdate())
        self.fields["unit"].queryset = standing  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of organisation and office."""
        values = super().clean()
        named = bool(values.get("organization")) + bool(values.get("unit"))
        if named != 1 and "organization" not in self.errors:
            self.add_error(None, ValidationError(_("Name either an organisation or an office.")))
        return values


class HoursForm(forms.Form):
    """The week, and the days that differ. The places of the service come in `initial`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = by_name(self.initial.get(PLACES, ()))
        for number, name in WEEKDAYS.items():
            self.fields[f"day_{number}"] = DayField(number, label=name)
        self.fields["others"] = OthersField(label=_("Days that differ"))
        for field in self.fields.values():
            field.places = places  # type: ignore[attr-defined]
            forms.dress(field.widget)


class PauseForm(forms.Form):
    """Why something does not take place for now."""

    because = django_forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Everybody reads it: “Umbau bis März”."),
    )


def typed(one: Service) -> dict[str, Any]:
    """Return a service as its form shows it."""
    values: dict[str, Any] = {name: getattr(one, name) for name in FIELDS}
    return values | {
        "organization": one.organization.name if one.organization else "",
        "topics": list(one.topics.all()),
        PLACES: list(one.places.all()),
    }


def typed_hours(one: Service) -> dict[str, Any]:
    """Return the hours of a service as their form shows them."""
    week = hours.week_of(one)
    days: dict[str, Any] = {
        f"day_{number}": [row for row in week if row.weekday == number] for number in WEEKDAYS
    }
    return days | {"others": hours.others_of(one), PLACES: list(one.places.all())}
