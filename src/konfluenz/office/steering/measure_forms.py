"""Forms of measures and their results."""

from typing import Any

from django import forms as django_forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization
from konfluenz.office import forms
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.office.steering.concept_forms import long_text, source_field
from konfluenz.steering.models import ConceptState, Goal, Indicator, Measure, MeasureResult

PLAIN = (
    "title",
    "summary",
    "unit",
    "starts_on",
    "ends_on",
    "outcome",
    "source",
    "public",
    "volunteers",
)
MANY = ("goals", "indicators", "partners")
RESULT = ("text", "date", "url", "source")
SEVERAL = _("Several with Ctrl or Cmd.")


class GoalChoices(django_forms.ModelMultipleChoiceField):
    """Goals of the versions that are worked by, each named with its field of action."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Goal.objects.none(), widget=django_forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, keep: list[Goal]) -> None:
        """Offer the goals of versions that are not superseded, and those that are to be kept."""
        still = ~Q(area__concept__state=ConceptState.SUPERSEDED)
        kept = Q(pk__in=[goal.pk for goal in keep])
        rows = Goal.objects.filter(still | kept).select_related("area__concept")
        self.queryset = rows.order_by("-area__concept__label", "area__number", "number")

    def label_from_instance(self, obj: Any) -> str:
        """Return the goal with its field and version."""
        return f"{obj.area} {obj.number}: {obj.text} ({obj.area.concept.label})"


class MeasureForm(forms.Form):
    """A measure: what is done for which goals, by whom, from when to when."""

    title = django_forms.CharField(label=_("Measure"), max_length=200)
    summary = long_text(label=_("What is done"), help_text=_("Name no person."))
    goals = GoalChoices(label=_("Goals that it serves"))
    unit = UnitChoice(label=_("Led by"))
    starts_on = forms.DayField(label=_("From"), required=False)
    ends_on = forms.DayField(label=_("Until"), required=False)
    partners = django_forms.ModelMultipleChoiceField(
        Organization.objects.all(),
        label=_("Partners"),
        required=False,
        widget=django_forms.SelectMultiple(attrs={"size": 6}),
        help_text=SEVERAL,
    )
    indicators = django_forms.ModelMultipleChoiceField(
        Indicator.objects.order_by("name"),
        label=_("Indicators that show what it does"),
        required=False,
        widget=django_forms.SelectMultiple(attrs={"size": 6}),
        help_text=SEVERAL,
    )
    volunteers = django_forms.BooleanField(label=_("Volunteers take part"), required=False)
    source = source_field()
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("Everybody reads it at its goals, with its state and its results."),
    )

    groups = ((_("Partners and indicators"), ("partners", "indicators")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]
        self.fields["goals"].offer(self.initial.get("goals", []))  # type: ignore[attr-defined]


class OverForm(MeasureForm):
    """A measure that is over: what came of it can be corrected too."""

    outcome = django_forms.CharField(
        label=_("What came of it"), widget=django_forms.Textarea(attrs={"rows": 4})
    )


class MoveForm(forms.Form):
    """The next state of a measure; `initial["choices"]` are those it may take."""

    state = django_forms.ChoiceField(label=_("New state"), widget=django_forms.RadioSelect)
    outcome = long_text(
        label=_("What came of it"),
        help_text=_("Needed when it ended or was given up. Public together with the measure."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = self.initial.get("choices", [])  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """Something that a measure led to."""

    text = django_forms.CharField(
        label=_("What can be seen"),
        max_length=300,
        widget=django_forms.Textarea(attrs={"rows": 2}),
        help_text=_("Public together with the measure. Name no person."),
    )
    date = forms.DayField(label=_("On"))
    url = django_forms.URLField(
        label=_("Where it can be seen"),
        required=False,
        assume_scheme="https",
        help_text=_("An address on the web, if there is one"),
    )
    source = source_field()


def typed(measure: Measure) -> dict[str, Any]:
    """Return a measure as its form shows it."""
    values = {name: getattr(measure, name) for name in PLAIN}
    return values | {name: list(getattr(measure, name).all()) for name in MANY}


def typed_result(result: MeasureResult) -> dict[str, Any]:
    """Return a result as its form shows it."""
    return {name: getattr(result, name) for name in RESULT}
