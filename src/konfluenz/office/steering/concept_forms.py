"""Forms of the integration concept: a version, its adoption, its state, whether to revise it."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization
from konfluenz.directory.models.organizations import BODIES
from konfluenz.office import forms, searched
from konfluenz.office.forms import KnownDate
from konfluenz.steering.models import Concept, MunicipalFunction, Vote

PLAIN = ("title", "label", "predecessor", "consultant", "participation", "functions", "source")
Groups = tuple[tuple[forms.Text, tuple[str, ...]], ...]
NEEDED = (("True", _("yes, it needs to be revised")), ("False", _("no, it can stay as it is")))


def source_field(**kwargs: Any) -> django_forms.CharField:
    """Return the field for the paper that vouches for something."""
    kwargs.setdefault("help_text", _("The paper that says so: “UV/0050/2024”"))
    kwargs.setdefault("required", False)
    return django_forms.CharField(label=_("Source"), max_length=300, **kwargs)


def functions_field() -> django_forms.MultipleChoiceField:
    """Return the field for the functions that the city takes on itself (D-20)."""
    return django_forms.MultipleChoiceField(
        label=_("Functions of the city"),
        choices=MunicipalFunction.choices,
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )


def long_text(**kwargs: Any) -> django_forms.CharField:
    """Return a field of several lines."""
    return django_forms.CharField(
        required=False, widget=django_forms.Textarea(attrs={"rows": 4}), **kwargs
    )


def body_field(**kwargs: Any) -> django_forms.ModelChoiceField:
    """Return the field for the body that decides."""
    rows = Organization.objects.filter(kind__in=BODIES)
    return django_forms.ModelChoiceField(rows, empty_label=_("not known"), **kwargs)


def vote_field() -> django_forms.ChoiceField:
    """Return the field for how a body voted."""
    return django_forms.ChoiceField(
        label=_("Vote"), choices=[("", _("not documented")), *Vote.choices], required=False
    )


class ConceptForm(searched.SearchedForm):
    """A version of the concept: what it is called, how it came about."""

    looked_up = {"consultant": searched.ORGANISATION}

    title = django_forms.CharField(label=_("Title"), max_length=200)
    label = django_forms.SlugField(
        label=_("Version"),
        max_length=40,
        help_text=_("Tells the versions apart and stands in the address: 2022"),
    )
    drafted = forms.KnownDateField(
        label=_("Drafted"),
        required=False,
        help_text=_("As exactly as you know: 12.03.2015, 03.2015 or 2015"),
    )
    predecessor = django_forms.ModelChoiceField(
        Concept.objects.all(),
        label=_("Replaces"),
        required=False,
        empty_label=_("no earlier version"),
    )
    consultant = django_forms.CharField(
        label=_("Supported by"),
        max_length=200,
        required=False,
        help_text=_("Name of the organisation, or a part of it"),
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
    )
    participation = long_text(
        label=_("Participation"), help_text=_("How citizens took part. Name no person.")
    )
    functions = functions_field()
    source = source_field()
    public = django_forms.BooleanField(
        label=_("Show in the portal"),
        required=False,
        help_text=_("Everybody can read the concept with its fields, goals and reasons."),
    )

    groups: Groups = ((_("How it came about"), ("predecessor", "consultant", "participation")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        itself: Concept | None = self.initial.get("itself")
        if itself is not None:
            others = Concept.objects.exclude(pk=itself.pk)
            self.fields["predecessor"].queryset = others  # type: ignore[attr-defined]


class AdoptedConceptForm(ConceptForm):
    """A version whose adoption is on record, which can be corrected too."""

    adopted = forms.KnownDateField(label=_("Adopted on"))
    adopted_by = body_field(label=_("Adopted by"), required=False)
    adopted_vote = vote_field()

    groups = (
        *ConceptForm.groups,
        (_("Adoption"), ("adopted", "adopted_by", "adopted_vote")),
    )


class AdoptForm(forms.Form):
    """The adoption of a concept."""

    adopted = forms.KnownDateField(label=_("Adopted on"))
    adopted_by = body_field(label=_("Adopted by"), required=False)
    adopted_vote = vote_field()


class MoveForm(forms.Form):
    """The next state of a concept; `initial["choices"]` are those it may take."""

    state = django_forms.ChoiceField(label=_("New state"), widget=django_forms.RadioSelect)
    reason = django_forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("Resolution or paper, for those who come after you."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = self.initial.get("choices", [])  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """Whether a concept needs to be revised (D-03)."""

    date = forms.DayField(label=_("Asked on"))
    needed = django_forms.ChoiceField(
        label=_("Does the concept need to be revised?"),
        choices=NEEDED,
        widget=django_forms.RadioSelect,
    )
    reason = django_forms.CharField(
        label=_("Reason"), max_length=300, widget=django_forms.Textarea(attrs={"rows": 3})
    )
    source = source_field()


def typed(concept: Concept) -> dict[str, Any]:
    """Return a concept as its form shows it."""
    values = {name: getattr(concept, name) for name in PLAIN}
    values |= {"itself": concept, "public": concept.public}
    values["consultant"] = str(concept.consultant or "")
    values["drafted"] = forms.known(concept.drafted_date, concept.drafted_precision)
    return values | adoption(concept)


def adoption(concept: Concept) -> dict[str, Any]:
    """Return the adoption of a concept as its form shows it."""
    return {
        "adopted": forms.known(concept.adopted_date, concept.adopted_precision),
        "adopted_by": concept.adopted_by,
        "adopted_vote": concept.adopted_vote,
    }


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as `steering.concepts` takes it."""
    kept = {name: value for name, value in values.items() if name not in ("drafted", "adopted")}
    kept |= dated("drafted", values["drafted"])
    return kept | dated("adopted", values["adopted"]) if "adopted" in values else kept


def dated(name: str, date: KnownDate | None) -> dict[str, Any]:
    """Return a date as the two fields it is stored in, "drafted_date" and "drafted_precision"."""
    if date is None:
        return {f"{name}_date": None, f"{name}_precision": "day"}
    return {f"{name}_date": date.day, f"{name}_precision": date.precision}
