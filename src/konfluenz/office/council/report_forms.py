"""Forms of reports: the head, a section, the paper that it becomes."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models import Report
from konfluenz.office import forms
from konfluenz.office.directory.unit_forms import UnitChoice

HEAD = (
    "title",
    "since",
    "cut_off",
    "submit_by",
    "unit",
    "department",
    "predecessor",
    "financial_impact",
)


class ReportForm(forms.Form):
    """What a report is about, for which period, compared with which."""

    title = django_forms.CharField(label=_("Subject"), max_length=200)
    since = forms.DayField(label=_("Period from"))
    cut_off = forms.DayField(
        label=_("Cut-off date"), help_text=_("The last day that counts. Figures stand as of then.")
    )
    submit_by = forms.DayField(label=_("To the council office by"), required=False)
    unit = UnitChoice(label=_("Author unit"))
    department = UnitChoice(
        label=_("Department that countersigns"), required=False, empty_label=_("none")
    )
    predecessor = django_forms.ModelChoiceField(
        Report.objects.all(),
        label=_("Compared with"),
        required=False,
        empty_label=_("no earlier report"),
        help_text=_("Its texts are taken over, its figures stand beside the new ones."),
    )
    financial_impact = django_forms.CharField(
        label=_("Financial effects"),
        max_length=400,
        required=False,
        help_text=_("Write “none” where there are none: nothing is assumed."),
    )

    groups = (
        (_("Who and until when"), ("unit", "department", "submit_by")),
        (_("What goes into the paper"), ("predecessor", "financial_impact")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "department"):
            chosen = self.initial.get(name)
            self.fields[name].narrow(keep=getattr(chosen, "pk", None))  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """What a person writes in a section."""

    text = django_forms.CharField(
        label=_("Your text"),
        required=False,
        max_length=20_000,
        widget=django_forms.Textarea(attrs={"rows": 12}),
        help_text=_("An empty line begins a paragraph, “- ” an item of a list."),
    )
    before = django_forms.CharField(required=False, widget=django_forms.HiddenInput)


class AttachForm(forms.Form):
    """The Vorlage that a report becomes."""

    reference = django_forms.CharField(
        label=_("Number"),
        max_length=40,
        help_text=_("As the council office gives it: UV/0050/2024"),
    )
    date = forms.DayField(label=_("Date"))
    author = django_forms.CharField(label=_("Author as printed"), max_length=120, required=False)
    file_reference = django_forms.CharField(
        label=_("File reference"),
        max_length=60,
        required=False,
        help_text=_("Number by the filing plan, a stroke, initials: 31.20.01/Lo"),
    )


class ReopenForm(forms.Form):
    """Why a countersignature is taken back."""

    reason = django_forms.CharField(label=_("Reason"), max_length=300)


def typed(one: Report) -> dict[str, Any]:
    """Return the head of a report as its form shows it."""
    return {name: getattr(one, name) for name in HEAD}
