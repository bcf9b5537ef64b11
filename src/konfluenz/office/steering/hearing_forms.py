"""Forms of expert hearings and developments."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from konfluenz.office import forms
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.office.steering.concept_forms import long_text, source_field
from konfluenz.steering.models import Concept, Development, Hearing, HearingState, PriorityArea

HEARING = (
    "title",
    "concept",
    "area",
    "experts",
    "findings",
    "consequence",
    "unit",
    "source",
    "public",
)
DEVELOPMENT = ("title", "date", "effect", "response", "unit", "over_on", "source", "public")


class AreaChoice(django_forms.ModelChoiceField):
    """A field of action, named with the version that it belongs to."""

    def __init__(self, **kwargs: Any) -> None:
        rows = PriorityArea.objects.select_related("concept")
        super().__init__(rows.order_by("-concept__label", "level", "number"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return the field with its number and version."""
        return f"{obj.number}. {obj} ({obj.concept.label})"


class NewHearingForm(forms.Form):
    """An expert hearing that is planned, or was held and is noted now."""

    title = django_forms.CharField(label=_("Title"), max_length=200)
    date = forms.KnownDateField(label=_("On"))
    concept = django_forms.ModelChoiceField(
        Concept.objects.order_by("-label"),
        label=_("Integration concept"),
        required=False,
        empty_label=_("none"),
    )
    area = AreaChoice(label=_("Field of action"), required=False, empty_label=_("none"))
    experts = long_text(
        label=_("Experts"),
        help_text=_("Functions and institutions, one a line. Name no private person."),
    )
    unit = UnitChoice(
        label=_("Draws the consequence"), required=False, empty_label=_("not settled yet")
    )
    source = source_field()
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("Everybody reads it with its findings and its consequence."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


class HearingForm(NewHearingForm):
    """A hearing with what it found and what follows from it."""

    findings = long_text(label=_("Findings"))
    consequence = long_text(label=_("Consequence"))

    groups = ((_("What came of it"), ("findings", "consequence")),)


class HearingMoveForm(forms.Form):
    """The next step of a hearing, with the words that it needs."""

    state = django_forms.ChoiceField(label=_("New state"), widget=django_forms.RadioSelect)
    findings = long_text(label=_("Findings"), help_text=_("What the experts said, in short"))
    consequence = long_text(
        label=_("Consequence"), help_text=_("What the administration does, also if it is nothing")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.initial.get("choices", [])
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        offered = {value for value, _label in choices}
        if not offered & {HearingState.FINDINGS, HearingState.CONSEQUENCES}:
            del self.fields["findings"]
        if HearingState.CONSEQUENCES not in offered:
            del self.fields["consequence"]


class DevelopmentForm(forms.Form):
    """Something that happened outside and changes the work."""

    title = django_forms.CharField(label=_("What happened"), max_length=200)
    date = forms.DayField(label=_("Since"))
    effect = django_forms.CharField(
        label=_("Effect"),
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it does to the work: more people, fewer helpers, another law"),
    )
    response = long_text(label=_("Response"), help_text=_("May follow later."))
    unit = UnitChoice(label=_("Responds"), required=False, empty_label=_("not settled yet"))
    source = source_field()
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("Everybody reads it beside the concept. Name no person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


class DevelopmentEditForm(DevelopmentForm):
    """A development that may be over."""

    over_on = forms.DayField(label=_("Over on"), required=False)


class RespondForm(forms.Form):
    """How the city responds, and which office does."""

    response = django_forms.CharField(
        label=_("Response"), widget=django_forms.Textarea(attrs={"rows": 4})
    )
    unit = UnitChoice(label=_("Responds"), required=False, empty_label=_("not settled yet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The day on which a development was over."""

    over_on = forms.DayField(label=_("Over on"))


def typed_hearing(hearing: Hearing) -> dict[str, Any]:
    """Return a hearing as its form shows it."""
    values = {name: getattr(hearing, name) for name in HEARING}
    return values | {"date": forms.known(hearing.date, hearing.precision)}


def stored_hearing(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as `steering.hearings` takes it."""
    when = values["date"]
    return values | {"date": when.day, "precision": when.precision}


def typed_development(development: Development) -> dict[str, Any]:
    """Return a development as its form shows it."""
    return {name: getattr(development, name) for name in DEVELOPMENT}
