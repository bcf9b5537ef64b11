"""The form by which an office is asked for a report."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from konfluenz.council.data_proposals import Proposal
from konfluenz.office import forms
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.steering.models import Goal, Indicator


class FigureChoice(django_forms.ModelMultipleChoiceField):
    """Indicators by sign and name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return "A7b Zuweisungen"."""
        return f"{obj.code} {obj.name}".strip()


class AskForm(forms.Form):
    """Whom, what, until when. `initial["proposals"]` is what is missing."""

    unit = UnitChoice(label=_("Which office"))
    indicators = FigureChoice(
        Indicator.objects.none(),
        label=_("Indicators"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    goals = django_forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label=_("Goals"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    due_on = forms.DayField(label=_("Answer by"))
    words = django_forms.CharField(
        label=_("Words to the office"),
        max_length=400,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].narrow()  # type: ignore[attr-defined]
        proposals: list[Proposal] = self.initial.get("proposals", [])
        figures = [row.pk for one in proposals for row in one.indicators]
        goals = [row.pk for one in proposals for row in one.goals]
        rows = Indicator.objects.filter(pk__in=figures).order_by("code", "name")
        self._offer("indicators", rows, anything=bool(figures))
        self._offer("goals", Goal.objects.filter(pk__in=goals), anything=bool(goals))

    def _offer(self, name: str, rows: QuerySet[Any], *, anything: bool) -> None:
        """Offer what is missing; leave a choice out that has nothing to choose."""
        if anything:
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields[name]
