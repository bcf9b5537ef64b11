"""The form of a resolution."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from konfluenz.council.models import Resolution
from konfluenz.office import forms
from konfluenz.office.council.paper_forms import BodyField
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.steering.models import Concept, Vote

FIELDS = ("body", "date", "text", "vote", "concept", "unit", "source", "public")
FIXED = ("body", "date", "text")
"""What every resolution has; the rest may be empty."""


class OutcomeForm(forms.Form):
    """What came of a resolution. The rest of one on a consultation is its result's."""

    concept = django_forms.ModelChoiceField(
        Concept.objects.all(),
        label=gettext_lazy("Concept it is about"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    unit = UnitChoice(
        label=gettext_lazy("Office it is about"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    source = django_forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)
    public = django_forms.BooleanField(
        label=gettext_lazy("Public"),
        required=False,
        help_text=gettext_lazy("Shown beside the paper once that is public too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


class ResolutionForm(OutcomeForm):
    """What a body resolved, and what came of it."""

    body = BodyField(label=gettext_lazy("Resolved by"))
    date = forms.DayField(label=gettext_lazy("Resolved on"))
    text = django_forms.CharField(
        label=gettext_lazy("Wording"), widget=django_forms.Textarea(attrs={"rows": 4})
    )
    vote = django_forms.ChoiceField(
        label=gettext_lazy("How the vote was"),
        choices=[("", gettext_lazy("no vote, or not documented")), *Vote.choices],
        required=False,
    )

    groups = ((gettext_lazy("What came of it"), ("concept", "unit", "source", "public")),)


def typed(one: Resolution) -> dict[str, Any]:
    """Return a resolution as its form shows it."""
    return {name: getattr(one, name) for name in FIELDS}
