"""Forms of offices: what they are, how they end, the steps of their history."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import (
    Organization,
    OrgUnit,
    UnitKind,
    UnitStageKind,
    UnitState,
)
from konfluenz.directory.models.organizations import BODIES
from konfluenz.office import forms
from konfluenz.office.forms import KnownDate


class NothingChosen(Exception):
    """A button was pressed without the office that it is about; the message says so."""


class UnitChoice(django_forms.ModelChoiceField):
    """One of the offices in place today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(OrgUnit.objects.all(), **kwargs)

    def narrow(self, *, keep: int | None = None) -> None:
        """Offer what is in place today, and `keep` (a primary key) though it may have gone."""
        standing = OrgUnit.objects.on(timezone.localdate())
        self.queryset = standing | OrgUnit.objects.filter(pk=keep) if keep else standing


class UnitForm(forms.Form):
    """An office: what it is called, where it belongs, how it is reached."""

    kind = django_forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial="office")
    number = django_forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        help_text=_("As in the organisation chart: 31, 37, II"),
    )
    name = django_forms.CharField(label=_("Name"), max_length=160)
    parent = UnitChoice(label=_("Belongs to"), required=False, empty_label=_("nothing above it"))
    valid_from = forms.KnownDateField(label=_("In place since"), required=False)
    mail = django_forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The shared mailbox. Messages about the office go there, never to a person's."),
    )
    phone = django_forms.CharField(label=_("Phone"), max_length=40, required=False)
    room = django_forms.CharField(label=_("Room"), max_length=80, required=False)

    groups = ((_("How the office is reached"), ("mail", "phone", "room")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.initial.get("parent")
        self.fields["parent"].narrow(keep=getattr(parent, "pk", None))  # type: ignore[attr-defined]


class NewUnitForm(UnitForm):
    """An office that is not on record yet, perhaps one that is only announced."""

    announced = django_forms.BooleanField(
        label=_("Only announced"),
        required=False,
        help_text=_("A paper speaks of it, nothing says that it came."),
    )


class DissolveForm(forms.Form):
    """The end of an office, and who takes over."""

    date = forms.DayField(label=_("Dissolved on"), help_text=_("The first day without it."))
    successors = django_forms.ModelMultipleChoiceField(
        OrgUnit.objects.all(),
        label=_("Who takes over"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text=_("Its topics pass to them, and wait for your confirmation there."),
    )
    reason = django_forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("Resolution or paper, for those who come after you."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        itself: OrgUnit | None = self.initial.get("itself")
        heirs = standing_units()
        if itself is not None:
            heirs = heirs.exclude(pk=itself.pk)
        self.fields["successors"].queryset = heirs  # type: ignore[attr-defined]


class StageForm(forms.Form):
    """A step in the history of an office or a post, with the paper that vouches for it."""

    stage = django_forms.ChoiceField(label=_("Step"))
    date = forms.KnownDateField(label=_("When"))
    source = django_forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("The paper that says so: “UV/0050/2024”"),
    )
    body = django_forms.ModelChoiceField(
        Organization.objects.filter(kind__in=BODIES),
        label=_("Decided by"),
        required=False,
        empty_label=_("not known"),
    )


class UnitStageForm(StageForm):
    """A step of an office. Its end has a form of its own, which asks for successors."""

    stage = django_forms.ChoiceField(
        label=_("Step"),
        choices=[pair for pair in UnitStageKind.choices if pair[0] != UnitStageKind.DISSOLVED],
    )


def typed(unit: OrgUnit) -> dict[str, Any]:
    """Return an office as its form shows it."""
    names = ("kind", "number", "name", "parent", "mail", "phone", "room")
    start = forms.known(unit.valid_from, unit.valid_from_precision)
    return {name: getattr(unit, name) for name in names} | {"valid_from": start}


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as `directory.units` takes it."""
    kept = {name: value for name, value in values.items() if name != "announced"}
    kept |= dated("valid_from", values["valid_from"])
    if "announced" in values:
        kept["state"] = UnitState.ANNOUNCED if values["announced"] else UnitState.ACTIVE
    return kept


def dated(name: str, date: KnownDate | None) -> dict[str, Any]:
    """Return a date as the two fields it is stored in; no date leaves both at their default."""
    if date is None:
        return {name: None, f"{name}_precision": "day"}
    return {name: date.day, f"{name}_precision": date.precision}


def stepped(values: dict[str, Any]) -> dict[str, Any]:
    """Return a step of the history as the domain functions `stage` take it."""
    when: KnownDate = values["date"]
    return {
        "kind": values["stage"],
        "date": when.day,
        "precision": when.precision,
        "source": values["source"],
        "body": values["body"],
    }


def unit_chosen(request: HttpRequest) -> OrgUnit:
    """Return the office whose public id a button sends as "unit"; raises NothingChosen."""
    try:
        return OrgUnit.objects.get(public_id=UUID(request.POST.get("unit", "")))
    except (ValueError, OrgUnit.DoesNotExist):
        raise NothingChosen(gettext("Choose an office.")) from None


def standing_units() -> QuerySet[OrgUnit]:
    """Return the offices in place today."""
    return OrgUnit.objects.on(timezone.localdate())
