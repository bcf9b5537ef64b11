"""The form of a station on the path of a paper."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from konfluenz.council.models import Consultation, ConsultationRole
from konfluenz.office import forms
from konfluenz.office.council.paper_forms import BodyField

FIELDS = ("body", "date", "agenda_item", "open_session", "role")


class ConsultationForm(forms.Form):
    """Which body deals with the paper, when, and as what."""

    body = BodyField()
    date = forms.DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("Empty while no day has been set."),
    )
    agenda_item = django_forms.CharField(
        label=gettext_lazy("Agenda item"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("The TOP as printed, such as 21. Empty where no number stands."),
    )
    open_session = django_forms.BooleanField(label=gettext_lazy("Public session"), required=False)
    role = django_forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("not said")), *ConsultationRole.choices],
        required=False,
    )


def typed(one: Consultation) -> dict[str, Any]:
    """Return a consultation as its form shows it."""
    return {name: getattr(one, name) for name in FIELDS}
