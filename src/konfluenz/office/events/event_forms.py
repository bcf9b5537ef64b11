"""Forms of events: what, when, how often, where, and each step of their life."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Organization, Place, Topic
from konfluenz.events import occurrences, rules
from konfluenz.events.models import Event, EventKind
from konfluenz.ground import search
from konfluenz.office import forms, searched
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.office.events import repeats
from konfluenz.office.events.repeats import Repeat
from konfluenz.office.language_field import LanguagesField

PLAIN = (
    "title",
    "kind",
    "summary",
    "description",
    "unit",
    "languages",
    "place",
    "online",
    "all_day",
    "cost",
    "free",
    "registration",
    "url",
    "childcare",
    "step_free",
)
"""Fields that the form and the record have in common."""

STEP_FREE = (
    ("", gettext_lazy("as the place is")),
    ("yes", gettext_lazy("yes")),
    ("no", gettext_lazy("no")),
)
ANSWERS = {"yes": True, "no": False, "": None}
DAY = dt.timedelta(days=1)


def _text(label: Any, rows: int, **more: Any) -> django_forms.CharField:
    area = django_forms.Textarea(attrs={"rows": rows})
    return django_forms.CharField(label=label, widget=area, required=False, **more)


class EventForm(searched.SearchedForm):
    """One event, once or again and again."""

    looked_up = {"organization": searched.ORGANISATION}

    title = django_forms.CharField(label=gettext_lazy("Title"), max_length=160)
    kind = django_forms.ChoiceField(label=gettext_lazy("Kind"), choices=EventKind.choices)
    summary = django_forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands in lists, below the title."),
    )
    description = _text(gettext_lazy("Description"), 6, max_length=20_000)
    topics = django_forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Topics"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    starts_at = forms.MomentField(label=gettext_lazy("Begins"))
    ends_at = forms.MomentField(label=gettext_lazy("Ends"))
    all_day = django_forms.BooleanField(
        label=gettext_lazy("all day"),
        required=False,
        help_text=gettext_lazy("Then the hours do not count."),
    )
    repeat = django_forms.ChoiceField(
        label=gettext_lazy("Repeats"), choices=Repeat.choices, initial=Repeat.NEVER
    )
    weekdays = django_forms.MultipleChoiceField(
        label=gettext_lazy("On these weekdays"),
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For weeks only. The weekday of the first date is always one."),
    )
    until = forms.DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty: it goes on until somebody ends it."),
    )
    rrule = django_forms.CharField(
        label=gettext_lazy("Rule of my own"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Every second Tuesday is FREQ=WEEKLY;INTERVAL=2;BYDAY=TU."),
    )
    place = django_forms.ModelChoiceField(
        Place.objects.none(),
        label=gettext_lazy("Location"),
        required=False,
        empty_label=gettext_lazy("online, or not known yet"),
    )
    online = django_forms.URLField(
        label=gettext_lazy("Address online"), required=False, assume_scheme="https"
    )
    step_free = django_forms.TypedChoiceField(
        label=gettext_lazy("Step-free"),
        choices=STEP_FREE,
        required=False,
        coerce=ANSWERS.__getitem__,
        empty_value=None,
    )
    organization = django_forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name of the organisation, or a part of it"),
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = UnitChoice(
        label=gettext_lazy("Office that invites"),
        required=False,
        empty_label=gettext_lazy("none: an organisation invites"),
    )
    languages = LanguagesField(label=gettext_lazy("Languages spoken there"), required=False)
    interpreting = LanguagesField(label=gettext_lazy("Interpreted into"), required=False)
    childcare = django_forms.BooleanField(label=gettext_lazy("with childcare"), required=False)
    free = django_forms.BooleanField(label=gettext_lazy("free of charge"), required=False)
    cost = django_forms.CharField(
        label=gettext_lazy("What it costs"), max_length=300, required=False
    )
    registration = _text(gettext_lazy("How to register"), 2, max_length=1000)
    url = django_forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https"
    )

    groups = (
        (
            gettext_lazy("When"),
            ("starts_at", "ends_at", "all_day", "repeat", "weekdays", "until", "rrule"),
        ),
        (gettext_lazy("Where it is"), ("place", "online", "step_free")),
        (
            gettext_lazy("Who invites whom"),
            ("organization", "unit", "languages", "interpreting", "childcare"),
        ),
        (gettext_lazy("Cost and registration"), ("free", "cost", "registration", "url")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Mapping[str, Any] = self.initial
        topics = [topic.pk for topic in known.get("topics", [])]
        place = getattr(known.get("place"), "pk", None)
        self._offer_rows("topics", Topic.objects.filter(Q(active=True) | Q(pk__in=topics)))
        self._offer_rows("place", Place.objects.filter(Q(confidential=False) | Q(pk=place)))
        unit: Any = self.fields["unit"]
        unit.narrow(keep=getattr(known.get("unit"), "pk", None))

    def _offer_rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _meant(self, name: str) -> Any:
        """Return the organisation that stood there from the start, while its name still does."""
        known: Organization | None = self.initial.get("known")
        typed = search.fold(self.data.get(name) or "")
        if known is not None and search.fold(known.name) == typed:
            return known
        return super()._meant(name)

    def clean(self) -> dict[str, Any]:
        """Say at the field what is wrong with time, rule or organiser."""
        values = super().clean()
        if values.get("repeat") == Repeat.OTHER and not values.get("rrule"):
            self.add_error("rrule", _("Write the rule, or choose how often above."))
        asked = "organization" in values and not self.errors.get("organization")
        if asked and bool(values["organization"]) == bool(values.get("unit")):
            text = _("Name one: the organisation or the office that invites.")
            self.add_error("organization", text)
        if values.get("starts_at") and values.get("ends_at"):
            self._check_time(values)
        return values

    def _check_time(self, values: dict[str, Any]) -> None:
        begins, ends = stored_span(values)
        if ends <= begins:
            self.add_error("ends_at", _("The event must end after it begins."))
        if values.get("repeat") in (None, Repeat.NEVER) or "rrule" in self.errors:
            return
        first = timezone.localtime(begins).replace(tzinfo=None)
        try:
            rules.check(repeats.rule(values, first.date()), first)
        except rules.RuleRefused as refusal:
            where = "rrule" if values["repeat"] == Repeat.OTHER else "repeat"
            self.add_error(where, str(refusal))


class CancelForm(forms.Form):
    """Why something does not take place."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("Everybody reads it on the portal. One short sentence is enough."),
    )


def stored_span(values: Mapping[str, Any]) -> tuple[dt.datetime, dt.datetime]:
    """Return begin and end; of whole days the midnights around them."""
    begins, ends = values["starts_at"], values["ends_at"]
    if not values.get("all_day"):
        return begins, ends
    first, last = timezone.localdate(begins), timezone.localdate(ends)
    return occurrences.midnight(first), occurrences.midnight(last + DAY)


def typed(event: Event) -> dict[str, Any]:
    """Return an event as its form shows it."""
    last = event.ends_at - DAY if event.all_day else event.ends_at
    return (
        {name: getattr(event, name) for name in PLAIN}
        | repeats.chosen(event.rrule)
        | {
            "starts_at": event.starts_at,
            "ends_at": max(last, event.starts_at),
            "step_free": {True: "yes", False: "no"}.get(event.step_free, ""),  # type: ignore[arg-type]
            "interpreting": event.interpreting.split(),
            "topics": list(event.topics.all()),
            "known": event.organization,
            "organization": event.organization.name if event.organization else "",
        }
    )


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as `events.events` takes it."""
    begins, ends = stored_span(values)
    kept = {name: values[name] for name in PLAIN}
    return kept | {
        "starts_at": begins,
        "ends_at": ends,
        "rrule": repeats.rule(values, timezone.localdate(begins)),
        "organization": values["organization"],
        "interpreting": " ".join(values["interpreting"]),
        "topics": list(values["topics"]),
    }
