"""The form of a term: its days, its seats, and the seats of each group."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from konfluenz.council import terms
from konfluenz.council.models import BodyTerm
from konfluenz.directory.models import Organization, OrganizationKind, OrganizationState
from konfluenz.office import forms

FIELDS = ("starts_on", "ends_on", "seats", "source")
GROUP = "group_"


def _seats(label: Any, **kwargs: Any) -> django_forms.IntegerField:
    return django_forms.IntegerField(
        label=label, required=False, min_value=0, max_value=terms.MOST_SEATS, **kwargs
    )


class TermForm(forms.Form):
    """A term of a body that is known already."""

    starts_on = forms.DayField(label=gettext_lazy("From"))
    ends_on = forms.DayField(
        label=gettext_lazy("Until before"),
        required=False,
        help_text=gettext_lazy("The first day after the term. Empty: it goes on."),
    )
    seats = _seats(
        gettext_lazy("Seats"),
        help_text=gettext_lazy("With the chair, if the chair votes. Empty: not known."),
    )
    source = django_forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factions = {GROUP + str(one.pk): one for one in _factions(self.initial)}
        for name, one in self.factions.items():
            self.fields[name] = _seats(one.name)
            forms.dress(self.fields[name].widget)
        self.groups = ((gettext_lazy("Seats of the groups"), tuple(self.factions)),)

    def clean(self) -> dict[str, Any]:
        """Gather the seats of the groups under "factions"."""
        values = super().clean() or self.cleaned_data
        seats = {one: values.pop(name, None) or 0 for name, one in self.factions.items()}
        return values | {"factions": seats}


class NewTermForm(TermForm):
    """A term of a body to choose."""

    body = django_forms.ModelChoiceField(
        Organization.objects.filter(kind__in=terms.SITTING).order_by("name", "id"),
        label=gettext_lazy("Body"),
        empty_label=gettext_lazy("Please choose"),
    )
    field_order = ("body", *FIELDS)


def typed(one: BodyTerm) -> dict[str, Any]:
    """Return a term as its form shows it."""
    seats = {GROUP + str(row.faction_id): row.seats for row in one.factions.all()}
    return {name: getattr(one, name) for name in FIELDS} | seats


def _factions(initial: Mapping[str, Any]) -> list[Organization]:
    """Return the groups that are at work, and those that have seats already."""
    rows = Organization.objects.filter(kind=OrganizationKind.FACTION).order_by("name", "id")
    return [
        one
        for one in rows
        if one.state != OrganizationState.ENDED or initial.get(GROUP + str(one.pk))
    ]
