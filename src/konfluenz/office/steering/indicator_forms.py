"""Forms of indicators: what is counted, and what was observed."""

from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfluenz.office import forms
from konfluenz.office.directory.district_choice import DistrictChoice
from konfluenz.office.steering.concept_forms import long_text, source_field
from konfluenz.steering.measuring import figures
from konfluenz.steering.models import (
    Cycle,
    DatedBy,
    Direction,
    Indicator,
    Layer,
    Observation,
    ObservationState,
)
from konfluenz.steering.models import Unit as Measure

INDICATOR = (
    "name",
    "slug",
    "code",
    "layer",
    "definition",
    "unit",
    "decimals",
    "cycle",
    "direction",
    "few",
    "numerator",
    "denominator",
    "source",
    "method",
    "public",
)
OBSERVATION = (
    *("district", "category", "elsewhere", "dated_by", "state", "approximate", "base"),
    *("breaks", "source", "method"),
)


class NumberField(django_forms.CharField):
    """A number as Germans write it: "17,7", "1.234", "17,7 %". Cleans to a Decimal."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        """Return the number; raises ValidationError for what is none."""
        text = super().clean(value)
        if not text:
            return None
        number = figures.typed(text)
        if number is None:
            raise ValidationError(_("This is no number. Write it like 17,7 or 1.234."))
        return number

    def prepare_value(self, value: Any) -> Any:
        """Return a number as somebody would type it."""
        if not isinstance(value, Decimal):
            return value
        plain = f"{value:f}"
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


class IndicatorForm(forms.Form):
    """A figure with its definition."""

    name = django_forms.CharField(label=_("Name"), max_length=160)
    definition = django_forms.CharField(
        label=_("Definition"),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is counted, so that two people count the same."),
    )
    layer = django_forms.ChoiceField(
        label=_("Layer"),
        choices=Layer.choices,
        initial=Layer.STATE,
        help_text=_("What it is about. The three are never mixed."),
    )
    unit = django_forms.ChoiceField(label=_("Counted in"), choices=Measure.choices)
    cycle = django_forms.ChoiceField(
        label=_("New value"), choices=Cycle.choices, initial=Cycle.YEAR
    )
    direction = django_forms.ChoiceField(
        label=_("Which way is better"),
        choices=Direction.choices,
        help_text=_("A state of society is neither good nor bad: choose “neither”."),
    )
    numerator = django_forms.CharField(label=_("Numerator"), max_length=200, required=False)
    denominator = django_forms.CharField(label=_("Denominator"), max_length=200, required=False)
    source = django_forms.CharField(
        label=_("Usual source"), max_length=200, required=False, help_text=_("Who gives the values")
    )
    method = long_text(
        label=_("Method note"), help_text=_("How the values are made, and what they leave out.")
    )
    decimals = django_forms.IntegerField(label=_("Decimals"), min_value=0, max_value=4, initial=1)
    few = django_forms.BooleanField(
        label=_("Counts single persons"),
        required=False,
        help_text=_("Values below 5 are hidden from the public, and those that would tell them."),
    )
    code = django_forms.CharField(
        label=_("Sign"),
        max_length=8,
        required=False,
        help_text=_("A short sign such as A2 or V1, each only once."),
    )
    slug = django_forms.SlugField(
        label=_("Short name"),
        max_length=60,
        help_text=_("Stays the same for machines: share_non_german"),
    )
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("Everybody can read the figure with its values and sources."),
    )

    groups = (
        (_("How it is made"), ("numerator", "denominator", "decimals", "source", "method")),
        (_("For the portal"), ("slug", "code", "few", "public")),
    )


class ObservationForm(forms.Form):
    """A value on a day."""

    value = NumberField(label=_("Value"))
    approximate = django_forms.BooleanField(
        label=_("Only approximate"),
        required=False,
        help_text=_("The source says “about”: the value is shown as “ca. 20 %”."),
    )
    date = forms.KnownDateField(label=_("Date"))
    dated_by = django_forms.ChoiceField(
        label=_("The date is"),
        choices=DatedBy.choices,
        initial=DatedBy.REFERENCE_DAY,
        widget=django_forms.RadioSelect,
    )
    source = source_field(required=True)
    district = DistrictChoice(empty_label=_("the whole city"))
    state = django_forms.ChoiceField(
        label=_("State"), choices=ObservationState.choices, initial=ObservationState.FINAL
    )
    method = django_forms.CharField(
        label=_("Method note"),
        max_length=300,
        required=False,
        help_text=_("What is different about this one value."),
    )

    category = django_forms.CharField(
        label=_("Part"),
        max_length=80,
        required=False,
        help_text=_("Empty: all that is counted."),
    )
    base = NumberField(
        label=_("Counted under it"),
        required=False,
        help_text=_("For a share: how many were counted in all."),
    )
    breaks = django_forms.BooleanField(
        label=_("The series breaks here"),
        required=False,
        help_text=_("Counted in another way than before; the method note says how."),
    )
    elsewhere = django_forms.CharField(
        label=_("Another city"),
        max_length=80,
        required=False,
        help_text=_("For comparison; never mixed with the city’s own values."),
    )

    groups = (
        (
            _("For the record"),
            ("district", "category", "base", "state", "breaks", "method", "elsewhere"),
        ),
    )


class RemoveForm(forms.Form):
    """Why something goes for good."""

    reason = django_forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Stays in the history, so that nobody searches for it."),
    )


def typed(indicator: Indicator) -> dict[str, Any]:
    """Return an indicator as its form shows it."""
    return {name: getattr(indicator, name) for name in INDICATOR}


def typed_observation(observation: Observation) -> dict[str, Any]:
    """Return a value as its form shows it."""
    values = {name: getattr(observation, name) for name in OBSERVATION}
    when = forms.known(observation.date, observation.precision)
    return values | {"value": observation.value, "date": when}


def observed(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as `steering.observations` takes it."""
    when = values["date"]
    return values | {"date": when.day, "precision": when.precision}
